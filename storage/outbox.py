"""Messages that nobody asked for in this moment: one row each, rendered when it is sent, settled once.

`pending → sending → sent`, or `void` (nothing to say any more), `folded` (too late or too much: Today shows it),
`failed` (a dead letter), `unsure` (a broadcast whose answer was lost: never sent again). `wake_at` says when to look at
a row next; a settled one has none. A reminder that is sent as soon as it is due has its row from its end on
(`storage.handfuls`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, NamedTuple

from sqlalchemy import delete, func, select, update

from storage.addressees import Addressee
from storage.database import Transaction
from storage.insert import insert_new
from storage.tables import outbox


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


class Slot(NamedTuple):
    """What makes a runner's message the only one, and the moment it is due."""

    kind: str
    slot: str
    due_at: datetime


Key = tuple[int, str, str]  # runner, kind, slot: no two messages have the same


# Tuples, these two: thousands of them are made in the second in which everybody's reminder is due.
class Message(NamedTuple):
    """A message that is somebody's until its lease is over.

    `id` is its row's; a reminder that has just come due has none before it is settled, but is in a `handful`.
    `attempts` counts this one; `resumed`: an earlier one ended nobody knows how.
    """

    id: int | None
    runner_id: int
    kind: str
    slot: str
    due_at: datetime
    priority: Priority
    about: Mapping[str, Any]
    attempts: int
    resumed: bool
    to: Addressee
    lease_until: datetime
    handful: int | None = None

    @property
    def key(self) -> Key:
        """What it is told by, row or no row."""
        return self[1:4]


class Settlement(NamedTuple):
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
        await tx.execute(insert_new(tx.dialect.name, outbox), [_row(draft) for draft in drafts])


async def drop(tx: Transaction, runner_id: int, *kinds: str) -> None:
    """Nothing more of these kinds (of all, when none is named) for this runner: what waits becomes void."""
    waiting = (outbox.c.runner_id == runner_id) & outbox.c.wake_at.is_not(None)
    if kinds:
        waiting &= outbox.c.kind.in_(kinds)
    await tx.execute(update(outbox).where(waiting).values(state=State.VOID, wake_at=None, error="dropped"))


async def next_moment(tx: Transaction) -> datetime | None:
    """When a message of anybody is to be looked at next."""
    found: datetime | None = (await tx.execute(select(func.min(outbox.c.wake_at)))).scalar()
    return found


async def forget_old(tx: Transaction, before: datetime) -> int:
    """Delete what was settled before that moment; returns how many."""
    return (await tx.execute(delete(outbox).where(outbox.c.settled_at < before))).rowcount


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
