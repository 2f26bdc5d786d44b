"""Words that stand on buttons, typed: they do the same, whatever is open."""

import re
from collections.abc import Awaitable, Callable, Iterable
from itertools import chain
from typing import Any

from telegram.ext import CallbackQueryHandler

from bot import keyboards as kb
from bot import screens
from bot.actions import checks, runs, workout
from bot.actions.runs import RunDraft
from bot.context import Chat
from bot.conversation import pausing, slipping, steps
from bot.screens import sounds
from bot.texts import checks as texts

Step = Callable[[Chat], Awaitable[None]]


async def _feel(context: Chat, how: str) -> None:
    """The weekly question, answered in a word."""
    await steps.note(context, lambda v: checks.feeling(v, how), texts.feeling_saved)


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


def _tapping(data: str) -> Step:
    return lambda chat: tap(chat, data)


WORDS: dict[str, Step] = {
    "today": steps.today,
    "what is due": steps.today,
    "plan": lambda chat: steps.look(chat, screens.week),
    "the week": lambda chat: steps.look(chat, screens.week),
    "week": lambda chat: steps.look(chat, screens.week),
    "next gate": lambda chat: steps.look(chat, screens.gate),
    "gate": lambda chat: steps.look(chat, screens.gate),
    "why": _tapping(kb.WHY("plan")),
    "why these numbers": _tapping(kb.WHY("caps")),
    "later": _tapping(kb.LATER_ASK()),
    "skip": _tapping(kb.SKIP_ASK()),
    "how is the knee": _tapping(kb.LOG_PAIN()),
    "progress": lambda chat: steps.look(chat, screens.progress),
    "audio": lambda chat: steps.look(chat, sounds.run_audio),
    "log": lambda chat: steps.look(chat, screens.log_menu),
    "note something": lambda chat: steps.look(chat, screens.log_menu),
    "log a run": lambda chat: steps.log_run(chat, lambda v: runs.start(v, RunDraft())),
    "start": lambda chat: steps.exercise(chat, lambda v: workout.begin(v, "full")),
    "start workout": lambda chat: steps.exercise(chat, lambda v: workout.begin(v, "full")),
    "i am back": pausing.back,
    "i'm back": pausing.back,
    "back": pausing.back,
    **dict.fromkeys(("that was a slip", "it was a slip", "slip", "typo", "mistyped", "wrong number"), slipping.ask),
    "you misunderstood me": slipping.ask,
    "none of that, take it back": slipping.take_back,
    "i am well again": pausing.resume,
    "pause": lambda chat: pausing.begin(chat, ""),
    "better": lambda chat: _feel(chat, "better"),
    "same": lambda chat: _feel(chat, "same"),
    "worse": lambda chat: _feel(chat, "worse"),
    "10 minutes": lambda chat: steps.exercise(chat, lambda v: workout.begin(v, "short")),
    "short workout": lambda chat: steps.exercise(chat, lambda v: workout.begin(v, "short")),
}
