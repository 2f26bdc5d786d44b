"""Messages taken in hand: those whose moment has come, and reminders that become messages as they are taken.

A message is `sending` while it is somebody's; whoever has it settles it, or loses it when the lease is over.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Row, literal, literal_column, select, update
from sqlalchemy.sql.dml import ReturningInsert

from storage import addressees
from storage.addressees import Addressee, addressee
from storage.bulk import among, column_of, given, numbers
from storage.database import Transaction
from storage.insert import insert_new
from storage.outbox import Message, Priority, State
from storage.tables import outbox, reminders, runners


class Slot(NamedTuple):
    """What makes a runner's message the only one, and the moment it is due."""

    kind: str
    slot: str
    due_at: datetime


async def due(tx: Transaction, now: datetime) -> tuple[list[Priority], bool]:
    """The priorities of which some message's moment has come, highest first, and whether some reminder's has."""
    *waiting, reminded = (await tx.execute(_LOOK, {"now": now})).one()
    return [priority for priority, waits in zip(Priority, waiting, strict=True) if waits], reminded is not None


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


async def line_up(tx: Transaction, slot: Slot, to: Mapping[int, Addressee], lease_until: datetime) -> list[Message]:
    """Make a message to each of these runners, and take it; none where the runner's slot is taken already."""
    dialect = tx.dialect.name
    said = {"to_runners": numbers(dialect, to), "as_kind": slot.kind, "in_slot": slot.slot, "due": slot.due_at}
    made = (await tx.execute(_line_up(dialect), said | {"lease_until": lease_until})).all()
    return [
        Message(id_, runner_id, *slot, Priority.REMINDER, {}, 1, False, to[runner_id], lease_until)
        for runner_id, id_ in made
    ]


@cache
def _line_up(dialect: str) -> ReturningInsert[*tuple[Any, ...]]:
    theirs = column_of(dialect, "to_runners")
    columns = {
        "runner_id": theirs.c.value,
        "kind": given("as_kind", outbox.c.kind),
        "slot": given("in_slot", outbox.c.slot),
        "priority": literal(Priority.REMINDER.value, outbox.c.priority.type),
        "due_at": given("due", outbox.c.due_at),
        "wake_at": given("lease_until", outbox.c.wake_at),
        "state": literal(State.SENDING.value),
        "attempts": literal(1, outbox.c.attempts.type),
        "about": literal({}, outbox.c.about.type),
    }
    # SQLite takes what follows for a join's condition when the select has none of its own.
    rows = select(*columns.values()).where(theirs.c.value.is_not(None))
    new = insert_new(dialect, outbox, "runner_id", "kind", "slot").from_select(list(columns), rows)
    return new.returning(outbox.c.runner_id, outbox.c.id)


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
