"""Day 0. Nothing here remembers where a runner is: the next question is the first one without an answer."""

from dataclasses import replace

from bot.actions import answering, reminding, stages
from bot.actions.errors import StaleError
from bot.actions.stages import ENDS, Stage
from bot.actions.visit import Visit, new_id
from protocols import intake
from protocols.diary import Answer, Cleared, Value
from protocols.model import Overlay, Question
from storage import runners

SETTINGS = ("kit", "days")  # questions that stay open to change after the intake


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
        ImplausibleError: for an amount that cannot be true.
    """
    asked = _known(visit, question_id)
    if not await _is_setting(visit, question_id):
        await _expect(visit, question_id)
    answering.check(asked, value)
    await _write(visit, question_id, value, complete=value != ENDS.get(question_id))
    follow = {Stage.FLAGGED: reminding.after_alarm, Stage.MISFIT: reminding.after_misfit}
    stage = (await stages.where(visit)).stage
    if stage in follow:
        await follow[stage](visit)


async def confirm(visit: Visit, question_id: str) -> None:
    """The answer that ends everything was meant.

    Raises:
        StaleError: when nobody asked.
    """
    place = await stages.where(visit)
    if not place.sure or place.question is None or place.question.id != question_id:
        raise StaleError
    await _write(visit, question_id, ENDS[question_id])


async def answer_text(visit: Visit, question_id: str, text: str) -> None:
    """Answer the open question with the value of a button."""
    is_pain = _known(visit, question_id).kind == "pain"
    await answer(visit, question_id, int(text) if is_pain and text.isdecimal() else text)


async def tick(visit: Visit, question_id: str, option: str) -> None:
    """Tick or untick a box: of the open question, where it counts once `finish_ticks` is called, or of a setting.

    Raises:
        StaleError: when another question is open.
    """
    settled = await _is_setting(visit, question_id)
    if not settled:
        await _expect(visit, question_id)
    if option not in _known(visit, question_id).options:
        raise StaleError
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
    """Open the question before this one again; what was answered stays ticked. The last two are time and zone."""
    stage = (await stages.where(visit)).stage
    if question_id == stage == Stage.ZONE:
        await runners.change(visit.tx, visit.runner.id, remind_at=None)
        visit.runner = replace(visit.runner, remind_at=None)
        return
    if question_id != Stage.TIME or stage is not Stage.TIME:
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


async def cleared(visit: Visit) -> None:
    """A professional has examined the runner and said that exercise is fine."""
    referred = Overlay.REFERRED in (await visit.plan()).overlays
    if not referred and (await stages.where(visit)).stage not in (Stage.FLAGGED, Stage.MISFIT):
        raise StaleError
    await visit.record(Cleared(id=new_id(), on=visit.today, at=visit.now))
    await reminding.schedule(visit)


async def _is_setting(visit: Visit, question_id: str) -> bool:
    return question_id in SETTINGS and (await stages.where(visit)).stage is Stage.READY


def _known(visit: Visit, question_id: str) -> Question:
    """The question with this id.

    Raises:
        StaleError: when there is none.
    """
    found = next((q for q in visit.protocol.questions if q.id == question_id), None)
    if found is None:
        raise StaleError
    return found


async def _expect(visit: Visit, question_id: str) -> None:
    now_open = (await stages.where(visit)).question
    if now_open is None or now_open.id != question_id:
        raise StaleError


async def _write(visit: Visit, question_id: str, value: Value, *, complete: bool = True) -> None:
    entry = Answer(id=new_id(), on=visit.today, at=visit.now, question=question_id, value=value, complete=complete)
    await visit.record(entry)
