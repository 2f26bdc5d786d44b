"""What typed text means to what is open in the chat: a question, a workout, a run, a count, the morning after."""

from bot.actions import cadence, clock, onboarding, records, runs, workout
from bot.actions.errors import NotUnderstoodError
from bot.actions.session import State
from bot.actions.stages import Stage, Where
from bot.actions.visit import Visit
from bot.conversation import locating, reading, steps, values, wishes
from bot.conversation.button_words import word
from bot.conversation.commanding import commanded
from bot.conversation.routes import ASKS, Route, Step
from bot.conversation.wishes import Wish
from bot.texts import intake, labels
from protocols.diary import Value
from protocols.knowledge import Answer, Kind
from protocols.knowledge.model import ALARMS
from protocols.model import Question


async def _before_the_plan(visit: Visit, place: Where, text: str, answer: Answer) -> Step | None:
    if place.stage is not Stage.READY and (command := commanded(text)) is not None:
        return command
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
        return locating.pick_region
    if place.stage is Stage.ZONE and _may_be_place(text, answer):
        return lambda chat: locating.find_zone(chat, text)
    if place.question is None:
        return None
    value = values.of_question(place.question, text, visit.protocol.value("under_age", "years"))
    if place.sure and (step := _sure(place.question, text, value)) is not None:
        return step
    return _answer(place.question, text, answer, value)


def _time(text: str, answer: Answer) -> Step:
    at = reading.clock(text)
    if at is not None:
        return lambda chat: steps.advance(chat, lambda v: clock.choose_time(v, at))
    if _asks(answer):
        return lambda chat: steps.answer(chat, text, answer)
    raise NotUnderstoodError("time")


def _consent(agreed: bool) -> Step:
    version = intake.CONSENT_VERSION
    return lambda chat: steps.advance(chat, lambda v: onboarding.agree(v, version) if agreed else onboarding.decline(v))


def _sure(question: Question, text: str, value: Value | None) -> Step | None:
    said = reading.choice(
        text, (("no", labels.NO), ("no", labels.OF_AGE), ("yes", labels.YES), ("yes", labels.UNDER_AGE))
    )
    if said == "no":
        return lambda chat: steps.advance(chat, lambda v: onboarding.answer(v, question.id, "yes"))
    if said == "yes" or value == "no":
        return lambda chat: steps.advance(chat, lambda v: onboarding.confirm(v, question.id))
    return None


def _answer(question: Question, text: str, answer: Answer, value: Value | None) -> Step:
    if _is_back(text):
        return lambda chat: steps.advance(chat, lambda v: onboarding.go_back(v, question.id))
    if value is not None:
        return lambda chat: steps.advance(chat, lambda v: onboarding.answer(v, question.id, value))
    if _asks(answer):
        return lambda chat: steps.answer(chat, text, answer)
    raise NotUnderstoodError(question.kind)


def _is_back(text: str) -> bool:
    return reading.tidy(text).strip("‹ ") == "back"


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
    said = reading.choice(text, ((name, label.strip("✓▶️🔔‹ ")) for name, label in labels.WORKOUT.items()))
    if said is None and session.state is State.SET and wishes.wish(text) is Wish.HURTS:
        said = "hurts"
    return (lambda chat: steps.exercise(chat, lambda v: workout.tap(v, said, n))) if said else None


RUN_KINDS = {"minutes": "minutes", "km": "km", "pain": "pain", "onset": "onset"}


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
        if answer.kind is Kind.LOG or _asks(answer) or word(text) is not None:
            return None
        raise NotUnderstoodError(RUN_KINDS.get(field, "choice"))
    return lambda chat: steps.log_run(chat, lambda v: runs.fill(v, field, value))


async def _open_count(visit: Visit, _place: Where, text: str, answer: Answer) -> Step | None:
    if await cadence.counted(visit) is None:
        return None
    if reading.tidy(text) in ("cancel", "stop"):
        return steps.stop_counting
    steps_heard = reading.number(text)
    if steps_heard is None:
        if answer.kind is Kind.LOG or _asks(answer) or word(text) is not None:
            return None
        raise NotUnderstoodError("count")
    return lambda chat: steps.count_steps(chat, round(steps_heard))


async def _open_zone(visit: Visit, place: Where, text: str, answer: Answer) -> Step | None:
    if place.stage is not Stage.READY or not await clock.awaits_zone(visit):
        return None
    if reading.tidy(text) == reading.tidy(labels.PICK_FROM_LIST):
        return locating.pick_region
    return (lambda chat: locating.find_zone(chat, text)) if _may_be_place(text, answer) else None


def _may_be_place(text: str, answer: Answer) -> bool:
    """False for what is plainly something else: nobody in pain should hear that I do not know that place."""
    other = answer.kind in (Kind.LOG, *ALARMS) or answer.asks or reading.number(text) is not None
    return not other and word(text) is None and wishes.wish(text) is None


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


def _asks(answer: Answer) -> bool:
    """True for a question, which is answered before the open question is asked again."""
    return answer.kind in ASKS and (answer.asks or bool(answer.entries))


ROUTES: tuple[Route, ...] = (_before_the_plan, _open_workout, _open_run, _open_count, _open_zone, _knees, _morning)
