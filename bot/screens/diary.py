"""Noting things, and what they mean."""

from bot import keyboards as kb
from bot.actions import runs
from bot.actions.runs import RunDraft
from bot.actions.visit import Visit
from bot.media.run_files.figures import RunFile
from bot.screens import knees
from bot.speech import Button, Speech, rows
from bot.texts import labels, logs, run_files
from bot.texts.words import blocks
from protocols.diary import CheckIn, Run


async def log_menu(visit: Visit) -> Speech:
    """What can be noted; a run that is due can be noted as planned with one tap."""
    planned = runs.planned(await visit.plan())
    first = [Button(labels.AS_PLANNED, kb.RUN_AS_PLANNED())] if planned else []
    others = [
        Button(labels.LOG_RUN, kb.LOG_RUN()),
        Button(labels.LOG_PAIN, kb.LOG_PAIN()),
        Button(labels.LOG_WORKOUT, kb.LOG_WORKOUT()),
        Button(labels.LOG_CROSS, kb.LOG_CROSS()),
    ]
    return Speech(logs.MENU, rows([*first, *others], 1))


async def run_card(visit: Visit, draft: RunDraft) -> Speech:
    """The run being logged, with the open question's buttons."""
    planned = draft.minutes is None and runs.planned(await visit.plan()) is not None
    first = ((Button(labels.AS_PLANNED, kb.RUN_AS_PLANNED()),),) if planned else ()
    worse = await knees.worse_counts(visit) if draft.asking == "pain" else None
    return Speech(blocks(logs.run_card(draft), worse), (*first, *kb.for_run(draft)))


async def run_from_file(visit: Visit, found: RunFile, draft: RunDraft) -> Speech:
    """What was read from a file and what it means, above the card to confirm."""
    card = await run_card(visit, draft)
    return Speech(blocks(run_files.found(found, await visit.plan()), card.text), card.buttons)


async def run_noted(visit: Visit, run: Run | None, doubts: tuple[str, ...]) -> Speech:
    """A run was noted; or something in it contradicts itself and is asked once."""
    if run is None:
        draft = await runs.current(visit)
        return Speech(logs.doubts(doubts), kb.for_run(draft))
    return noted(logs.run_saved(run, await visit.plan(), visit.protocol), run.id)


async def pain_noted(visit: Visit, check: CheckIn) -> Speech:
    """A pain value was noted; where both knees are sore, the other one is asked about first."""
    other = await knees.ask_the_other(visit, check)
    told = await knees.told_with(visit, check)
    return other or noted(logs.pain_saved(told, await visit.plan(), visit.protocol), check.id)


def noted(text: str, entry_id: str) -> Speech:
    """Something was noted, and can be taken back."""
    return Speech(text, ((Button(labels.UNDO, kb.UNDO(entry_id)), Button(labels.TODAY, kb.TODAY())),))
