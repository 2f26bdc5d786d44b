"""What is open in a chat: drafts (a guided workout, a run being logged) and living cards (messages that are edited)."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, delete, select, update

from storage.crypto import Keyring
from storage.database import Transaction
from storage.insert import put
from storage.tables import cards, drafts


@dataclass(frozen=True, slots=True)
class Draft:
    """Unfinished input. `body` is plain JSON data."""

    kind: str
    body: dict[str, Any]
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Card:
    """A message of ours that lives on; `on_day` is the runner's date it was sent on, `shown` a mark of what it says."""

    message_id: int
    on_day: date
    shown: str | None = None


async def draft(tx: Transaction, keyring: Keyring, runner_id: int, kind: str) -> Draft | None:
    """The open draft of this kind."""
    row = (await tx.execute(select(drafts).where(*_key(drafts, runner_id, kind)))).mappings().first()
    if row is None:
        return None
    return Draft(kind, json.loads(keyring.open(row["body"])), row["changed_at"])


async def put_draft(
    tx: Transaction, keyring: Keyring, runner_id: int, kind: str, body: dict[str, Any], now: datetime
) -> None:
    """Write or replace a draft."""
    sealed = keyring.lock(json.dumps(body, separators=(",", ":")))
    row = {"runner_id": runner_id, "kind": kind, "changed_at": now, "body": sealed}
    await tx.execute(put(tx.dialect.name, drafts, row))


async def drop_draft(tx: Transaction, runner_id: int, kind: str) -> None:
    """Forget a draft."""
    await tx.execute(delete(drafts).where(*_key(drafts, runner_id, kind)))


async def card(tx: Transaction, runner_id: int, kind: str) -> Card | None:
    """The living message of this kind."""
    row = (await tx.execute(select(cards).where(*_key(cards, runner_id, kind)))).mappings().first()
    return Card(row["message_id"], row["on_day"], row["shown"]) if row else None


async def put_card(
    tx: Transaction, runner_id: int, kind: str, message_id: int, on_day: date, shown: str | None = None
) -> None:
    """Remember a living message; an earlier one of this kind is forgotten."""
    row = {"runner_id": runner_id, "kind": kind, "message_id": message_id, "on_day": on_day, "shown": shown}
    await tx.execute(put(tx.dialect.name, cards, row))


async def card_says(tx: Transaction, runner_id: int, message_id: int, shown: str | None) -> None:
    """A living message, if this is one, was edited: a mark of what it says now, or None where that is not known."""
    mine = (cards.c.runner_id == runner_id) & (cards.c.message_id == message_id)
    await tx.execute(update(cards).where(mine).values(shown=shown))


async def drop_card(tx: Transaction, runner_id: int, kind: str) -> None:
    """Forget a living message."""
    await tx.execute(delete(cards).where(*_key(cards, runner_id, kind)))


def _key(table: Table, runner_id: int, kind: str) -> tuple[Any, Any]:
    return table.c.runner_id == runner_id, table.c.kind == kind
