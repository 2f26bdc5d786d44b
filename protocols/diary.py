"""What a runner recorded: plain values and nothing derived from them.

A diary is a bag of entries. `on` is a day in the runner's zone, `at` an aware UTC moment, `id` the entry's own name.
Pain is always 0–10, minutes and kilometres are floats, cadence is steps per minute with both feet counted.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Value = str | int | float | bool | tuple[str, ...]


class Side(StrEnum):
    """The knee that is meant."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"


class CheckInKind(StrEnum):
    """What a pain value is about: daily life, or the morning after a run."""

    DAILY = "daily"
    MORNING = "morning"


class Surface(StrEnum):
    """Where a run was; only `FLAT`, `TRACK` and `TREADMILL` count as flat."""

    FLAT = "flat"
    HILLY = "hilly"
    DOWNHILL = "downhill"
    CAMBER = "camber"
    TRAIL = "trail"
    TRACK = "track"
    TREADMILL = "treadmill"


class Choice(StrEnum):
    """What a runner did with an offer."""

    GO = "go"
    STAY = "stay"
    OVERRIDE = "override"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the diary."""

    id: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Entry):
    """An answer of the intake or settings; the last complete one counts.

    `complete` is False while boxes are ticked, after Back, and until a runner who taps "Under 16" has said it again.
    """

    question: str
    value: Value
    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn(Entry):
    """Pain now. A morning check names the `run` it follows; with both knees sore, `side` says which one."""

    pain: int
    kind: CheckInKind = CheckInKind.DAILY
    run: str | None = None
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class ExerciseLog:
    """What was done of one exercise: `sets` of `planned`; effort and pain 0–10, None when nothing was off."""

    exercise: str
    level: str
    sets: int
    planned: int
    effort: int | None = None
    pain: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Workout(Entry):
    """A strength session. `short` is the ten-minute version; `backfilled` was entered later and moves no level."""

    exercises: tuple[ExerciseLog, ...]
    minutes: float | None = None
    short: bool = False
    backfilled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Run(Entry):
    """A run or run/walk. `minutes` counts all of it; `pain` is the worst during the run.

    `onset_*` is where pain began (at most one of them). `limp` and `rising` (pain sharpened or rose while running) are
    red whatever the number. `step` is the rung it was meant as, None for a run of the runner's own.
    """

    minutes: float
    pain: int
    km: float | None = None
    onset_minutes: float | None = None
    onset_km: float | None = None
    surface: Surface = Surface.FLAT
    limp: bool = False
    rising: bool = False
    step: str | None = None
    cadence: int | None = None
    descent_m: float | None = None
    side: Side | None = None
    speed: bool = False  # a fast session or a race
    backfilled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossTraining(Entry):
    """Cycling, swimming, pool running, elliptical … `climbing` marks hard climbs on the bike."""

    sport: str
    minutes: float
    pain: int = 0
    climbing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Test(Entry):
    """A self-test: `walk` (amount = brisk minutes) or `step_down` (amount = repetitions a side)."""

    __test__ = False  # no pytest class
    test: str
    amount: float
    pain: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CadenceMeasured(Entry):
    """The runner's own step rate in steps per minute; `method` is counted, tapped or file."""

    spm: float
    method: str = "counted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag(Entry):
    """A red flag (an id of the protocol's flags) that came up outside the intake: triage, pain 8–9 out of nowhere."""

    flag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared(Entry):
    """The runner says that a professional has cleared every flag raised so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip(Entry):
    """The entry `of` that stopped the plan is taken back, the safety question answered with no.

    `pain` is the severe number that was mistyped; None where a sentence was misheard as a red flag.
    """

    of: str
    pain: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Entry):
    """What the runner did with an offer of the plan. `offer` is an `Offer.id`, such as `phase:build` or `step:R4`."""

    offer: str
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause(Entry):
    """No tasks and no reminders until `until` (exclusive; None: until a `Resume`). Reason: ill, travel, race, life."""

    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Entry):
    """The runner is back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip(Entry):
    """A task (`Task.id`) left out on purpose. Reason: pain, time, ill, kit, other."""

    task: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeling(Entry):
    """The weekly question: better, same or worse."""

    feeling: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shoes(Entry):
    """A change of shoes: heel drop in millimetres if known, minimal or not."""

    minimal: bool
    drop_mm: float | None = None


@dataclass(frozen=True, slots=True)
class Diary:
    """Everything a runner recorded. Order does not matter: whoever reads it sorts by (on, at, id)."""

    entries: tuple[Entry, ...] = ()
