"""Messages that nobody asked for in this moment: one row each, rendered when it is sent, settled once.

`pending → sending → sent`, or `void` (nothing to say any more), `folded` (too late or too much: Today shows it),
`failed` (a dead letter), `unsure` (a broadcast whose answer was lost: never sent again). `wake_at` says when to look at
a row next; a settled one has none. A reminder that is sent as soon as it is due has its row from its end on
(`storage.handfuls`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import JSON, ColumnElement, Insert, Update, delete, func, literal, select, update

from storage.addressees import Addressee
from storage.bulk import given, pairs, pairs_of
from storage.database import Transaction
from storage.insert import insert_new, insert_or_replace
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


async def settle(tx: Transaction, settlements: Iterable[Settlement], now: datetime) -> None:
    """Write down what became of claimed messages; what somebody else has claimed since is left to them.

    Most settlements of a moment say the same, so this is few statements.
    """
    said: defaultdict[tuple[Any, ...], dict[int, int | None]] = defaultdict(dict)
    fresh: defaultdict[tuple[Any, ...], dict[int, int | None]] = defaultdict(dict)
    for message, state, wake_at, error, message_id, due_at, counts in settlements:
        if message.id is not None:
            said[message.attempts, state, wake_at, error, due_at, counts][message.id] = message_id
        else:
            slot = (message.kind, message.slot, due_at or message.due_at)
            fresh[slot, state, wake_at, error, counts][message.runner_id] = message_id
    dialect = tx.dialect.name
    for (attempts, state, wake_at, error, due_at, counts), landed in said.items():
        told = _told(state, wake_at, error, now) | {"due": due_at, "tried": attempts}
        told |= pairs(dialect, "landed", landed)
        await tx.execute(_settle(dialect, puts_off=due_at is not None, counts=counts), told)
    for (slot, state, wake_at, error, counts), landed in fresh.items():
        await _enter(tx, Slot(*slot), landed, _told(state, wake_at, error, now), attempts=int(counts))


async def begun(tx: Transaction, slot: Slot, runner_ids: Iterable[int], now: datetime) -> None:
    """Messages whose first try ended nobody knows how, to be looked at now; those of which it is known stay."""
    await _enter(tx, slot, dict.fromkeys(runner_ids), _told(State.SENDING, now, None, now), attempts=1)


async def next_moment(tx: Transaction) -> datetime | None:
    """When a message of anybody is to be looked at next."""
    found: datetime | None = (await tx.execute(select(func.min(outbox.c.wake_at)))).scalar()
    return found


async def forget_old(tx: Transaction, before: datetime) -> int:
    """Delete what was settled before that moment; returns how many."""
    return (await tx.execute(delete(outbox).where(outbox.c.settled_at < before))).rowcount


def _told(state: State, wake_at: datetime | None, error: str | None, now: datetime) -> dict[str, Any]:
    becomes = {"to_state": state, "wake": wake_at, "why": error and error[:80]}
    return {**becomes, "at": None if wake_at else now}


async def _enter(
    tx: Transaction, slot: Slot, landed: Mapping[int, int | None], told: dict[str, Any], *, attempts: int
) -> None:
    """A row each for runners who had none in this slot, with the message they got."""
    dialect = tx.dialect.name
    which = {"as_kind": slot.kind, "in_slot": slot.slot, "due": slot.due_at, "tried": attempts}
    await tx.execute(_into_the_ledger(dialect), told | which | pairs(dialect, "landed", landed))


@cache
def _into_the_ledger(dialect: str) -> Insert:
    landed = pairs_of(dialect, "landed")
    becomes = {"state": "to_state", "wake_at": "wake", "error": "why", "settled_at": "at", "attempts": "tried"}
    becomes |= {"kind": "as_kind", "slot": "in_slot", "due_at": "due"}
    columns: dict[str, ColumnElement[Any]] = {name: given(said, outbox.c[name]) for name, said in becomes.items()}
    columns |= {"runner_id": landed.c.key, "message_id": landed.c.value}
    columns |= {"priority": literal(Priority.REMINDER.value, outbox.c.priority.type), "about": literal({}, JSON)}
    # Locked, not only looked up: who is erased in this very moment must not be missed by the row that refers to them.
    known = select(*columns.values()).where(landed.c.key == runners.c.id)
    known = known.with_for_update(of=runners, read=True, key_share=True)
    # What was put in the slot meanwhile, and not tried, is what this message has said.
    untried = (outbox.c.attempts == 0) & (outbox.c.state == State.PENDING)
    return insert_or_replace(dialect, outbox, "runner_id", "kind", "slot", where=untried, rows=(columns, known))


@cache
def _settle(dialect: str, *, puts_off: bool, counts: bool) -> Update:
    landed = pairs_of(dialect, "landed")
    claimed = (outbox.c.id == landed.c.key) & (outbox.c.attempts == given("tried", outbox.c.attempts))
    # Hardly a row is in this state when PostgreSQL takes its statistics. Not to plan for none, it is not to know.
    claimed &= func.coalesce(outbox.c.state, "") == State.SENDING
    becomes = {"state": "to_state", "wake_at": "wake", "error": "why", "settled_at": "at"}
    becomes |= {"due_at": "due"} if puts_off else {}
    values: dict[str, Any] = {name: given(said, outbox.c[name]) for name, said in becomes.items()}
    values |= {} if counts else {"attempts": outbox.c.attempts - 1}
    return update(outbox).where(claimed).values(message_id=landed.c.value, **values)


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
