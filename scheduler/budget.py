"""How much a runner hears without having asked: 3 messages a day, 12 a week, none in quiet hours, fewer when ignored.

Pure. Answers never come here, and safety passes everything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from scheduler.clock import QuietHours, moment, next_allowed, zone_of
from scheduler.reminders import KEEPS, expired
from storage.outbox import Message, Priority

DAILY, WEEKLY = 3, 12  # PRODUCT: at most so many in a local day, and in seven days
MORNING = time(8, 0)  # P: what cannot be said today is said then
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many messages in a local day and in seven days."""

    daily: int
    weekly: int


# P: unanswered messages in a row → what is left. A runner who never answers hears from the bot twice a week at most.
BACK_OFF = ((0, Allowance(DAILY, WEEKLY)), (3, Allowance(1, 5)), (6, Allowance(1, 2)))


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


def judge(message: Message, now: datetime, sent: Iterable[datetime]) -> Verdict:
    """What to do with a due message, given when the runner got the messages of the last seven days."""
    if message.unreachable:
        return Void("unreachable")
    if message.priority <= Priority.SAFETY:
        return Send()
    if message.muted:
        return Void("muted")
    zone = message.zone or "UTC"
    if message.priority == Priority.REMINDER and expired(message.kind, message.due_at, now, zone):
        return Fold("late")
    allowed = next_allowed(now, zone, QuietHours(message.quiet_from, message.quiet_to))
    if allowed > now:
        return _not_now(message, allowed, zone, "quiet hours")
    if message.priority == Priority.BROADCAST or _within(message, now, zone, tuple(sent)):
        return Send()
    tomorrow = moment(now.astimezone(zone_of(zone)).date() + timedelta(days=1), MORNING, zone_of(zone))
    return _not_now(message, tomorrow, zone, "budget")


def allowance(ignored: int) -> Allowance:
    """What is left after so many messages in a row that the runner did not react to."""
    return next(left for unanswered, left in reversed(BACK_OFF) if ignored >= unanswered)


def _within(message: Message, now: datetime, zone: str, sent: tuple[datetime, ...]) -> bool:
    if not sent:
        return True
    midnight = moment(now.astimezone(zone_of(zone)).date(), time(0, 0), zone_of(zone))
    left = allowance(sum(at > message.seen_at for at in sent))
    return sum(at >= midnight for at in sent) < left.daily and sum(at > now - WEEK for at in sent) < left.weekly


def _not_now(message: Message, until: datetime, zone: str, why: str) -> Verdict:
    """What keeps may wait; the rest only within the day that it is about."""
    if message.priority == Priority.BROADCAST or message.kind in KEEPS:
        return Wait(until, moves=False)
    same_day = until.astimezone(zone_of(zone)).date() == message.due_at.astimezone(zone_of(zone)).date()
    return Wait(until, moves=True) if same_day else Fold(why)
