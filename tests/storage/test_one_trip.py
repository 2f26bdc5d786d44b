import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.crypto import Keyring
from storage.database import Database
from storage.one_trip import OneTripConnection

COUNT = text("SELECT count(*) FROM t")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'trip.db'}", Keyring.parse(Keyring.new_key()))
    async with opened.transaction() as tx:
        await tx.execute(text("CREATE TABLE t (id INTEGER PRIMARY KEY)"))
    yield opened
    await opened.close()


@pytest.fixture
def trips(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was done in SQLite's thread."""
    made: list[str] = []
    execute = OneTripConnection._execute

    async def noted(self: OneTripConnection, do: object, *args: object) -> object:
        made.append(getattr(do, "__name__", "?"))
        return await execute(self, do, *args)

    monkeypatch.setattr(OneTripConnection, "_execute", noted)
    return made


async def test_a_statement_is_one_trip_and_the_transaction_one_more(database: Database, trips: list[str]) -> None:
    async with database.transaction() as tx:
        await tx.execute(text("INSERT INTO t VALUES (:n)"), [{"n": 1}, {"n": 2}])
        assert (await tx.execute(COUNT)).scalar() == 2
    assert trips == ["_all_of", "_all_of", "commit"]


async def test_a_transaction_without_a_statement_costs_nothing(database: Database, trips: list[str]) -> None:
    async with database.transaction():
        pass
    assert trips == []


async def test_what_fails_is_undone_as_a_whole(database: Database) -> None:
    async def write_twice() -> None:
        async with database.transaction() as tx:
            await tx.execute(text("INSERT INTO t VALUES (1)"))
            await tx.execute(text("INSERT INTO t VALUES (1)"))

    with pytest.raises(IntegrityError):
        await write_twice()
    async with database.transaction() as tx:
        assert (await tx.execute(COUNT)).scalar() == 0


async def test_whoever_is_cancelled_in_the_middle_leaves_nothing_behind(database: Database) -> None:
    async def write() -> None:
        async with database.transaction() as tx:
            await tx.execute(text("INSERT INTO t VALUES (1)"))
            await asyncio.sleep(60)

    for pauses in range(12):  # at every step on the way
        task = asyncio.create_task(write())
        for _ in range(pauses):
            await asyncio.sleep(0.0005)
        task.cancel()
        await asyncio.wait({task})
        async with database.transaction() as tx:
            assert (await tx.execute(COUNT)).scalar() == 0
            await tx.execute(text("INSERT INTO t VALUES (2)"))
            await tx.execute(text("DELETE FROM t"))


async def test_a_second_connection_sees_the_writer_and_waits(database: Database) -> None:
    async with database.transaction() as tx:
        await tx.execute(text("INSERT INTO t VALUES (1)"))
        waiting = asyncio.create_task(_count(database))
        await asyncio.sleep(0.05)
        assert not waiting.done()
    assert await waiting == 1


async def _count(database: Database) -> int:
    async with database.reading() as tx:
        return int((await tx.execute(COUNT)).scalar() or 0)
