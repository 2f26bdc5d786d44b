"""Logging a run: a draft that says which field it still needs, then one diary entry."""

from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.actions import reminding
from bot.actions.errors import StaleError
from bot.actions.visit import Visit, new_id
from protocols import plausible
from protocols.diary import Run, Surface
from protocols.intake import Amount
from protocols.outlook import Plan, RunTask

KIND = "run"
FRESH = timedelta(hours=6)  # P: a number typed the next morning is about the knee, not about yesterday's draft
_PACE = 6.0  # minutes per kilometre; stands in for what is not known yet
_ASKED = "pain_without_onset"  # no doubt here: where the pain began was asked, and "I cannot say" is an answer
REQUIRED = ("minutes", "pain", "onset", "limp")


@dataclass(frozen=True, slots=True)
class RunDraft:
    """A run being logged. `onset` is an amount as text or "none"; `limp` also covers pain that sharpened or rose."""

    minutes: float | None = None
    pain: int | None = None
    onset: str | None = None
    limp: bool | None = None
    km: float | None = None
    surface: str = "flat"
    days_ago: int = 0
    step: str | None = None
    cadence: int | None = None
    descent_m: float | None = None  # from a file only
    asking: str | None = None  # the field that typed text belongs to
    doubted: bool = False

    @property
    def missing(self) -> str | None:
        """The next field without which the run cannot be saved."""
        hurts = bool(self.pain)
        needed = [f for f in REQUIRED if hurts or f in ("minutes", "pain")]
        return next((f for f in needed if getattr(self, f) is None), None)


async def start(visit: Visit, given: RunDraft) -> RunDraft:
    """Open a draft with what is already known; a draft of before is replaced.

    Raises:
        ImplausibleError: when what was said cannot be true; nothing is opened.
    """
    plausible.check(entry(visit, given), await visit.diary(), visit.today)
    task = planned(await visit.plan())
    draft = replace(given, step=task.step.id if task and task.step else None)
    return await _keep(visit, replace(draft, asking=draft.missing))


async def as_planned(visit: Visit) -> RunDraft:
    """The run of today's plan, done as it stands there, without pain.

    Raises:
        StaleError: when no run is due today.
    """
    task = planned(await visit.plan())
    if task is None:
        raise StaleError
    return await start(visit, RunDraft(minutes=task.minutes, pain=0))


async def current(visit: Visit) -> RunDraft:
    """The open draft.

    Raises:
        StaleError: when none is open: it was saved or cancelled.
    """
    draft = await unfinished(visit)
    if draft is None:
        raise StaleError
    return draft


async def unfinished(visit: Visit) -> RunDraft | None:
    """The open draft, if there is one. Days that went by since are counted: the run stays on its day."""
    kept = await visit.draft(KIND)
    if kept is None:
        return None
    draft, since = RunDraft(**kept.body), kept.changed_at.astimezone(ZoneInfo(visit.zone)).date()
    return replace(draft, days_ago=draft.days_ago + max(0, (visit.today - since).days))


async def is_open(visit: Visit) -> bool:
    """True while a run is being logged: what is typed belongs to it, for some hours."""
    return await visit.draft(KIND, FRESH) is not None


async def ask(visit: Visit, field: str) -> RunDraft:
    """Open one field again."""
    return await _keep(visit, replace(await current(visit), asking=field))


async def fill(visit: Visit, field: str, value: str) -> RunDraft:
    """Set a field from the value of a button or from typed text that was understood.

    Raises:
        ImplausibleError: when the value cannot be true; the draft stays as it was.
    """
    try:
        given = _VALUE[field](value)
    except ValueError as unreadable:  # no button of ours says that
        raise StaleError from unreadable
    changed = replace(await current(visit), **{field: given}, doubted=False)
    plausible.check(entry(visit, changed), await visit.diary(), visit.today)
    return await _keep(visit, replace(changed, asking=changed.missing))


async def save(visit: Visit) -> tuple[Run | None, tuple[str, ...]]:
    """Write the run down, or return the doubts that the runner should settle first (asked once).

    Raises:
        StaleError: when it is saved already, or something is missing.
        ImplausibleError: when it cannot be true.
    """
    draft = await current(visit)
    if draft.missing:
        raise StaleError
    run, diary = entry(visit, draft), await visit.diary()
    plausible.check(run, diary, visit.today)
    doubts = () if draft.doubted else tuple(d for d in plausible.doubts(run, diary) if d != _ASKED)
    if doubts:
        await _keep(visit, replace(draft, doubted=True))
        return None, doubts
    await cancel(visit)
    await visit.record(run)
    await reminding.after_run(visit, run)
    return run, ()


async def cancel(visit: Visit) -> None:
    """Forget the draft."""
    await visit.drop_draft(KIND)


def entry(visit: Visit, draft: RunDraft) -> Run:
    """The draft as a diary entry; what is still open is taken as harmless."""
    onset = Amount.parse(draft.onset) if draft.onset else None
    return Run(
        id=new_id(),
        on=visit.today - timedelta(days=draft.days_ago),
        at=visit.now,
        minutes=draft.minutes if draft.minutes is not None else _minutes_of(draft),
        pain=draft.pain or 0,
        km=draft.km,
        onset_km=onset.value if onset and onset.unit == "km" else None,
        onset_minutes=onset.value if onset and onset.unit == "min" else None,
        surface=Surface(draft.surface),
        limp=bool(draft.limp),
        step=draft.step if draft.days_ago == 0 else None,
        cadence=draft.cadence,
        descent_m=draft.descent_m,
        backfilled=draft.days_ago > 0,
    )


def _minutes_of(draft: RunDraft) -> float:
    """While the minutes are open: what goes with the distance, so that only what was said is judged."""
    km = draft.km or 0.0
    onset = Amount.parse(draft.onset) if draft.onset else None
    started = onset.value if onset and onset.unit == "min" else 1.0
    return max(km * _PACE, started) if km <= plausible.LONGEST_KM else started


def planned(plan: Plan) -> RunTask | None:
    """The run that is due today and not done."""
    return next((t.run for t in plan.tasks if t.run and not (t.done or t.skipped)), None)


def _optional_float(value: str) -> float | None:
    return None if value == "none" else float(value)


def _onset(value: str) -> str:
    if value != "none" and Amount.parse(value) is None:
        raise ValueError(value)
    return value


_VALUE: dict[str, Any] = {
    "minutes": float,
    "km": _optional_float,
    "pain": int,
    "surface": lambda value: Surface(value).value,
    "onset": _onset,
    "limp": lambda value: value == "yes",
}


async def _keep(visit: Visit, draft: RunDraft) -> RunDraft:
    await visit.keep_draft(KIND, asdict(draft))
    return draft
