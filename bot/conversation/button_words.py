"""Words that stand on buttons, typed, and other ways to say the same: they do what a tap does, whatever is open."""

import re
from collections.abc import Iterable
from itertools import chain
from typing import Any

from telegram.ext import CallbackQueryHandler

from bot import keyboards as kb
from bot import screens
from bot.context import Chat
from bot.conversation import pausing, slipping, steps
from bot.conversation.commanding import bare, commanded
from bot.conversation.routes import Step
from bot.speech import Speech
from bot.texts import general


async def tap(context: Chat, data: str) -> None:
    """Do what a tap on the button with this data does.

    Raises:
        LookupError: when nobody listens to it.
    """
    handlers: Iterable[Any] = chain.from_iterable(context.application.handlers.values())
    for handler in handlers:
        pattern = handler.pattern if isinstance(handler, CallbackQueryHandler) else None
        found = pattern.match(data) if isinstance(pattern, re.Pattern) else None
        if found is not None:
            context.matches = [found]
            await handler.callback(context.event, context)
            return
    raise LookupError(f"nobody listens to {data!r}")


def tapping(data: str) -> Step:
    """The step that a tap on the button with this data takes."""
    return lambda chat: tap(chat, data)


async def _never_mind(context: Chat) -> None:
    """Nothing was open."""
    await context.say(Speech(general.NEVER_MIND))


_WHAT_NOW = (
    "what is due | what now | and now | now what | what next | what is next | what do i do now | "
    "what should i do now | what do i do today | what should i do today | what can i do now | what can i do today | "
    "what may i do today | what can i do"
)
_SLIP = (
    "that was a slip | it was a slip | slip | typo | that was a typo | it was a typo | mistyped | i mistyped | "
    "that was a mistake | wrong number | wrong button | i hit the wrong button | i tapped the wrong number | "
    "i tapped the wrong button | you misunderstood me"
)
_WAYS: tuple[tuple[str, Step], ...] = (
    (_WHAT_NOW, steps.today),
    ("the week | week", lambda chat: steps.look(chat, screens.week)),
    ("next gate | gate", lambda chat: steps.look(chat, screens.gate)),
    ("why", tapping(kb.WHY("plan"))),
    ("why these numbers", tapping(kb.WHY("caps"))),
    ("later | remind me later", tapping(kb.LATER_ASK())),
    ("skip | skip today | not today", tapping(kb.SKIP_ASK())),
    ("how is the knee", tapping(kb.LOG_PAIN())),
    ("note something | done | all done | i did it", tapping(kb.LOG_MENU())),
    ("log a run", tapping(kb.LOG_RUN())),
    ("start | start workout", tapping(kb.WORKOUT_START("full"))),
    ("10 minutes | short workout", tapping(kb.WORKOUT_START("short"))),
    ("i am back | i'm back | back", pausing.back),
    ("i am well again", pausing.resume),
    ("cancel | never mind | forget it", _never_mind),
    ("pause", lambda chat: pausing.begin(chat, "")),
    (_SLIP, slipping.ask),
    ("none of that take it back", slipping.take_back),
    ("better", tapping(kb.FEELING("better"))),
    ("same", tapping(kb.FEELING("same"))),
    ("worse", tapping(kb.FEELING("worse"))),
)
_WORDS = {said: step for listed, step in _WAYS for said in listed.split(" | ")}
_RUN_TODAY = (
    "can i run today | should i run today | may i run today | do i run today | is today a rest day | "
    "can i still run today | should i still run today | may i still run today | can i go for a run today | "
    "should i go for a run today | can i go running today | am i allowed to run today | is it ok to run today"
)
_RUN_NEXT = (
    "can i run tomorrow | can i run again tomorrow | should i run tomorrow | do i run tomorrow | what is tomorrow | "
    "is tomorrow a rest day | what do i do tomorrow | when is my next run | when do i run next | when can i run next"
)
_PLANNED = {
    **dict.fromkeys(_RUN_TODAY.split(" | "), steps.today),
    **dict.fromkeys(_RUN_NEXT.split(" | "), lambda chat: steps.look(chat, screens.week)),
}


def word(text: str) -> Step | None:
    """What these words do, whole: a command's, a button's; None for anything else."""
    return commanded(text) or _WORDS.get(bare(text))


def planned(text: str) -> Step | None:
    """Questions that the plan itself answers, for a runner who has one."""
    return _PLANNED.get(bare(text))
