"""What became of messages, written down: in the row that was claimed, or in one of their own for those in a handful."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, ColumnElement, Insert, Update, func, literal, select, update

from storage.bulk import given, pairs, pairs_of
from storage.database import Transaction
from storage.insert import insert_or_replace
from storage.outbox import Priority, Settlement, Slot, State
from storage.tables import outbox, runners


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


def _told(state: State, wake_at: datetime | None, error: str | None, now: datetime) -> dict[str, Any]:
    becomes = {"to_state": state, "wake": wake_at, "why": error and error[:80]}
    return {**becomes, "at": None if wake_at else now}


async def _enter(
    tx: Transaction, slot: Slot, landed: Mapping[int, int | None], told: dict[str, Any], *, attempts: int
) -> None:
    """A row each for runners who had none in this slot, with the message they got."""
    dialect = tx.dialect.name
    which = {"as_kind": slot.kind, "in_slot": slot.slot, "due": slot.due_at, "tried": attempts}
    await tx.execute(_new_rows(dialect), told | which | pairs(dialect, "landed", landed))


@cache
def _new_rows(dialect: str) -> Insert:
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
    by = ("runner_id", "kind", "slot")
    return insert_or_replace(dialect, outbox, *by, where=untried, columns=columns, query=known)


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
