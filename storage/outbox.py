"""Messages that nobody asked for in this moment: one row each, rendered when it is sent, settled once.

`pending → sending → sent`, or `void` (nothing to say any more), `folded` (too late or too much: Today shows it),
`failed` (a dead letter), `unsure` (a broadcast whose answer was lost: never sent again). `wake_at` says when to look at
a row next; a settled one has none.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import RowMapping, bindparam, delete, func, select, update

from storage.database import Transaction
from storage.insert import insert_new
from storage.tables import outbox, runners


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


async def claim(tx: Transaction, now: datetime, lease_until: datetime, limit: int) -> list[Message]:
    """Take up to `limit` messages whose moment has come, by priority, then by age. Commit before you send.

    Whoever takes them settles them before `lease_until`; after that anyone may take them again.
    """
    claimed: list[Message] = []
    for priority in Priority:
        if len(claimed) < limit:
            due = _DUE.where(outbox.c.priority == priority, outbox.c.wake_at <= now).limit(limit - len(claimed))
            rows = await tx.execute(due.with_for_update(of=outbox, skip_locked=True))
            claimed += [_message(row) for row in rows.mappings()]
    if claimed:
        taken = outbox.c.id.in_([message.id for message in claimed])
        values = {"state": State.SENDING, "wake_at": lease_until, "attempts": outbox.c.attempts + 1}
        await tx.execute(update(outbox).where(taken).values(values))
    return claimed


async def settle(tx: Transaction, settlements: Sequence[Settlement], now: datetime) -> None:
    """Write down what became of claimed messages; what somebody else has claimed since is left to them."""
    if not settlements:
        return
    rows = [
        {
            "_id": settlement.message.id,
            "_attempts": settlement.message.attempts,
            "_state": settlement.state,
            "_wake_at": settlement.wake_at,
            "_error": settlement.error and settlement.error[:80],
            "_message_id": settlement.message_id,
            "_due_at": settlement.due_at,
            "_back": 0 if settlement.counts else 1,
            "_settled_at": None if settlement.wake_at else now,
        }
        for settlement in settlements
    ]
    await tx.execute(_SETTLE, rows)


async def release_all(tx: Transaction, now: datetime) -> None:
    """Let leases end now. Only for a process that knows it is alone."""
    await tx.execute(update(outbox).where(outbox.c.state == State.SENDING).values(wake_at=now))


async def sent_since(tx: Transaction, runner_ids: Iterable[int], since: datetime) -> dict[int, list[datetime]]:
    """When each of these runners got reminders after `since`; answers, safety and broadcasts do not count."""
    query = select(outbox.c.runner_id, outbox.c.settled_at).where(
        outbox.c.runner_id.in_(list(runner_ids)),
        outbox.c.settled_at > since,
        outbox.c.state == State.SENT,
        outbox.c.priority == Priority.REMINDER,
    )
    found: dict[int, list[datetime]] = {}
    for runner_id, settled_at in await tx.execute(query):
        found.setdefault(runner_id, []).append(settled_at)
    return found


async def next_moment(tx: Transaction) -> datetime | None:
    """When a message of anybody is to be looked at next."""
    found: datetime | None = (await tx.execute(select(func.min(outbox.c.wake_at)))).scalar()
    return found


async def troubles(tx: Transaction, limit: int = 20) -> list[tuple[int, str, str, str, datetime]]:
    """Dead letters and unsure broadcasts, newest first: (id, kind, state, error, when). No runner is named."""
    query = (
        select(outbox.c.id, outbox.c.kind, outbox.c.state, outbox.c.error, outbox.c.settled_at)
        .where(outbox.c.state.in_([State.FAILED, State.UNSURE]))
        .order_by(outbox.c.settled_at.desc())
        .limit(limit)
    )
    return [tuple(row) for row in await tx.execute(query)]


async def forget_old(tx: Transaction, before: datetime) -> int:
    """Delete what was settled before that moment; returns how many."""
    return (await tx.execute(delete(outbox).where(outbox.c.settled_at < before))).rowcount


_DUE = (
    select(
        *outbox.c["id", "runner_id", "kind", "slot", "due_at", "priority", "about", "attempts", "state"],
        runners.c.zone,
        runners.c.quiet_from,
        runners.c.quiet_to,
        runners.c.muted,
        runners.c.blocked_at,
        runners.c.seen_at,
    )
    .join_from(outbox, runners)
    .order_by(outbox.c.wake_at)
)
_SETTLE = (
    update(outbox)
    .where(
        outbox.c.id == bindparam("_id"),
        outbox.c.attempts == bindparam("_attempts"),
        outbox.c.state == State.SENDING,
    )
    .values(
        state=bindparam("_state"),
        wake_at=bindparam("_wake_at"),
        error=bindparam("_error"),
        message_id=bindparam("_message_id"),
        due_at=func.coalesce(bindparam("_due_at", type_=outbox.c.due_at.type), outbox.c.due_at),
        attempts=outbox.c.attempts - bindparam("_back"),
        settled_at=bindparam("_settled_at"),
    )
)


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


def _message(row: RowMapping) -> Message:
    return Message(
        id=row["id"],
        runner_id=row["runner_id"],
        kind=row["kind"],
        slot=row["slot"],
        due_at=row["due_at"],
        priority=Priority(row["priority"]),
        about=row["about"],
        attempts=row["attempts"] + 1,
        resumed=row["state"] == State.SENDING,
        zone=row["zone"],
        quiet_from=time.fromisoformat(row["quiet_from"]),
        quiet_to=time.fromisoformat(row["quiet_to"]),
        muted=row["muted"],
        unreachable=row["blocked_at"] is not None,
        seen_at=row["seen_at"],
    )
