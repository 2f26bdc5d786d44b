"""What typed text means here and now: the step it asks for. Looks only; the step itself acts.

The order is the rule: what is open in the chat, then words of buttons and commands, then a log, then a question.
Red flags were heard before any of this.
"""

from collections.abc import Awaitable, Callable

from bot import reading, steps
from bot.actions import onboarding, records, runs, workout
from bot.actions.errors import NotUnderstoodError
from bot.actions.onboarding import Stage, Where
from bot.actions.runs import RunDraft
from bot.actions.session import State
from bot.actions.visit import Visit
from bot.context import Chat
from bot.texts import intake, labels
from protocols.diary import Value
from protocols.knowledge import Answer, Kind, LogIntent
from protocols.model import Question

Step = Callable[[Chat], Awaitable[None]]
_ASKS = (Kind.ANSWER, Kind.ABSTAIN)


async def hear(visit: Visit, text: str, answer: Answer) -> Step:
    """The step that this text asks for.

    Raises:
        NotUnderstoodError: when a question is open and the text neither answers it nor asks something.
    """
    place = await onboarding.where(visit)
    for route in (_before_the_plan, _open_workout, _open_run, _morning, _words, _log, _number):
        step = await route(visit, place, text, answer)
        if step is not None:
            return step
    return lambda chat: steps.answer(chat, text, answer)


async def _before_the_plan(_visit: Visit, place: Where, text: str, answer: Answer) -> Step | None:
    if place.stage is Stage.CONSENT:
        said = reading.choice(
            text, (("yes", labels.AGREE), ("yes", labels.YES), ("no", labels.NO), ("no", labels.DECLINE))
        )
        return _consent(said == "yes") if said else None
    at = reading.clock(text) if place.stage is Stage.TIME else None
    if at is not None:
        return lambda chat: steps.advance(chat, lambda v: onboarding.choose_time(v, at))
    if place.stage is Stage.ZONE and reading.tidy(text) == reading.tidy(labels.PICK_FROM_LIST):
        return steps.pick_region
    if place.stage is Stage.ZONE and not (answer.kind is Kind.ANSWER and "?" in text):
        return lambda chat: steps.find_zone(chat, text)
    if place.question is None:
        return None
    return _answer(place.question, text, answer)


def _consent(agreed: bool) -> Step:
    version = intake.CONSENT_VERSION
    return lambda chat: steps.advance(chat, lambda v: onboarding.agree(v, version) if agreed else onboarding.decline(v))


def _answer(question: Question, text: str, answer: Answer) -> Step:
    if reading.tidy(text) == "back":
        return lambda chat: steps.advance(chat, lambda v: onboarding.go_back(v, question.id))
    value = value_of(question, text)
    if value is not None:
        return lambda chat: steps.advance(chat, lambda v: onboarding.answer(v, question.id, value))
    if answer.kind in _ASKS and ("?" in text or answer.entries):
        return lambda chat: steps.answer(chat, text, answer)
    raise NotUnderstoodError(question.kind)


def value_of(question: Question, text: str) -> Value | None:
    """The value of a typed answer to an intake question; None when it is none."""
    options = [(o, labels.option(question.id, o)) for o in question.options]
    match question.kind:
        case "pain":
            return reading.pain(text)
        case "amount":
            meant = reading.amount(text)
            return str(meant) if meant else ("none" if reading.says_none(text) else None)
        case "weekdays":
            return reading.weekdays(text)
        case "many":
            return reading.choices(text, options)
        case _:
            return reading.choice(text, options)


async def _open_workout(visit: Visit, _place: Where, text: str, _answer: Answer) -> Step | None:
    session = await workout.current(visit)
    if session is None:
        return None
    n, pain = session.n, reading.pain(text)
    if session.state is State.HURTS and pain is not None:
        return lambda chat: steps.exercise(chat, lambda v: workout.hurt(v, pain, n))
    if session.state is State.KNEE and pain is not None:
        return lambda chat: steps.exercise(chat, lambda v: workout.knee(v, pain, n))
    if session.state is State.EFFORT:
        effort = reading.choice(text, ((str(value), label) for value, label in labels.EFFORT.items()))
        return (lambda chat: steps.exercise(chat, lambda v: workout.felt(v, int(effort), n))) if effort else None
    word = reading.choice(text, ((name, label.strip("✓▶️🔔‹ ")) for name, label in labels.WORKOUT.items()))
    return (lambda chat: steps.exercise(chat, lambda v: workout.tap(v, word, n))) if word else None


async def _open_run(visit: Visit, _place: Where, text: str, _answer: Answer) -> Step | None:
    if not await runs.is_open(visit):
        return None
    draft = await runs.current(visit)
    if draft.asking is None:
        said = reading.choice(
            text, (("save", labels.SAVE), ("save", labels.YES), ("no", labels.CANCEL), ("no", labels.NO))
        )
        return {"save": steps.save_run, "no": steps.cancel_run}.get(said or "")
    value = run_value(draft.asking, text)
    if value is None:
        return None
    field = draft.asking
    return lambda chat: steps.log_run(chat, lambda v: runs.fill(v, field, value))


def run_value(field: str, text: str) -> str | None:
    """The value of a typed answer to a question about a run; None when it is none."""
    meant = reading.amount(text)
    match field:
        case "minutes":
            if meant and meant.unit == "min":
                return str(meant.value)
            return text.strip() if text.strip().isdecimal() else None
        case "km":
            return str(meant.value) if meant and meant.unit == "km" else ("none" if reading.says_none(text) else None)
        case "pain":
            pain = reading.pain(text)
            return None if pain is None else str(pain)
        case "onset":
            return str(meant) if meant else ("none" if reading.says_none(text) else None)
        case _:
            return reading.choice(text, labels.RUN_VALUES[field].items())


async def _morning(visit: Visit, place: Where, text: str, _answer: Answer) -> Step | None:
    pain = reading.pain(text)
    if place.stage is not Stage.READY or pain is None:
        return None
    run = await records.open_morning_check(visit)
    return (lambda chat: steps.note_pain(chat, lambda v: records.morning(v, run, pain))) if run else None


async def _words(_visit: Visit, _place: Where, text: str, _answer: Answer) -> Step | None:
    return steps.WORDS.get(reading.tidy(text))


async def _log(_visit: Visit, _place: Where, _text: str, answer: Answer) -> Step | None:
    return _LOGS[answer.log.kind](answer.log) if answer.log is not None and answer.kind is Kind.LOG else None


def _log_run(log: LogIntent) -> Step:
    draft = run_of(log)
    return lambda chat: steps.log_run(chat, lambda v: runs.start(v, draft))


def run_of(log: LogIntent) -> RunDraft:
    """What was said about a run, as a draft that may still miss something."""
    onset = f"{log.onset_km:g} km" if log.onset_km else f"{log.onset_minutes:g} min" if log.onset_minutes else None
    return RunDraft(
        minutes=log.minutes,
        km=log.km,
        pain=0 if log.never_hurt else log.pain,
        onset=onset,
        limp=True if log.limp else None if onset is None else False,
        surface=log.surface or "flat",
        days_ago=log.days_ago,
        cadence=log.cadence,
    )


def _log_pain(log: LogIntent) -> Step:
    return lambda chat: steps.confirm_pain(chat, log.pain)


def _log_workout(_: LogIntent) -> Step:
    return steps.confirm_workout


def _log_cross(log: LogIntent) -> Step:
    return lambda chat: steps.confirm_cross(chat, log.minutes)


_LOGS: dict[str, Callable[[LogIntent], Step]] = {
    "run": _log_run,
    "pain": _log_pain,
    "workout": _log_workout,
    "cross": _log_cross,
}


async def _number(_visit: Visit, place: Where, text: str, _answer: Answer) -> Step | None:
    pain = reading.pain(text)
    return (lambda chat: steps.confirm_pain(chat, pain)) if pain is not None and place.stage is Stage.READY else None
