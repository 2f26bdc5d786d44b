"""Words that stand on buttons, typed: they do the same, whatever is open."""

from collections.abc import Awaitable, Callable

from bot import pausing, screens, slipping, steps
from bot.actions import checks, runs, workout
from bot.actions.runs import RunDraft
from bot.context import Chat
from bot.screens import sounds
from bot.texts import checks as texts

Step = Callable[[Chat], Awaitable[None]]


async def _feel(context: Chat, how: str) -> None:
    """The weekly question, answered in a word."""
    await steps.note(context, lambda v: checks.feeling(v, how), texts.feeling_saved)


WORDS: dict[str, Step] = {
    "today": steps.today,
    "what is due": steps.today,
    "plan": lambda chat: steps.look(chat, screens.week),
    "the week": lambda chat: steps.look(chat, screens.week),
    "week": lambda chat: steps.look(chat, screens.week),
    "next gate": lambda chat: steps.look(chat, screens.gate),
    "gate": lambda chat: steps.look(chat, screens.gate),
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
    "it was a slip, and none of that": slipping.take_back,
    "i am well again": pausing.resume,
    "pause": lambda chat: pausing.begin(chat, ""),
    "better": lambda chat: _feel(chat, "better"),
    "same": lambda chat: _feel(chat, "same"),
    "worse": lambda chat: _feel(chat, "worse"),
    "10 minutes": lambda chat: steps.exercise(chat, lambda v: workout.begin(v, "short")),
    "short workout": lambda chat: steps.exercise(chat, lambda v: workout.begin(v, "short")),
}
