"""Reminders taken in hand together: one row for all of them, until it is known what became of each.

Each gets its row in the outbox then. Written as it is taken, and once more as it is settled, a row would cost the
database twice as much. A handful whose lease is over belonged to a process that is gone: what has no row yet gets one,
as a message that was tried once.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from storage.database import Transaction
from storage.endings import begun
from storage.outbox import Slot
from storage.tables import handfuls

_HELD = (handfuls.c.id, handfuls.c.reminders)
FIRST = select(func.min(handfuls.c.lease_until))  # when the next lease is over


async def hold(tx: Transaction, these: Mapping[Slot, Collection[int]], lease_until: datetime) -> int:
    """Runners by the slot in which they are being reminded; returns the handful's number."""
    said = [[slot.kind, slot.slot, slot.due_at.isoformat(), list(ids)] for slot, ids in these.items()]
    made = insert(handfuls).values(lease_until=lease_until, reminders=said).returning(handfuls.c.id)
    return int((await tx.execute(made)).scalar_one())


async def let_go(tx: Transaction, ids: Collection[int]) -> None:
    """Nothing of these is in hand any more."""
    if ids:
        await tx.execute(delete(handfuls).where(handfuls.c.id.in_(ids)))


async def reopen(tx: Transaction, now: datetime) -> None:
    """Those whose lease is over become messages that wait; what is settled stays as it is."""
    over = select(*_HELD).where(handfuls.c.lease_until <= now)
    found = (await tx.execute(over.with_for_update(skip_locked=True))).all()
    for _, said in found:
        for kind, slot, due_at, runner_ids in said:
            await begun(tx, Slot(kind, slot, datetime.fromisoformat(due_at)), runner_ids, now)
    await let_go(tx, [row.id for row in found])


async def forget(tx: Transaction, runner_id: int) -> None:
    """This runner is in nobody's hand: they are erased."""
    for id_, said in (await tx.execute(select(*_HELD).with_for_update())).all():
        others = [[*slot, [each for each in ids if each != runner_id]] for *slot, ids in said]
        if not any(ids for *_, ids in others):
            await let_go(tx, [id_])
        elif others != said:
            await tx.execute(update(handfuls).where(handfuls.c.id == id_).values(reminders=others))


async def next_moment(tx: Transaction) -> datetime | None:
    """When the next lease is over."""
    found: datetime | None = (await tx.execute(FIRST)).scalar()
    return found


async def release_all(tx: Transaction, now: datetime) -> None:
    """Let leases end now. Only for a process that knows it is alone."""
    await tx.execute(update(handfuls).values(lease_until=now))
