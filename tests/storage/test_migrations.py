"""Every revision's database, with a row in every table, goes up to the newest schema and back, and nothing is lost.

The tables are read from the database itself: the code knows only the newest ones.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    Table,
    insert,
    inspect,
    select,
    text,
)

from storage import diary, runners, schema
from storage.crypto import Keyring
from storage.database import Database
from storage.schema import HEAD, migrate

NOW = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
RITA = 7001
WORD = "canary-of-rita"
Rows = dict[str, list[dict[str, Any]]]
GIVEN_UP = {("reminders", "id")}  # columns that an old schema had and a newer one does without


def _revisions() -> list[str]:
    """Oldest first. 0.1.0 was released at 0001."""
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).with_name("migrations")))
    return [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]


REVISIONS = _revisions()


def _value(column: Column[Any], keyring: Keyring) -> Any:
    kind = column.type
    if column.foreign_keys or column.name == "runner_id":
        return RITA if any(key.column.table.name == "runners" for key in column.foreign_keys) else 1
    if column.table.name == "runners" and column.name == "id":
        return RITA
    by_type: Mapping[type, Any] = {
        LargeBinary: keyring.lock(f'"{WORD}"'),
        JSON: {"canary": WORD},
        Boolean: True,
        DateTime: NOW,
        Date: date(2026, 3, 2),
        Integer: 1,
        Numeric: 1,
    }
    for type_, value in by_type.items():
        if isinstance(kind, type_):
            return value.replace(tzinfo=None) if value is NOW and not getattr(kind, "timezone", False) else value
    return WORD[: getattr(kind, "length", None) or 5]


def _reflected(connection: Connection) -> list[Table]:
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def _fill(connection: Connection, keyring: Keyring) -> None:
    for table in _reflected(connection):
        connection.execute(insert(table).values({c.name: _value(c, keyring) for c in table.columns}))


def _all_rows(connection: Connection) -> Rows:
    return {t.name: [dict(row) for row in connection.execute(select(t)).mappings()] for t in _reflected(connection)}


def _shape(connection: Connection) -> list[str]:
    """Tables and indexes in the database's own words, conditions included; copied by SQLite, in another order."""
    if connection.dialect.name == "sqlite":
        said = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
        return sorted(" ".join(sorted(re.findall(r"[\w.]+", row[0]))) for row in connection.execute(text(said)))
    columns = [
        f"{table}.{c['name']} {c['type']} {c['nullable']}"
        for table in inspect(connection).get_table_names()
        for c in inspect(connection).get_columns(table)
    ]
    indexes = connection.execute(text("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"))
    return sorted((*columns, *(row[0] for row in indexes)))


def _columns(connection: Connection) -> dict[str, list[str]]:
    """Every table's columns, in their order, with what keeps them in order."""
    seen = inspect(connection)
    return {
        table: [
            *(f"{column['name']} {column['type']} {column['nullable']}" for column in seen.get_columns(table)),
            f"key {seen.get_pk_constraint(table)}",
            *sorted(f"foreign {key}" for key in seen.get_foreign_keys(table)),
            *sorted(f"unique {key}" for key in seen.get_unique_constraints(table)),
        ]
        for table in seen.get_table_names()
    }


async def _do(database: Database, act: Any, *arguments: Any) -> Any:
    async with database.engine.begin() as connection:
        return await connection.run_sync(act, *arguments)


@pytest.fixture
async def empty(database_url: str, keyring: Keyring):
    database = Database(database_url, keyring)
    yield database
    await database.close()


async def test_a_new_database_is_what_all_revisions_together_make(empty: Database) -> None:
    assert await migrate(empty) == HEAD
    created, columns = await _do(empty, _shape), await _do(empty, _columns)
    await migrate(empty, "base")
    for revision in REVISIONS:
        assert await migrate(empty, revision) == revision
    assert await _do(empty, _shape) == created
    assert await _do(empty, _columns) == columns


@pytest.mark.parametrize("start", REVISIONS)
async def test_a_database_of_any_revision_goes_up_and_back_with_all_its_rows(
    empty: Database, keyring: Keyring, start: str
) -> None:
    await migrate(empty, start)
    await _do(empty, _fill, keyring)
    before: Rows = await _do(empty, _all_rows)
    assert all(len(rows) == 1 for rows in before.values())
    assert await migrate(empty) == HEAD
    _assert_kept(before, await _do(empty, _all_rows), keyring)
    if start != HEAD:
        await migrate(empty, start)
    assert await _do(empty, _all_rows) == before


@pytest.mark.parametrize("target", REVISIONS[:-1])
async def test_going_down_keeps_every_row_that_has_a_place_there(
    empty: Database, keyring: Keyring, target: str
) -> None:
    await migrate(empty)
    await _do(empty, _fill, keyring)
    before: Rows = await _do(empty, _all_rows)
    await migrate(empty, target)
    after: Rows = await _do(empty, _all_rows)
    _assert_kept(after, before, keyring)
    assert set(after) <= set(before)
    assert await migrate(empty) == HEAD
    _assert_kept(after, await _do(empty, _all_rows), keyring)


def _assert_kept(fewer: Rows, more: Rows, keyring: Keyring) -> None:
    """All that is in the one is in the other, and what was encrypted opens."""
    for table, rows in fewer.items():
        names = [name for row in rows[:1] for name in row if (table, name) not in GIVEN_UP]
        kept, had = ([{name: row[name] for name in names} for row in some] for some in (more[table], rows))
        assert kept == had, table
        sealed = [value for row in more[table] for value in row.values() if isinstance(value, bytes)]
        assert all(keyring.open(value) == f'"{WORD}"' for value in sealed)


async def test_what_the_code_reads_after_an_upgrade_from_the_first_release(empty: Database, keyring: Keyring) -> None:
    await migrate(empty, REVISIONS[0])
    await _do(empty, _fill, keyring)
    async with empty.engine.begin() as tx:
        body = keyring.lock('{"type":"check_in","id":"1","on":"2026-03-02","at":"2026-03-02T07:30:00+00:00","pain":3}')
        await tx.execute(text("UPDATE entries SET body = :body, undone_at = NULL"), {"body": body})
        await tx.execute(text("UPDATE consents SET revoked_at = NULL"))
        await tx.execute(text("UPDATE runners SET remind_at = '07:00', quiet_from = '22:00', quiet_to = '08:00'"))
    await migrate(empty)
    async with empty.reading() as tx:
        assert (await runners.get(tx, RITA)).consent == WORD[:16]
        [entry] = (await diary.load(tx, keyring, RITA)).entries
        assert getattr(entry, "pain", None) == 3


async def test_the_way_down_and_up_again_leads_to_the_same_shape(empty: Database) -> None:
    shapes = {}
    for revision in REVISIONS:
        await migrate(empty, revision)
        shapes[revision] = await _do(empty, _shape)
    for revision in REVISIONS[-2::-1]:
        await migrate(empty, revision)
        assert await _do(empty, _shape) == shapes[revision]
    await migrate(empty)
    assert await _do(empty, _shape) == shapes[HEAD]
    await migrate(empty, "base")
    assert await _do(empty, _all_rows) == {}
