"""How much a runner hears without having asked: 3 messages a day, 12 a week, none in quiet hours, fewer when ignored.

Pure. Answers never come here, and safety passes everything.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache

from scheduler.clock import QuietHours, moment, next_allowed, zone_of
from scheduler.reminders import KEEPS, expired
from storage.heard import Heard
from storage.outbox import Message, Priority

DAILY, WEEKLY = 3, 12  # PRODUCT: at most so many in a local day, and in seven days
MORNING = time(8, 0)  # P: what cannot be said today is said then
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many messages in a local day and in seven days."""

    daily: int
    weekly: int


# P: what is left after so many unanswered messages in a row. Who never answers hears from the bot twice a week at most.
BACK_OFF = (*(Allowance(DAILY, WEEKLY),) * 3, *(Allowance(1, 5),) * 3, Allowance(1, 2))


@dataclass(frozen=True, slots=True)
class Send:
    """It may be sent now."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Not now: look again at this moment. What `moves` is due then; what does not still grows old."""

    until: datetime
    moves: bool


@dataclass(frozen=True, slots=True)
class Fold:
    """Not as a message of its own any more; Today shows it."""

    why: str


@dataclass(frozen=True, slots=True)
class Void:
    """Not at all."""

    why: str


Verdict = Send | Wait | Fold | Void


def judge(message: Message, now: datetime, heard: Heard) -> Verdict:
    """What to do with a due message, given what the runner has heard of late."""
    if message.to.unreachable:
        return Void("unreachable")
    if message.priority <= Priority.SAFETY:
        return Send()
    if message.to.muted:
        return Void("muted")
    zone, priority = message.to.zone or "UTC", message.priority
    hindered = _by_the_clock(
        message.kind, priority, message.due_at, now, zone, message.to.quiet_from, message.to.quiet_to
    )
    if hindered is not None:
        return hindered
    if priority == Priority.BROADCAST or _within(heard):
        return Send()
    tomorrow = moment(now.astimezone(zone_of(zone)).date() + timedelta(days=1), MORNING, zone_of(zone))
    return _not_now(message.kind, priority, message.due_at, tomorrow, zone, "budget")


def allowance(ignored: int) -> Allowance:
    """What is left after so many messages in a row that the runner did not react to."""
    return BACK_OFF[min(ignored, len(BACK_OFF) - 1)]


@lru_cache(maxsize=256)  # these two are asked for every message, and what is due at once mostly has the same answer
def midnight(now: datetime, zone: str) -> datetime:
    """When the local day began, in UTC."""
    return moment(now.astimezone(zone_of(zone)).date(), time(0, 0), zone_of(zone))


@lru_cache(maxsize=256)
def _by_the_clock(
    kind: str, priority: Priority, due_at: datetime, now: datetime, zone: str, quiet_from: time, quiet_to: time
) -> Verdict | None:
    """Whether the hour is wrong; None when it is not."""
    if priority == Priority.REMINDER and expired(kind, due_at, now, zone):
        return Fold("late")
    allowed = next_allowed(now, zone, QuietHours(quiet_from, quiet_to))
    return _not_now(kind, priority, due_at, allowed, zone, "quiet hours") if allowed > now else None


def _within(heard: Heard) -> bool:
    left = allowance(heard.unanswered)
    return heard.today < left.daily and heard.week < left.weekly


def _not_now(kind: str, priority: Priority, due_at: datetime, until: datetime, zone: str, why: str) -> Verdict:
    """What keeps may wait; the rest only within the day that it is about."""
    if priority == Priority.BROADCAST or kind in KEEPS:
        return Wait(until, moves=False)
    same_day = until.astimezone(zone_of(zone)).date() == due_at.astimezone(zone_of(zone)).date()
    return Wait(until, moves=True) if same_day else Fold(why)
