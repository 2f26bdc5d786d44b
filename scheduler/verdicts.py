"""Whether a broadcast goes well, how big its test cohort is, how long it takes. Pure; the figures are P."""

import math
from datetime import datetime, timedelta

from scheduler.clock import EVERY_DAY, WeeklyRule, next_due
from storage.audiences import Candidate
from storage.broadcasts import Broadcast
from storage.recipients import Tally

COHORT = 100  # one of so many goes first
WATCH = timedelta(seconds=60)  # how long the cohort is watched before the others get it
BLOCKS, FAILURES = 0.10, 0.50  # more than this share of those tried: it stops by itself
ENOUGH = 10  # so many, too, outside the cohort: early on a share says little
RECALL_FOR = timedelta(hours=48)  # Telegram lets bots delete for so long


def cohort_size(expected: int) -> int:
    """One percent, and at least one."""
    return max(1, math.ceil(expected / COHORT))


def suspicion(tally: Tally, left: int, *, cohort: bool) -> str | None:
    """Why a broadcast should stop: `blocks` or `failures`. `left`: those who blocked the bot after they had got it."""
    lost = tally.blocked + tally.gone
    tried = tally.sent + lost + tally.failed
    lost, few = lost + left, 0 if cohort else ENOUGH
    if lost > few and lost / tried > BLOCKS:
        return "blocks"
    return "failures" if tally.failed > few and tally.failed / tried > FAILURES else None


def due_at(broadcast: Broadcast, recipient: Candidate, start: datetime) -> datetime:
    """When a recipient is due: at once, or when their wall next shows the time that was chosen."""
    if broadcast.local_time is None:
        return start
    rule = WeeklyRule(EVERY_DAY, broadcast.local_time, recipient.zone)
    return next_due(rule, start - timedelta(microseconds=1)) or start


def seconds_needed(recipients: int, rate: int, messages: int = 1) -> float:
    """How long it takes at `rate` messages a second, answers and reminders aside."""
    return recipients * messages / rate


def recallable(broadcast: Broadcast, now: datetime) -> bool:
    """Whether the first ones who got it may still be deleted."""
    return broadcast.started_at is not None and now - broadcast.started_at < RECALL_FOR
