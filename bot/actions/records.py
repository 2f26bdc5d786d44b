"""Writing small things down: pain, cross-training, skipped tasks, decisions. And taking them back."""

from collections.abc import Mapping
from typing import TypeVar

from bot.actions import reminding, stages
from bot.actions.errors import StaleError
from bot.actions.visit import Visit, new_id
from bot.actions.workout import unguided
from protocols import plausible
from protocols.diary import (
    CadenceMeasured,
    CheckIn,
    CheckInKind,
    Choice,
    CrossTraining,
    Decision,
    Entry,
    Feeling,
    Flag,
    Pause,
    Resume,
    Run,
    Shoes,
    Side,
    Skip,
    Test,
    Workout,
)
from protocols.outlook import TaskKind

E = TypeVar("E", bound=Entry)
_SKIPPABLE = (TaskKind.STRENGTH, TaskKind.RUN, TaskKind.CROSS, TaskKind.WALK_TEST, TaskKind.STEP_DOWN_TEST)
_UNDOABLE = frozenset(
    {CadenceMeasured, CheckIn, CrossTraining, Decision, Feeling, Pause, Resume, Run, Shoes, Skip, Test, Workout}
)


async def pain(visit: Visit, value: int, side: Side | None = None) -> CheckIn:
    """Pain in daily life, now; of one knee where the runner says which."""
    return await keep(visit, CheckIn(id=new_id(), on=visit.today, at=visit.now, pain=value, side=side))


async def morning(visit: Visit, run_id: str, value: int, side: Side | None = None) -> CheckIn:
    """The knee on the morning after a run; one of them where both are sore.

    Raises:
        StaleError: when that run is gone, or was already answered for.
    """
    entries = (await visit.diary()).entries
    known = any(isinstance(e, Run) and e.id == run_id for e in entries)
    answered = any(
        isinstance(e, CheckIn) and e.run == run_id and (side is None or e.side in (None, side)) for e in entries
    )
    if answered or not known:
        raise StaleError
    kind = CheckInKind.MORNING
    check = CheckIn(id=new_id(), on=visit.today, at=visit.now, pain=value, kind=kind, run=run_id, side=side)
    return await keep(visit, check)


async def knees(visit: Visit, told: Mapping[Side, int]) -> CheckIn:
    """Both knees, or one by name: this morning when a run is to be followed up, else right now. The last entry."""
    run = await open_morning_check(visit)
    noted = [await (morning(visit, run, n, side) if run else pain(visit, n, side)) for side, n in told.items()]
    return noted[-1]


async def told(visit: Visit, check: CheckIn, side: Side) -> bool:
    """True when the same was already said about that knee today."""
    same = (e for e in (await visit.diary()).entries if isinstance(e, CheckIn) and e.on == check.on)
    return any(e.side in (None, side) and e.run == check.run and e.id != check.id for e in same)


async def open_morning_check(visit: Visit) -> str | None:
    """The id of the run whose morning check is due today and not answered."""
    due = (t for t in (await visit.plan()).tasks if t.kind is TaskKind.MORNING_CHECK and not t.done)
    return next((t.about_run for t in due), None)


async def cross_training(visit: Visit, sport: str, minutes: float) -> CrossTraining:
    """A session on the bike, in the water …"""
    return await keep(visit, CrossTraining(id=new_id(), on=visit.today, at=visit.now, sport=sport, minutes=minutes))


async def flag(visit: Visit, flag_id: str) -> None:
    """A red flag came up in the runner's own words."""
    await visit.record(Flag(id=new_id(), on=visit.today, at=visit.now, flag=flag_id))
    await reminding.after_alarm(visit)


async def workout(visit: Visit) -> Workout:
    """Today's strength session, done without the guide.

    Raises:
        NotAllowedError: when the plan has no exercises for this runner.
    """
    return await keep(visit, await unguided(visit, visit.today))


async def skip_open(visit: Visit, reason: str) -> None:
    """Leave out everything that is still open today.

    Raises:
        StaleError: when nothing is open.
    """
    tasks = (await visit.plan()).tasks
    todo = [t.id for t in tasks if t.kind in _SKIPPABLE and not (t.done or t.skipped)]
    if not todo:
        raise StaleError
    await visit.record(*(Skip(id=new_id(), on=visit.today, at=visit.now, task=t, reason=reason) for t in todo))


async def decide(visit: Visit, offer_id: str, choice: Choice) -> None:
    """Take an offer, or stay.

    Raises:
        StaleError: when it is not on offer (any more), or needs an informed override.
    """
    offer = next((o for o in (await visit.plan()).offers if o.id == offer_id), None)
    if offer is None or (offer.informed and choice is Choice.GO):
        raise StaleError
    await visit.record(Decision(id=new_id(), on=visit.today, at=visit.now, offer=offer_id, choice=choice))


async def undo_last(visit: Visit) -> Entry | None:
    """Take back what was written down last (not the intake, not a red flag); None when there is nothing."""
    undoable = [e for e in (await visit.diary()).entries if type(e) in _UNDOABLE]
    last = max(undoable, key=lambda e: e.at, default=None)
    return None if last is None else await undo(visit, last.id)


async def undo(visit: Visit, entry_id: str) -> Entry:
    """Take one entry back.

    Raises:
        StaleError: when it is out already, or cannot be undone; while a red flag stands, nothing can.
    """
    entry = next((e for e in (await visit.diary()).entries if e.id == entry_id), None)
    stopped = bool(await stages.standing_flags(visit))
    if stopped or entry is None or type(entry) not in _UNDOABLE or not await visit.forget(entry_id):
        raise StaleError
    await reminding.schedule(visit)
    return entry


async def keep(visit: Visit, entry: E) -> E:
    """Write an entry down; one that raises a red flag is followed up the next day.

    Raises:
        ImplausibleError: when it cannot be true.
    """
    plausible.check(entry, await visit.diary(), visit.today)
    before = await stages.standing_flags(visit)
    await visit.record(entry)
    if set(await stages.standing_flags(visit)) - set(before):
        await reminding.after_alarm(visit)
    await reminding.after_entry(visit)
    return entry
