"""From an old data key to a new one, value by value. Killed at any moment, it goes on where it was."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from sqlalchemy import Column, Table, select, tuple_, update

from storage.columns import Encrypted
from storage.crypto import Keyring
from storage.database import Database
from storage.identity import KEY_CHECK
from storage.schema import METADATA
from storage.tables import facts

BATCH = 200  # rows in a transaction: whoever else writes waits for that long at most


async def rotate(database: Database) -> AsyncIterator[tuple[str, int]]:
    """Lock everything that an older key locked with the first key of the ring; yields (table, values) batch by batch.

    Each value names its key, so what is done is known from the data itself. Processes may run meanwhile, as long as
    they have both keys and write with the first.

    Raises:
        KeyUnusableError: at a value that no key of the ring opens; what was done before stays done.
    """
    for table in METADATA.sorted_tables:
        columns = sealed_columns(table)
        if columns:
            async for count in _rotate_table(database, table, columns):
                yield table.name, count


def sealed_columns(table: Table) -> list[Column[Any]]:
    """The columns that hold what `Keyring.lock` made."""
    if table is facts:
        return [facts.c.value]
    return [column for column in table.columns if isinstance(column.type, Encrypted)]


async def _rotate_table(database: Database, table: Table, columns: Sequence[Column[Any]]) -> AsyncIterator[int]:
    key = tuple_(*table.primary_key.columns)
    batch = select(*table.primary_key.columns, *columns).order_by(*table.primary_key.columns).limit(BATCH)
    if table is facts:
        batch = batch.where(facts.c.name == KEY_CHECK)
    last: tuple[Any, ...] | None = None
    while True:
        async with database.transaction() as tx:
            rows = (await tx.execute(batch if last is None else batch.where(key > tuple_(*last)))).all()
            changed = 0
            for row in rows:
                last = tuple(row[: len(table.primary_key)])
                values = _relocked(database.keyring, columns, row[len(last) :])
                if values:
                    # Unless somebody wrote it anew meanwhile: then it is locked with the first key already.
                    same = [column == row[len(last) + columns.index(column)] for column in values]
                    here = (key == tuple_(*last), *same)
                    changed += (await tx.execute(update(table).where(*here).values(values))).rowcount * len(values)
        if not rows:
            return
        yield changed


def _relocked(keyring: Keyring, columns: Sequence[Column[Any]], sealed: Sequence[Any]) -> dict[Column[Any], bytes]:
    return {
        column: keyring.lock(keyring.open(value))
        for column, value in zip(columns, sealed, strict=True)
        if value is not None and not keyring.is_current(value)
    }
