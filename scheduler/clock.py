"""Wall clocks: when a weekly local time comes next, what is late, when the quiet ends. All of it pure.

A reminder at 07:00 stays at 07:00 on the runner's wall through every change of the clocks. Where the wall skips that
time, it fires at the first moment after the gap; where the wall shows it twice, the first time only.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

EVERY_DAY = 0b1111111
LATENESS = timedelta(minutes=90)  # P: later than this, a reminder is folded into Today instead of sent
EVENING = time(19, 0)  # P: "tonight"
_DAY = timedelta(days=1)
_SOON = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class WeeklyRule:
    """Some weekdays at one local time. Bit 0 of `weekdays` is Monday; `zone` is an IANA name."""

    weekdays: int
    at: time
    zone: str


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Local hours without unprompted messages, over midnight or not; equal ends mean that there are none."""

    start: time = time(22, 0)
    end: time = time(8, 0)

    def cover(self, local: time) -> bool:
        """Whether a local time is quiet."""
        if self.start <= self.end:
            return self.start <= local < self.end
        return local >= self.start or local < self.end


class Later(StrEnum):
    """What `Later` offers."""

    QUARTER = "15m"
    HOUR = "1h"
    TONIGHT = "tonight"
    TOMORROW = "tomorrow"


def next_due(rule: WeeklyRule, after: datetime) -> datetime | None:
    """The rule's first moment strictly after `after`, in UTC; None for a rule without a weekday."""
    zone = zone_of(rule.zone)
    wall = after.astimezone(zone)
    today, over = wall.date(), wall.time() >= rule.at
    for wait in _waits(rule.weekdays)[today.weekday()]:
        if over and not wait:  # today's; that needs no look into the zone
            continue
        due = moment(today + wait, rule.at, zone)
        if due > after:
            return due
    return None


@lru_cache(maxsize=4096)  # a city's reminders at seven are one moment
def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """When the wall first shows `at` on `day`, in UTC; the end of the gap when it never does."""
    wall = datetime.combine(day, at, zone)
    before, behind = wall.utcoffset(), wall.replace(fold=1).utcoffset()
    if before is None or behind is None:
        raise ValueError("a zone without offsets")
    if behind > before:  # PEP 495: the time is missing, and these are the offsets on either side of the gap
        return _gap_end(wall.replace(tzinfo=UTC) - behind, wall.replace(tzinfo=UTC) - before, zone)
    return wall.replace(tzinfo=UTC) - before


def is_late(due: datetime, now: datetime) -> bool:
    """Whether a reminder is too late to be sent on its own."""
    return now - due >= LATENESS


def next_allowed(now: datetime, zone: str, quiet: QuietHours) -> datetime:
    """`now`, or the end of the quiet hours it falls into, in UTC."""
    if not quiet.cover(now.astimezone(zone_of(zone)).time()):
        return now
    return next_due(WeeklyRule(EVERY_DAY, quiet.end, zone), now) or now


def later_at(choice: Later, now: datetime, zone: str, usual: time) -> datetime:
    """The moment a `Later` means, in UTC; `usual` is the local time that "tomorrow" falls back to."""
    today = now.astimezone(zone_of(zone)).date()
    if choice is Later.QUARTER:
        return now + timedelta(minutes=15)
    if choice is Later.HOUR:
        return now + timedelta(hours=1)
    if choice is Later.TONIGHT:
        return moment(today, EVENING, zone_of(zone))
    return moment(today + _DAY, usual, zone_of(zone))


def later_choices(now: datetime, zone: str, usual: time, quiet: QuietHours) -> dict[Later, datetime]:
    """The choices worth offering now: none in quiet hours, no "tonight" that has begun. Tomorrow always is."""
    offers = {choice: later_at(choice, now, zone, usual) for choice in Later}
    if offers[Later.TONIGHT] < now + _SOON:
        del offers[Later.TONIGHT]
    return {
        choice: at for choice, at in offers.items() if choice is Later.TOMORROW or next_allowed(at, zone, quiet) == at
    }


@lru_cache(maxsize=1024)
def zone_of(name: str) -> ZoneInfo:
    """An IANA zone by name, kept: `ZoneInfo` itself remembers eight of them, and reading one again costs 30 µs."""
    return ZoneInfo(name)


@lru_cache(maxsize=128)
def _waits(weekdays: int) -> tuple[tuple[timedelta, ...], ...]:
    """For each weekday, how long until the rule's next days.

    Two weeks of them: today's time may be over, and where clocks fall back over midnight tomorrow's may be, too.
    """
    return tuple(
        tuple(timedelta(days=ahead) for ahead in range(15) if weekdays >> (weekday + ahead) % 7 & 1)
        for weekday in range(7)
    )


def _gap_end(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The moment within (low, high] at which the zone's offset grows, to the second."""
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high
