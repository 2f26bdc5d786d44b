"""What is held about a runner, from every table, on SQLite and on PostgreSQL."""

from datetime import UTC, datetime

from sqlalchemy import Table

from protocols.diary import CheckIn
from storage import chats, diary, export, runners
from storage.database import Database
from storage.schema import METADATA
from storage.tables import runners as runners_table

NOW = datetime(2026, 3, 2, 7, tzinfo=UTC)


def _knows_runners(table: Table) -> bool:
    return table is runners_table or any(_knows_runners(key.column.table) for key in table.foreign_keys)


async def test_everything_about_one_runner_is_readable_and_nothing_about_another(database: Database) -> None:
    async with database.transaction() as tx:
        for number in (1, 2):
            await runners.add(tx, number, language="en", protocol="itbs", now=NOW)
            await runners.consent(tx, number, "1", NOW)
            entry = CheckIn(id=f"entry{number}", on=NOW.date(), at=NOW, pain=number)
            await diary.add(tx, database.keyring, number, [entry], NOW)
            await chats.put_draft(tx, database.keyring, number, "run", {"km": number}, NOW)
        held = await export.held(tx, database.keyring, 1)
    assert set(held) == {table.name for table in METADATA.sorted_tables if _knows_runners(table)}
    assert [row["id"] for row in held["runners"]] == [1]
    assert [row["body"]["pain"] for row in held["entries"]] == [1]
    assert [row["body"] for row in held["drafts"]] == [{"km": 1}]
    assert [row["version"] for row in held["consents"]] == ["1"]
