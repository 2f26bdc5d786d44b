"""What the rules say about one runner on one day: the values that `protocols.plan.plan` returns.

Everything carries its reasons. A `Reason` names a rule and the runner's own numbers; the words are the bot's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from protocols.model import Light, Overlay, Phase, Severity, Step

Number = int | float | str | date


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a rule's id and the numbers it met in this diary."""

    rule: str
    numbers: Mapping[str, Number] = field(default_factory=dict)


class TaskKind(StrEnum):
    """What there is to do."""

    STRENGTH = "strength"
    RUN = "run"
    CROSS = "cross"
    MORNING_CHECK = "morning_check"  # how is the knee, after yesterday's run
    DAILY_CHECK = "daily_check"
    WALK_TEST = "walk_test"
    STEP_DOWN_TEST = "step_down_test"
    CADENCE_TEST = "cadence_test"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Prescription:
    """One exercise of a session. `level` indexes the exercise's levels; reps are laps where the dose says so."""

    exercise: str
    level: int
    sets: int
    reps: int
    per_side: bool
    laps: bool = False
    hold_s: int = 0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class RunTask:
    """A run: a rung of the ladder, or easy minutes. Limits are the lower of both caps and of the onset ceiling."""

    step: Step | None
    minutes: float  # in all, walking included
    max_minutes: float | None = None
    max_km: float | None = None
    flat: bool = True
    cadence: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """Something for a day. `id` is stable through the day (`2026-03-02:run`)."""

    id: str
    kind: TaskKind
    on: date
    done: bool = False
    skipped: bool = False
    strength: tuple[Prescription, ...] = ()
    run: RunTask | None = None
    about_run: str | None = None  # the run a morning check follows
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the week ahead."""

    on: date
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Cap:
    """An upper limit in `unit` ("min" or "km") with what is used of it so far."""

    id: str  # week | single_run | onset
    limit: float
    used: float
    unit: str
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a gate: `have` against `need`, both in the unit that its rule names."""

    id: str
    met: bool
    have: Number
    need: Number
    reason: Reason


@dataclass(frozen=True, slots=True)
class Gate:
    """The way to `leads_to`, computed in the open."""

    id: str
    leads_to: Phase
    conditions: tuple[Condition, ...]

    @property
    def open(self) -> bool:
        """True when every condition is met."""
        return all(c.met for c in self.conditions)


@dataclass(frozen=True, slots=True)
class Offer:
    """A move the runner may make today, never forced. `informed`: an override, its unmet conditions are shown first."""

    id: str  # phase:build | step:R4 | hills | speed
    informed: bool = False
    unmet: tuple[Condition, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """Something the runner must know today; `severity` is set for red flags and referrals."""

    id: str  # red_flag:<id> | flare | stalled_ask | referral | second_side | gap_week | re_entry …
    severity: Severity | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class CadenceTarget:
    """Steps per minute: the runner's baseline and today's target (None: keep it, mind overstriding only)."""

    baseline: float
    target: int | None
    stage: int  # 0 none, 1 first raise, 2 second raise
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """This calendar week (Monday to Sunday) so far."""

    strength_done: int
    strength_goal: int
    run_minutes: float
    run_km: float
    worst_pain: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole picture on `today`. `day` counts from 1 at the day the intake was completed; 0 before that."""

    today: date
    day: int
    phase: Phase
    phase_since: date
    overlays: frozenset[Overlay]
    light: Light
    pain: int | None  # the latest known
    tasks: tuple[Task, ...]
    ahead: tuple[Day, ...]  # seven days from today on
    week: Week
    step: Step | None  # rung of the run ladder, None before `return` and after it
    levels: Mapping[str, int]  # exercise -> index of its level
    caps: tuple[Cap, ...]
    onset: float | None  # where pain starts, in `unit`
    unit: str  # "min" or "km": what the runner counts in
    gate: Gate | None
    offers: tuple[Offer, ...]
    avoid: tuple[Reason, ...]  # today's rules of what to leave out
    alerts: tuple[Alert, ...]
    cadence: CadenceTarget | None
    reasons: tuple[Reason, ...]  # why phase, step and light are what they are
