"""The diary of a runner: encrypted entries, added and undone, never edited."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select, update

from protocols.codec import from_json, to_json
from protocols.diary import Diary, Entry
from storage.crypto import Keyring
from storage.database import Transaction
from storage.tables import entries


async def load(tx: Transaction, keyring: Keyring, runner_id: int) -> Diary:
    """Everything the runner recorded and did not undo, in the order it was written."""
    kept = (
        select(entries.c.body)
        .where(entries.c.runner_id == runner_id, entries.c.undone_at.is_(None))
        .order_by(entries.c.written_at, entries.c.id)
    )
    bodies = (await tx.execute(kept)).scalars()
    return Diary(tuple(from_json(json.loads(keyring.open(body))) for body in bodies))


async def add(tx: Transaction, keyring: Keyring, runner_id: int, new: Sequence[Entry], now: datetime) -> None:
    """Write entries down."""
    if not new:
        return
    rows = [
        {
            "id": entry.id,
            "runner_id": runner_id,
            "written_at": now,
            "body": keyring.lock(json.dumps(to_json(entry), separators=(",", ":"))),
        }
        for entry in new
    ]
    await tx.execute(insert(entries), rows)


async def undo(tx: Transaction, runner_id: int, entry_id: str, now: datetime) -> bool:
    """Take an entry out of the diary. False when there is no such entry of this runner, or it is out already."""
    mine = (entries.c.id == entry_id) & (entries.c.runner_id == runner_id) & entries.c.undone_at.is_(None)
    return bool((await tx.execute(update(entries).where(mine).values(undone_at=now))).rowcount)
