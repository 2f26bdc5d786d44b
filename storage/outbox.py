"""Messages that nobody asked for in this moment: one row each, rendered when it is sent, settled once.

`pending → sending → sent`, or `void` (nothing to say any more), `folded` (too late or too much: Today shows it),
`failed` (a dead letter), `unsure` (a broadcast whose answer was lost: never sent again). `wake_at` says when to look at
a row next; a settled one has none.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import Row, delete, func, literal, select, update

from storage.bulk import among, table_of
from storage.database import Transaction
from storage.insert import insert_new
from storage.tables import outbox, reminders, runners


class Priority(IntEnum):
    """Who goes first when Telegram's limit is short. Answers never wait in the outbox; they share its pace."""

    ANSWER = 0
    SAFETY = 1
    REMINDER = 2
    BROADCAST = 3


class State(StrEnum):
    """Where a message is on its way."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    VOID = "void"
    FOLDED = "folded"
    FAILED = "failed"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A message to be. With runner and kind, `slot` makes it the only one: a local date, or more if a day has two."""

    runner_id: int
    kind: str
    slot: str
    due_at: datetime
    priority: Priority = Priority.REMINDER
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Draft):
    """A claimed message and what must be known of its recipient. `resumed`: an earlier try ended nobody knows how."""

    id: int
    attempts: int
    resumed: bool
    zone: str | None
    quiet_from: time
    quiet_to: time
    muted: bool
    unreachable: bool
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Settlement:
    """What becomes of a claimed message; with `wake_at` it is tried again then, without it is over."""

    message: Message
    state: State
    wake_at: datetime | None = None
    error: str | None = None
    message_id: int | None = None
    due_at: datetime | None = None  # a new due moment, when it was put off
    counts: bool = True  # False gives the attempt back: it was nobody's fault


async def put(tx: Transaction, *drafts: Draft) -> None:
    """Line messages up; one whose slot is taken is left as it is, even if it was sent long ago."""
    if drafts:
        await tx.execute(insert_new(tx, outbox), [_row(draft) for draft in drafts])


async def drop(tx: Transaction, runner_id: int, *kinds: str) -> None:
    """Nothing more of these kinds (of all, when none is named) for this runner: what waits becomes void."""
    waiting = (outbox.c.runner_id == runner_id) & outbox.c.wake_at.is_not(None)
    if kinds:
        waiting &= outbox.c.kind.in_(kinds)
    await tx.execute(update(outbox).where(waiting).values(state=State.VOID, wake_at=None, error="dropped"))


async def line_up(tx: Transaction, reminder_ids: Collection[int], slot: str, due_at: datetime) -> None:
    """The same as `put` for recurring reminders that are due in the same slot, without a look at each."""
    columns = {
        "runner_id": reminders.c.runner_id,
        "kind": reminders.c.kind,
        "slot": literal(slot),
        "priority": literal(Priority.REMINDER.value, outbox.c.priority.type),
        "due_at": literal(due_at, outbox.c.due_at.type),
        "wake_at": literal(due_at, outbox.c.wake_at.type),
        "state": literal(State.PENDING.value),
        "attempts": literal(0, outbox.c.attempts.type),
        "about": literal({}, outbox.c.about.type),
    }
    due = select(*columns.values()).where(among(tx, reminders.c.id, reminder_ids))
    await tx.execute(insert_new(tx, outbox).from_select(list(columns), due))


async def claim(
    tx: Transaction, now: datetime, lease_until: datetime, limit: int, priorities: Iterable[Priority] = Priority
) -> list[Message]:
    """Take up to `limit` messages whose moment has come, by priority, then by age. Commit before you send.

    Whoever takes them settles them before `lease_until`; after that anyone may take them again.
    """
    claimed: list[Message] = []
    for priority in priorities:
        if len(claimed) < limit:
            due = _DUE.where(outbox.c.priority == priority, outbox.c.wake_at <= now).limit(limit - len(claimed))
            rows = (await tx.execute(due.with_for_update(of=outbox, skip_locked=True))).all()
            claimed += [_message(row, priority) for row in rows]
    if claimed:
        taken = among(tx, outbox.c.id, [message.id for message in claimed])
        values = {"state": State.SENDING, "wake_at": lease_until, "attempts": outbox.c.attempts + 1}
        await tx.execute(update(outbox).where(taken).values(values))
    return claimed


async def settle(tx: Transaction, settlements: Iterable[Settlement], now: datetime) -> None:
    """Write down what became of claimed messages; what somebody else has claimed since is left to them.

    Most settlements of a moment say the same, so this is few statements.
    """
    said: dict[tuple[Any, ...], list[tuple[int, int, int | None]]] = {}
    for each in settlements:
        key = (each.state, each.wake_at, each.error, each.due_at, each.counts)
        said.setdefault(key, []).append((each.message.id, each.message.attempts, each.message_id))
    for key, rows in said.items():
        await _settle_alike(tx, *key, rows=rows, now=now)


async def release_all(tx: Transaction, now: datetime) -> None:
    """Let leases end now. Only for a process that knows it is alone."""
    await tx.execute(update(outbox).where(outbox.c.state == State.SENDING).values(wake_at=now))


async def next_moment(tx: Transaction) -> datetime | None:
    """When a message of anybody is to be looked at next."""
    found: datetime | None = (await tx.execute(select(func.min(outbox.c.wake_at)))).scalar()
    return found


async def forget_old(tx: Transaction, before: datetime) -> int:
    """Delete what was settled before that moment; returns how many."""
    return (await tx.execute(delete(outbox).where(outbox.c.settled_at < before))).rowcount


_DUE = (
    select(
        *outbox.c["id", "runner_id", "kind", "slot", "due_at", "about", "attempts", "state"],
        *runners.c["zone", "quiet_from", "quiet_to", "muted"],
        runners.c.blocked_at.is_not(None),
        runners.c.seen_at,
    )
    .join_from(outbox, runners)
    .order_by(outbox.c.wake_at)
)


async def _settle_alike(
    tx: Transaction,
    state: State,
    wake_at: datetime | None,
    error: str | None,
    due_at: datetime | None,
    counts: bool,
    *,
    rows: list[tuple[int, int, int | None]],
    now: datetime,
) -> None:
    landed = table_of(tx, "landed", ("id", "attempts", "message_id"), rows)
    claimed = (outbox.c.id == landed.c.id) & (outbox.c.attempts == landed.c.attempts)
    # Hardly a row is in this state when PostgreSQL takes its statistics. Not to plan for none, it is not to know.
    claimed &= func.coalesce(outbox.c.state, "") == State.SENDING
    values: dict[str, Any] = {"state": state, "wake_at": wake_at, "error": error and error[:80]}
    values |= {"message_id": landed.c.message_id, "settled_at": None if wake_at else now}
    values |= {"due_at": due_at} if due_at else {}
    values |= {} if counts else {"attempts": outbox.c.attempts - 1}
    await tx.execute(update(outbox).where(claimed).values(values))


def _row(draft: Draft) -> dict[str, Any]:
    return {
        "runner_id": draft.runner_id,
        "kind": draft.kind,
        "slot": draft.slot,
        "priority": draft.priority,
        "due_at": draft.due_at,
        "wake_at": draft.due_at,
        "state": State.PENDING,
        "attempts": 0,
        "about": dict(draft.about),
    }


def _message(row: Row[*tuple[Any, ...]], priority: Priority) -> Message:
    id_, runner_id, kind, slot, due_at, about, attempts, state, zone, quiet_from, quiet_to, muted, gone, seen_at = row
    return Message(
        id=id_,
        runner_id=runner_id,
        kind=kind,
        slot=slot,
        due_at=due_at,
        priority=priority,
        about=about,
        attempts=attempts + 1,
        resumed=state == State.SENDING,
        zone=zone,
        quiet_from=time.fromisoformat(quiet_from),
        quiet_to=time.fromisoformat(quiet_to),
        muted=muted,
        unreachable=gone,
        seen_at=seen_at,
    )
