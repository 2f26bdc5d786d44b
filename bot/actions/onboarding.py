"""Day 0. Nothing here remembers where a runner is: the next question is the first one without an answer."""

from dataclasses import dataclass, replace
from datetime import time
from enum import StrEnum

from bot.actions import reminding
from bot.actions.errors import StaleError
from bot.actions.visit import Visit, new_id
from protocols import intake
from protocols.diary import Answer, Cleared, Value
from protocols.intake import Pattern
from protocols.model import Question
from scheduler.clock import QuietHours
from storage import runners

SETTINGS = ("kit", "days")  # questions that stay open to change after the intake


class Stage(StrEnum):
    """What stands between a runner and the plan."""

    CONSENT = "consent"
    READS_ONLY = "reads_only"
    TOO_YOUNG = "too_young"
    FLAGGED = "flagged"
    MISFIT = "misfit"
    QUESTION = "question"
    TIME = "time"
    ZONE = "zone"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Where:
    """A stage, and the question that is open if it is one."""

    stage: Stage
    question: Question | None = None


async def where(visit: Visit) -> Where:
    """How far the runner has come. Red flags come before everything but consent."""
    if visit.runner.consent is None:
        return Where(Stage.READS_ONLY if visit.runner.reads_only else Stage.CONSENT)
    diary = await visit.diary()
    if intake.active_flags(diary):
        return Where(Stage.FLAGGED)
    profile = intake.profile(visit.protocol, diary)
    if profile.of_age is False:
        return Where(Stage.TOO_YOUNG)
    question = intake.next_question(visit.protocol, diary)
    if profile.pattern is Pattern.DOES_NOT_FIT and not (question and question.id.startswith("pattern_")):
        return Where(Stage.MISFIT)
    if question is not None:
        return Where(Stage.QUESTION, question)
    if visit.runner.remind_at is None:
        return Where(Stage.TIME)
    return Where(Stage.ZONE if visit.runner.zone is None else Stage.READY)


async def agree(visit: Visit, version: str) -> None:
    """The runner agrees to a version of the consent text."""
    await runners.consent(visit.tx, visit.runner.id, version, visit.now)
    await runners.change(visit.tx, visit.runner.id, reads_only=False)
    visit.runner = replace(visit.runner, consent=version, reads_only=False)


async def decline(visit: Visit) -> None:
    """The runner wants nothing recorded."""
    await runners.revoke(visit.tx, visit.runner.id, visit.now)
    await runners.change(visit.tx, visit.runner.id, reads_only=True)
    visit.runner = replace(visit.runner, consent=None, reads_only=True)


async def come_back(visit: Visit) -> None:
    """`/start` ends silence that was asked for: messages, the hold before erasing."""
    await runners.change(visit.tx, visit.runner.id, muted=False, erase_on=None)
    visit.runner = replace(visit.runner, muted=False, erase_on=None)
    await reminding.schedule(visit)


async def answer(visit: Visit, question_id: str, value: Value) -> None:
    """Answer the open question.

    Raises:
        StaleError: when another question is open, so a second tap or an old card changes nothing.
    """
    await _expect(visit, question_id)
    await _write(visit, question_id, value)


async def answer_text(visit: Visit, question_id: str, text: str) -> None:
    """Answer the open question with the value of a button."""
    await answer(visit, question_id, int(text) if question_id.endswith("_pain") else text)


async def tick(visit: Visit, question_id: str, option: str) -> None:
    """Tick or untick a box: of the open question, where it counts once `finish_ticks` is called, or of a setting.

    Raises:
        StaleError: when another question is open.
    """
    settled = (await where(visit)).stage is Stage.READY and question_id in SETTINGS
    if not settled:
        await _expect(visit, question_id)
    ticked = await ticks(visit, question_id)
    changed = tuple(t for t in ticked if t != option) if option in ticked else (*ticked, option)
    await _write(visit, question_id, changed, complete=settled)


async def finish_ticks(visit: Visit, question_id: str) -> None:
    """What is ticked is the answer."""
    await answer(visit, question_id, await ticks(visit, question_id))


async def ticks(visit: Visit, question_id: str) -> tuple[str, ...]:
    """The boxes ticked so far."""
    given = intake.answers((await visit.diary()).entries).get(question_id)
    return given.value if given is not None and isinstance(given.value, tuple) else ()


async def go_back(visit: Visit, question_id: str) -> None:
    """Open the question before this one again; what was answered stays ticked."""
    await _expect(visit, question_id)
    diary = await visit.diary()
    before = intake.previous_question(visit.protocol, diary, question_id)
    if before is None:
        raise StaleError
    await _write(visit, before.id, intake.answers(diary.entries)[before.id].value, complete=False)


async def reconsider_pattern(visit: Visit) -> None:
    """Open the pattern check again, from its first question."""
    given = intake.answers((await visit.diary()).entries)
    for item in intake.pattern_items(given):
        await _write(visit, item.question, item.answer, complete=False)


async def set_zone(visit: Visit, zone: str) -> None:
    """Move the runner's clock."""
    await runners.change(visit.tx, visit.runner.id, zone=zone)
    visit.runner = replace(visit.runner, zone=zone)
    await reminding.schedule(visit)


async def choose_time(visit: Visit, at: time) -> None:
    """Set the time of the day at which reminders come, on the runner's clock."""
    hours = QuietHours(visit.runner.quiet_from, visit.runner.quiet_to)
    quiet_to = at if hours.cover(at) else visit.runner.quiet_to  # who asks for 07:00 is awake at 07:00
    await runners.change(visit.tx, visit.runner.id, remind_at=at, quiet_to=quiet_to)
    visit.runner = replace(visit.runner, remind_at=at, quiet_to=quiet_to)
    await reminding.schedule(visit)


async def cleared(visit: Visit) -> None:
    """A professional has examined the runner and said that exercise is fine."""
    if not intake.active_flags(await visit.diary()):
        raise StaleError
    await visit.record(Cleared(id=new_id(), on=visit.today, at=visit.now))
    await reminding.schedule(visit)


async def _expect(visit: Visit, question_id: str) -> None:
    now_open = (await where(visit)).question
    if now_open is None or now_open.id != question_id:
        raise StaleError


async def _write(visit: Visit, question_id: str, value: Value, *, complete: bool = True) -> None:
    entry = Answer(id=new_id(), on=visit.today, at=visit.now, question=question_id, value=value, complete=complete)
    await visit.record(entry)
