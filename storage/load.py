"""How much there is to do and how late it is: figures for whoever watches, no runner in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text

from storage import reminders
from storage.alone import SENDING
from storage.database import Database, Transaction
from storage.outbox import Priority, State
from storage.tables import outbox

_HELD = text(
    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = :lock AND granted "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)

# A broadcast may take hours by right; it is no lag.
_NEXT = select(func.min(outbox.c.wake_at)).where(outbox.c.priority < Priority.BROADCAST)


@dataclass(frozen=True, slots=True)
class Load:
    """`oldest` and `lag` are in seconds; `held`: some process holds the sending budget (on SQLite: always)."""

    waiting: Mapping[Priority, int]
    oldest: float
    late: int
    lag: float
    held: bool


async def load(database: Database, now: datetime, lateness: timedelta) -> Load:
    """Ask for all of it; a few statements over small indexes."""
    async with database.reading() as tx:
        waiting = dict.fromkeys(Priority, 0) | await _waiting(tx, now)
        oldest, late = await _due(tx, now, lateness)
        moments = [await reminders.next_moment(tx), (await tx.execute(_NEXT)).scalar()]
        held = database.is_sqlite or bool((await tx.execute(_HELD, {"lock": SENDING})).scalar())
    behind = [now - moment for moment in moments if moment is not None]
    return Load(waiting, oldest, late, max([0.0, *(gap.total_seconds() for gap in behind)]), held)


async def _waiting(tx: Transaction, now: datetime) -> dict[Priority, int]:
    """Messages that wait, with the reminders that become messages as soon as somebody has a hand free for them."""
    unsettled = select(outbox.c.priority, func.count()).where(outbox.c.wake_at.is_not(None)).group_by(outbox.c.priority)
    found = {Priority(priority): count for priority, count in await tx.execute(unsettled)}
    return found | {Priority.REMINDER: found.get(Priority.REMINDER, 0) + await reminders.overdue(tx, now)}


async def _due(tx: Transaction, now: datetime, lateness: timedelta) -> tuple[float, int]:
    """Age of what is due for longest, in seconds, and how many reminders are late."""
    due = (outbox.c.wake_at <= now) & (outbox.c.state == State.PENDING)
    is_late = due & (outbox.c.priority == Priority.REMINDER) & (outbox.c.due_at < now - lateness)
    oldest = (await tx.execute(select(func.min(outbox.c.due_at)).where(due))).scalar()
    late = (await tx.execute(select(func.count()).select_from(outbox).where(is_late))).scalar() or 0
    moments = [moment for moment in (oldest, await reminders.next_moment(tx)) if moment is not None]
    age = max(0.0, (now - min(moments)).total_seconds()) if moments else 0.0
    return age, late + await reminders.overdue(tx, now - lateness)
