"""A row with a canary in every table that could hold one, whatever tables there are: tests then look for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Integer, LargeBinary, String, Table, insert

from storage import runners
from storage.database import Database
from storage.tables import Encrypted, UtcDateTime, facts, handfuls, metadata
from storage.tables import runners as runner_table

NEVER = {facts.name}  # holds the key's own check


async def plant(database: Database, runner_id: int, canary: str, now: datetime) -> list[str]:
    """Fill every table with one row of this runner; returns the tables' names."""
    ids: dict[str, Any] = {}
    planted: list[str] = []
    async with database.transaction() as tx:
        for table in metadata.sorted_tables:
            if table.name in NEVER:
                continue
            if table is runner_table:
                await runners.add(tx, runner_id, language="en", protocol="itbs", now=now)
                await runners.change(tx, runner_id, zone=canary)
            else:
                row = {c.name: _value(database, c, runner_id, canary, now, ids) for c in table.columns if _wanted(c)}
                made = await tx.execute(insert(table).values(row))
                ids[table.name] = made.inserted_primary_key[0] if made.inserted_primary_key else None
            planted.append(table.name)
    return planted


def _wanted(column: Column[Any]) -> bool:
    counts_up = column.primary_key and isinstance(column.type, Integer) and column.autoincrement != False  # noqa: E712
    return bool(column.foreign_keys) or not (counts_up and len(column.table.primary_key) == 1)


def _value(
    database: Database, column: Column[Any], runner_id: int, canary: str, now: datetime, ids: dict[str, Any]
) -> Any:
    for key in column.foreign_keys:
        owner: Table = key.column.table
        return runner_id if owner is runner_table else ids[owner.name]
    kind = column.type
    if isinstance(kind, Encrypted):
        return database.keyring.lock(f'{{"text": "{canary} in {column.table.name}"}}')
    if isinstance(kind, JSON):
        in_the_air = [["workout", canary, now.isoformat(), [runner_id]]]  # read whenever somebody is erased
        return in_the_air if column.table is handfuls else {"canary": canary}
    if isinstance(kind, UtcDateTime | DateTime):
        return now
    if isinstance(kind, Date):
        return now.date()
    if isinstance(kind, Boolean):
        return False
    if column.name == "local_time":  # it is read whenever reminders change
        return "07:00"
    if isinstance(kind, String):
        return canary[: kind.length]
    return b"" if isinstance(kind, LargeBinary) else runner_id % 10_000
