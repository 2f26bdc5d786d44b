"""Messages taken in hand: those that wait in the outbox, and reminders that become messages as they are taken.

A row of the outbox is `sending` while it is somebody's, a reminder is in a handful; whoever has them settles them, or
loses them when the lease is over.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, Text, bindparam, literal_column, select, update

from storage import addressees, handfuls
from storage.addressees import Addressee, addressee
from storage.bulk import among, given, is_among, numbers
from storage.database import Transaction
from storage.outbox import Message, Priority, Slot, State
from storage.tables import outbox, reminders, runners


class Due(NamedTuple):
    """The priorities of which some message's moment has come; whether some reminder's has, or the end of a lease."""

    waiting: set[Priority]
    reminded: bool
    left_behind: bool


async def due(tx: Transaction, now: datetime) -> Due:
    """What there is to do."""
    *waiting, reminded, lease_until = (await tx.execute(_LOOK, {"now": now})).one()
    priorities = {priority for priority, waits in zip(Priority, waiting, strict=True) if waits}
    return Due(priorities, reminded is not None, lease_until is not None and lease_until <= now)


async def claim(tx: Transaction, now: datetime, lease_until: datetime, limit: int, priority: Priority) -> list[Message]:
    """Take up to `limit` messages of a priority whose moment has come, oldest first. Commit before you send.

    Whoever takes them settles them before `lease_until`; after that anyone may take them again.
    """
    due = _DUE.where(outbox.c.priority == priority, outbox.c.wake_at <= now).limit(limit)
    rows = (await tx.execute(due.with_for_update(of=outbox, skip_locked=True))).all()
    if rows:
        taken = among(tx, outbox.c.id, [row[0] for row in rows])
        values = {"state": State.SENDING, "wake_at": lease_until, "attempts": outbox.c.attempts + 1}
        await tx.execute(update(outbox).where(taken).values(values))
    return [_message(row, priority, lease_until) for row in rows]


async def take_in_hand(
    tx: Transaction, these: Mapping[Slot, Mapping[int, Addressee]], lease_until: datetime
) -> list[Message]:
    """A message in each slot to each of its runners, as one handful; none where the runner's slot is taken already."""
    free = {slot: await _whose_is_free(tx, slot, to) for slot, to in these.items()}
    if not any(free.values()):
        return []
    handful = await handfuls.hold(tx, free, lease_until)
    return [
        Message(None, runner_id, *slot, Priority.REMINDER, {}, 1, False, to, lease_until, handful)
        for slot, runners_of in free.items()
        for runner_id, to in runners_of.items()
    ]


async def release_all(tx: Transaction, now: datetime) -> None:
    """Let leases end now. Only for a process that knows it is alone."""
    await tx.execute(update(outbox).where(outbox.c.state == State.SENDING).values(wake_at=now))
    await handfuls.release_all(tx, now)


async def _whose_is_free(tx: Transaction, slot: Slot, to: Mapping[int, Addressee]) -> Mapping[int, Addressee]:
    dialect = tx.dialect.name
    where = {"runner_ids": numbers(dialect, to), "as_kind": slot.kind, "in_slot": slot.slot}
    taken = {row[0] for row in (await tx.execute(_taken(dialect), where)).all()}
    return {runner_id: known for runner_id, known in to.items() if runner_id not in taken} if taken else to


@cache
def _taken(dialect: str) -> Select[int]:
    theirs = is_among(dialect, outbox.c.runner_id, bindparam("runner_ids", type_=Text))
    kind, slot = given("as_kind", outbox.c.kind), given("in_slot", outbox.c.slot)
    return select(outbox.c.runner_id).where(theirs, outbox.c.kind == kind, outbox.c.slot == slot)


_NOW = given("now", outbox.c.wake_at)
# Ordered, or PostgreSQL takes it for cheaper to read the table until it meets one.
_LOOK = select(
    *(
        select(outbox.c.wake_at)
        .where(outbox.c.priority == literal_column(str(priority.value)), outbox.c.wake_at <= _NOW)
        .order_by(outbox.c.wake_at)
        .limit(1)
        .scalar_subquery()
        for priority in Priority
    ),
    select(reminders.c.next_at)
    .where(reminders.c.next_at <= _NOW)
    .order_by(reminders.c.next_at)
    .limit(1)
    .scalar_subquery(),
    handfuls.FIRST.scalar_subquery(),
)
_DUE = (
    select(*outbox.c["id", "runner_id", "kind", "slot", "due_at", "about", "attempts", "state"], *addressees.COLUMNS)
    .join_from(outbox, runners)
    .order_by(outbox.c.wake_at)
)


def _message(row: Row[*tuple[Any, ...]], priority: Priority, lease_until: datetime) -> Message:
    id_, runner_id, kind, slot, due_at, about, attempts, state, *known = row
    resumed, to = state == State.SENDING, addressee(*known)
    return Message(id_, runner_id, kind, slot, due_at, priority, about, attempts + 1, resumed, to, lease_until)
