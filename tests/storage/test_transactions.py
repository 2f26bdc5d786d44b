"""All or nothing, and the connection comes back, however a transaction ends."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, cast

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storage.crypto import Keyring
from storage.database import Database

ADD = text("INSERT INTO child VALUES (1, 1)")  # whose parent is missed at the commit only
SLOW = {
    "sqlite": "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT max(i) FROM n",
    "postgresql": "SELECT pg_sleep(0.02)",
}


@pytest.fixture
async def tables(database_url: str, keyring: Keyring) -> AsyncIterator[Database]:
    opened = Database(database_url, keyring)
    async with opened.transaction() as tx:
        await tx.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
        await tx.execute(
            text(
                "CREATE TABLE child (id INTEGER PRIMARY KEY,"
                " of INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)"
            )
        )
    yield opened
    await opened.close()


async def _nothing_is_left(database: Database) -> bool:
    in_use = cast("Any", database.engine.pool).checkedout()
    async with database.reading() as tx:
        stored = (await tx.execute(text("SELECT count(*) FROM child"))).scalar_one()
    return (in_use, stored) == (0, 0)


async def test_what_is_committed_is_there(tables: Database) -> None:
    async with tables.transaction() as tx:
        await tx.execute(text("INSERT INTO parent VALUES (1)"))
        await tx.execute(ADD)
    assert cast("Any", tables.engine.pool).checkedout() == 0
    async with tables.reading() as tx:
        assert (await tx.execute(text("SELECT of FROM child"))).scalars().all() == [1]


async def test_what_fails_within_is_undone(tables: Database) -> None:
    async def fails() -> None:
        async with tables.transaction() as tx:
            await tx.execute(ADD)
            raise LookupError

    with pytest.raises(LookupError):
        await fails()
    assert await _nothing_is_left(tables)


async def test_what_cannot_be_committed_is_undone(tables: Database) -> None:
    async def fails() -> None:
        async with tables.transaction() as tx:
            await tx.execute(ADD)

    with pytest.raises(IntegrityError):
        await fails()
    assert await _nothing_is_left(tables)


@pytest.mark.parametrize("busy", [False, True], ids=["alone", "behind a slow statement"])
@pytest.mark.parametrize("again", [None, 0, 1, 2, 3])
async def test_whoever_is_cancelled_at_any_step_leaves_nothing_behind(
    tables: Database, busy: bool, again: int | None
) -> None:
    """Even who is cancelled once more while that is undone, so many steps later."""

    async def write() -> None:
        async with tables.transaction() as tx:
            await tx.execute(text("INSERT INTO parent VALUES (1)"))
            await tx.execute(ADD)
            await asyncio.sleep(0)
            raise LookupError  # so that one which came to its end has left nothing, either

    async def dawdle() -> None:
        async with tables.reading() as tx:
            await tx.execute(text(SLOW[tables.engine.dialect.name]))

    for steps in range(25):
        slow = [asyncio.create_task(dawdle())] if busy and steps % 5 == 0 else []
        task = asyncio.create_task(write())
        await _come_round(steps)
        task.cancel()
        if again is not None:
            await _come_round(again)
            task.cancel()
        await asyncio.wait([task, *slow])
        await asyncio.sleep(0.001)
        assert await _nothing_is_left(tables), steps


async def _come_round(times: int) -> None:
    for _ in range(times):
        await asyncio.sleep(0)
