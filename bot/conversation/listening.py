"""What typed text means here and now: the step it asks for. Looks only; the step itself acts.

The order is the rule: red flags with a name, what is open in the chat, buttons in sight, words of buttons and commands,
a log, what only sounds like a red flag, a question.
"""

from collections.abc import Awaitable, Callable

from bot.actions import cadence, onboarding, records, runs, workout
from bot.actions.errors import NotUnderstoodError
from bot.actions.onboarding import Stage, Where
from bot.actions.session import State
from bot.actions.visit import Visit
from bot.context import Chat
from bot.conversation import pausing, reading, steps, values, wishes, wishing
from bot.conversation.button_words import WORDS, tap
from bot.conversation.shown import plain
from bot.texts import intake, labels
from protocols.knowledge import Answer, Kind, LogIntent
from protocols.knowledge.model import ALARMS
from protocols.model import Question

Step = Callable[[Chat], Awaitable[None]]
_ASKS = (Kind.ANSWER, Kind.ABSTAIN)


async def hear(visit: Visit, text: str, answer: Answer, button: str | None = None) -> Step:
    """The step that this text asks for; `button` is the data of a button in sight that says the same.

    A red flag with a name comes before everything. What only sounds like one comes after what is plainly something
    else: an answer to the open question, a button, a log.

    Raises:
        NotUnderstoodError: when a question is open and the text neither answers it nor asks something.
    """
    if answer.alarm is not None and not answer.alarm.heard and answer.kind in ALARMS:
        return lambda chat: steps.sound_alarm(chat, answer)
    try:
        step = await _meant(visit, text, answer, button)
    except NotUnderstoodError:
        if answer.kind not in ALARMS:
            raise
        step = None
    if step is None and answer.kind in ALARMS:
        return lambda chat: steps.sound_alarm(chat, answer)
    return step or (lambda chat: steps.answer(chat, text, answer))


async def _meant(visit: Visit, text: str, answer: Answer, button: str | None) -> Step | None:
    place = await onboarding.where(visit)
    for route in _OPEN:
        step = await route(visit, place, text, answer)
        if step is not None:
            return step
    if button is not None:
        return lambda chat: tap(chat, button)
    for route in _SAID:
        step = await route(visit, place, text, answer)
        if step is not None:
            return step
    return None


async def hear_again(visit: Visit, text: str, answer: Answer) -> Step | None:
    """The step that a changed message asks for: a run that is still being noted is read anew, nothing else."""
    if answer.kind is not Kind.LOG or answer.log is None or answer.log.kind != "run" or not await runs.is_open(visit):
        return None
    return _log_run(answer.log, text)


async def _before_the_plan(_visit: Visit, place: Where, text: str, answer: Answer) -> Step | None:
    if place.stage is Stage.CONSENT:
        said = reading.choice(
            text, (("yes", labels.AGREE), ("yes", labels.YES), ("no", labels.NO), ("no", labels.DECLINE))
        )
        return _consent(said == "yes") if said else None
    if place.stage in (Stage.TIME, Stage.ZONE) and _is_back(text):
        return lambda chat: steps.advance(chat, lambda v: onboarding.go_back(v, place.stage))
    if place.stage is Stage.TIME:
        return _time(text, answer)
    if place.stage is Stage.ZONE and reading.tidy(text) == reading.tidy(labels.PICK_FROM_LIST):
        return steps.pick_region
    if place.stage is Stage.ZONE and answer.kind not in ALARMS and not (answer.kind in _ASKS and answer.asks):
        return lambda chat: steps.find_zone(chat, text)
    if place.question is None:
        return None
    return _answer(place.question, text, answer)


def _time(text: str, answer: Answer) -> Step:
    at = reading.clock(text)
    if at is not None:
        return lambda chat: steps.advance(chat, lambda v: onboarding.choose_time(v, at))
    if _asks(answer):
        return lambda chat: steps.answer(chat, text, answer)
    raise NotUnderstoodError("time")


def _consent(agreed: bool) -> Step:
    version = intake.CONSENT_VERSION
    return lambda chat: steps.advance(chat, lambda v: onboarding.agree(v, version) if agreed else onboarding.decline(v))


def _answer(question: Question, text: str, answer: Answer) -> Step:
    if _is_back(text):
        return lambda chat: steps.advance(chat, lambda v: onboarding.go_back(v, question.id))
    value = values.of_question(question, text)
    if value is not None:
        return lambda chat: steps.advance(chat, lambda v: onboarding.answer(v, question.id, value))
    if _asks(answer):
        return lambda chat: steps.answer(chat, text, answer)
    raise NotUnderstoodError(question.kind)


def _is_back(text: str) -> bool:
    return reading.tidy(text).strip("‹ ") == "back"


def _asks(answer: Answer) -> bool:
    """True for a question, which is answered before the open question is asked again."""
    return answer.kind in _ASKS and (answer.asks or bool(answer.entries))


async def _open_workout(visit: Visit, _place: Where, text: str, _answer: Answer) -> Step | None:
    session = await workout.listening(visit)
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


_RUN_KINDS = {"minutes": "minutes", "km": "km", "pain": "pain", "onset": "onset"}


async def _open_run(visit: Visit, _place: Where, text: str, answer: Answer) -> Step | None:
    if not await runs.is_open(visit):
        return None
    draft = await runs.current(visit)
    if draft.asking is None:
        said = reading.choice(
            text, (("save", labels.SAVE), ("save", labels.YES), ("no", labels.CANCEL), ("no", labels.NO))
        )
        return {"save": steps.save_run, "no": steps.cancel_run}.get(said or "")
    field, value = draft.asking, values.of_run(draft.asking, text)
    if value is None:
        if answer.kind is Kind.LOG or _asks(answer) or reading.tidy(text) in WORDS:
            return None
        raise NotUnderstoodError(_RUN_KINDS.get(field, "choice"))
    return lambda chat: steps.log_run(chat, lambda v: runs.fill(v, field, value))


async def _open_count(visit: Visit, _place: Where, text: str, answer: Answer) -> Step | None:
    if await cadence.counted(visit) is None:
        return None
    if reading.tidy(text) in ("cancel", "stop"):
        return steps.stop_counting
    steps_heard = reading.number(text)
    if steps_heard is None:
        if answer.kind is Kind.LOG or _asks(answer) or reading.tidy(text) in WORDS:
            return None
        raise NotUnderstoodError("count")
    return lambda chat: steps.count_steps(chat, round(steps_heard))


async def _open_zone(visit: Visit, place: Where, text: str, answer: Answer) -> Step | None:
    if place.stage is not Stage.READY or not await onboarding.awaits_zone(visit):
        return None
    if reading.tidy(text) == reading.tidy(labels.PICK_FROM_LIST):
        return steps.pick_region
    other = answer.kind in (Kind.LOG, *ALARMS) or answer.asks or reading.number(text) is not None
    return None if other or reading.tidy(text) in WORDS else (lambda chat: steps.find_zone(chat, text))


async def _morning(visit: Visit, place: Where, text: str, _answer: Answer) -> Step | None:
    pain = reading.pain(text)
    if place.stage is not Stage.READY or pain is None:
        return None
    run = await records.open_morning_check(visit)
    return (lambda chat: steps.note_pain(chat, lambda v: records.morning(v, run, pain))) if run else None


async def _knees(_visit: Visit, place: Where, text: str, _answer: Answer) -> Step | None:
    told = reading.knees(text)
    if place.stage is not Stage.READY or not told:
        return None
    return lambda chat: steps.note_pain(chat, lambda v: records.knees(v, told))


async def _words(_visit: Visit, _place: Where, text: str, _answer: Answer) -> Step | None:
    return WORDS.get(plain(text))


async def _pause(_visit: Visit, place: Where, text: str, _answer: Answer) -> Step | None:
    words = reading.tidy(text)
    asked = place.stage is Stage.READY and words.startswith("pause ") and "?" not in words
    return (lambda chat: pausing.begin(chat, words)) if asked else None


async def _wish(_visit: Visit, place: Where, text: str, _answer: Answer) -> Step | None:
    meant = wishes.wish(text)
    if place.stage is not Stage.READY or meant is None:
        return None
    return lambda chat: wishing.grant(chat, meant)


async def _log(_visit: Visit, _place: Where, text: str, answer: Answer) -> Step | None:
    return _LOGS[answer.log.kind](answer.log, text) if answer.log is not None and answer.kind is Kind.LOG else None


def _log_run(log: LogIntent, text: str) -> Step:
    draft = values.run_meant(log, text)
    return lambda chat: steps.log_run(chat, lambda v: runs.start(v, draft))


def _log_pain(log: LogIntent, _: str) -> Step:
    return lambda chat: steps.confirm_pain(chat, log.pain)


def _log_workout(_log: LogIntent, _: str) -> Step:
    return steps.confirm_workout


def _log_cross(log: LogIntent, _: str) -> Step:
    return lambda chat: steps.confirm_cross(chat, log.minutes)


_LOGS: dict[str, Callable[[LogIntent, str], Step]] = {
    "run": _log_run,
    "pain": _log_pain,
    "workout": _log_workout,
    "cross": _log_cross,
}


async def _number(_visit: Visit, place: Where, text: str, _answer: Answer) -> Step | None:
    pain = reading.pain(text)
    return (lambda chat: steps.confirm_pain(chat, pain)) if pain is not None and place.stage is Stage.READY else None


Route = Callable[[Visit, Where, str, Answer], Awaitable[Step | None]]
_OPEN: tuple[Route, ...] = (_before_the_plan, _open_workout, _open_run, _open_count, _open_zone, _knees, _morning)
_SAID: tuple[Route, ...] = (_words, _pause, _wish, _log, _number)
