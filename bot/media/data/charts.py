"""What charts are made of. Only what was recorded is in here: a day without an entry is a gap, never a zero."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Chart:
    """A PNG for the eyes, `alt` for ears, `text` as a message of its own (plain, not HTML)."""

    png: bytes
    alt: str
    text: str


@dataclass(frozen=True, slots=True)
class DayPain:
    """The worst pain of a day, 0 to 10."""

    on: date
    pain: int


@dataclass(frozen=True, slots=True)
class RunLoad:
    """A run's length and where pain began (None: it did not), both in the trend's unit."""

    on: date
    length: float
    onset: float | None


@dataclass(frozen=True, slots=True)
class PainTrend:
    """`unit` is "km" or "min"; days and runs in the order of time, nothing later than `today`."""

    days: tuple[DayPain, ...]
    runs: tuple[RunLoad, ...]
    unit: str
    today: date


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """Minutes of running in the week that begins on a Monday; caps are None where none applied."""

    starts_on: date
    minutes: float
    longest: float
    week_cap: float | None = None
    run_cap: float | None = None


@dataclass(frozen=True, slots=True)
class WeeklyMinutes:
    weeks: tuple[WeekLoad, ...]


@dataclass(frozen=True, slots=True)
class StrengthRow:
    """An exercise, the names of its levels from the easiest on, and which of them the runner is at."""

    exercise: str
    levels: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class StrengthLevels:
    rows: tuple[StrengthRow, ...]


@dataclass(frozen=True, slots=True)
class GateCondition:
    """`share` of the way from 0 to 1; `figures` are the runner's own numbers ("4 of 6 sessions")."""

    says: str
    met: bool
    share: float
    figures: str


@dataclass(frozen=True, slots=True)
class GateProgress:
    leads_to: str
    conditions: tuple[GateCondition, ...]


@dataclass(frozen=True, slots=True)
class PainCalendar:
    """The last `weeks` calendar weeks up to the one with `today`."""

    days: tuple[DayPain, ...]
    today: date
    weeks: int = 6


@dataclass(frozen=True, slots=True)
class Group:
    """So many people. `count` is None for one to four: neither number nor length may tell them apart."""

    name: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups under a heading; a bar's length is the share of `of`."""

    heading: str
    of: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class PainOfWeek:
    """The mean of the worst pain that so many runners had in this week of the programme."""

    week: int
    pain: float
    runners: int


@dataclass(frozen=True, slots=True)
class ProgrammeGroups:
    """How many are where; with a trend of pain above it, where there is one to show."""

    title: str
    blocks: tuple[Groups, ...]
    trend: tuple[PainOfWeek, ...] | None = None


@dataclass(frozen=True, slots=True)
class DeliveryDay:
    """Messages that arrived on a day; those given up, those nobody knows of, and Telegram's "too fast"."""

    on: date
    sent: int
    dead: int
    unsure: int
    floods: int


@dataclass(frozen=True, slots=True)
class DeliveryHealth:
    """`lag` in seconds: how long the oldest due message waits."""

    days: tuple[DeliveryDay, ...]
    lag: float
