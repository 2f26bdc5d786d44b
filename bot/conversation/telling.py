"""What typed text means by itself: words of buttons and commands, a pause, a wish, something for the diary."""

from collections.abc import Callable

from bot.actions import runs
from bot.actions.stages import Stage, Where
from bot.actions.visit import Visit
from bot.conversation import pausing, reading, steps, values, wishes, wishing
from bot.conversation.button_words import planned, word
from bot.conversation.errands import errand
from bot.conversation.routes import Route, Step
from protocols.knowledge import Answer, Kind, LogIntent


async def _words(_visit: Visit, place: Where, text: str, _answer: Answer) -> Step | None:
    return word(text) or (planned(text) if place.stage is Stage.READY else None)


async def _pause(_visit: Visit, place: Where, text: str, _answer: Answer) -> Step | None:
    words = reading.tidy(text)
    asked = place.stage is Stage.READY and words.startswith("pause ") and "?" not in words
    return (lambda chat: pausing.begin(chat, words)) if asked else None


async def _wish(_visit: Visit, place: Where, text: str, _answer: Answer) -> Step | None:
    meant = wishes.wish(text)
    if place.stage is not Stage.READY or meant is None:
        return None
    return lambda chat: wishing.grant(chat, meant)


async def _errand(_visit: Visit, place: Where, text: str, _answer: Answer) -> Step | None:
    return errand(text) if place.stage is Stage.READY else None


async def _log(_visit: Visit, _place: Where, text: str, answer: Answer) -> Step | None:
    return _LOGS[answer.log.kind](answer.log, text) if answer.log is not None and answer.kind is Kind.LOG else None


def log_run(log: LogIntent, text: str) -> Step:
    """Read a run from the message and show it, not yet noted."""
    draft = values.run_meant(log, text)
    return lambda chat: steps.log_run(chat, lambda v: runs.start(v, draft))


def _log_pain(log: LogIntent, _: str) -> Step:
    return lambda chat: steps.confirm_pain(chat, log.pain)


def _log_workout(_log: LogIntent, _: str) -> Step:
    return steps.confirm_workout


def _log_cross(log: LogIntent, _: str) -> Step:
    return lambda chat: steps.confirm_cross(chat, log.minutes)


_LOGS: dict[str, Callable[[LogIntent, str], Step]] = {
    "run": log_run,
    "pain": _log_pain,
    "workout": _log_workout,
    "cross": _log_cross,
}


async def _number(_visit: Visit, place: Where, text: str, _answer: Answer) -> Step | None:
    pain = reading.pain(text)
    return (lambda chat: steps.confirm_pain(chat, pain)) if pain is not None and place.stage is Stage.READY else None


ROUTES: tuple[Route, ...] = (_words, _pause, _wish, _errand, _log, _number)
