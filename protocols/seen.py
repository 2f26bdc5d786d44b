"""What the rules remember of single things: an amount of running, a run, a level, a pause, a relapse."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from protocols.model import Light, Step
from protocols.outlook import Number, Reason

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
GATE_AGAIN = 3  # the longest of the three kinds of gap in running, see ladder
_INTO_THE_WEEK = tuple(number * DAY for number in range(7))


def monday(day: date) -> date:
    """The Monday of a day's calendar week."""
    return day - _INTO_THE_WEEK[day.weekday()]


@dataclass(slots=True)
class Load:
    """An amount of running in both units; kilometres may be an estimate from the runner's pace."""

    minutes: float = 0.0
    km: float = 0.0

    def amount(self, unit: str) -> float:
        """The amount in "km" or "min"."""
        return self.km if unit == "km" else self.minutes

    def add(self, other: "Load") -> None:
        """Add a run to a sum."""
        self.minutes += other.minutes
        self.km += other.km


@dataclass(slots=True)
class RunSeen:
    """A run as the rules remember it. `rise` is how far the next morning was above `before`, None while unknown."""

    id: str
    on: date
    load: Load
    pain: int
    light: Light
    before: int
    rung: Step | None  # the step it was meant as
    easy: bool  # flat, not fast, logged in time
    hilly: bool
    counts: bool  # a calm morning makes it a calm session of the current step
    epoch: int  # which stay on a step it belongs to
    stepped: bool = False  # it has already led to a step back
    morning: int | None = None

    @property
    def running(self) -> Load:
        """What was run of it: the walks of its step are no running."""
        share = self.rung.running_minutes / self.rung.total_minutes if self.rung else 1.0
        return Load(self.load.minutes * share, self.load.km * share)

    @property
    def rise(self) -> int | None:
        """Next morning's pain minus the level before the run."""
        return None if self.morning is None else self.morning - self.before


@dataclass(slots=True)
class Progress:
    """Where a runner is with one exercise. `good` sessions in a row; `eased` takes sets away at the easiest level."""

    level: int = 0
    good: int = 0
    eased: bool = False
    why: Reason | None = None


@dataclass(slots=True)
class Span:
    """A pause: from a day until another (exclusive), None while it is open."""

    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Relapse:
    """Pain that came back after growing had begun, and whether the strength work had been kept up until then."""

    on: date
    kept_up: bool
    numbers: Mapping[str, Number]
