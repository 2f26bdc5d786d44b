"""Everything that is held about one runner, from every table that knows runners."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, Table, select

from storage.columns import Encrypted
from storage.crypto import Keyring
from storage.database import Transaction
from storage.schema import METADATA
from storage.tables import runners


async def held(tx: Transaction, keyring: Keyring, runner_id: int) -> dict[str, list[dict[str, Any]]]:
    """Rows by table as plain JSON data; what is encrypted at rest is readable. Complete by construction."""
    tables = [table for table in METADATA.sorted_tables if _of(table, runner_id) is not None]
    return {table.name: await _rows(tx, keyring, table, runner_id) for table in tables}


async def _rows(tx: Transaction, keyring: Keyring, table: Table, runner_id: int) -> list[dict[str, Any]]:
    rows = (await tx.execute(select(table).where(_of(table, runner_id)))).mappings()
    return [_plain(keyring, table, row) for row in rows]


def _of(table: Table, runner_id: int) -> Any:
    """Which rows are the runner's: by a foreign key to runners, or to a table whose rows are; None: none ever are."""
    if table is runners:
        return runners.c.id == runner_id
    for key in table.foreign_keys:
        owners = _of(key.column.table, runner_id)
        if owners is not None:
            return key.parent.in_(select(key.column).where(owners))
    return None


def _plain(keyring: Keyring, table: Table, row: RowMapping) -> dict[str, Any]:
    return {c.name: _value(keyring, row[c.name], encrypted=isinstance(c.type, Encrypted)) for c in table.columns}


def _value(keyring: Keyring, value: Any, *, encrypted: bool) -> Any:
    if encrypted:
        text = keyring.open(value)
        try:
            return json.loads(text)
        except ValueError:
            return text
    return value.isoformat() if isinstance(value, datetime | date) else value
