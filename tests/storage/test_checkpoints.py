import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import checkpoints
from storage.crypto import Keyring
from storage.database import Database


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(f"sqlite:///{tmp_path / 'log.db'}", Keyring.parse(Keyring.new_key()))
    async with opened.transaction() as tx:
        await tx.execute(text("CREATE TABLE t (body BLOB)"))
    checkpoints.bring_in(str(opened.url.database))
    yield opened
    await opened.close()


async def write(database: Database, commits: int) -> None:
    for _ in range(commits):
        async with database.transaction() as tx:
            await tx.execute(text("INSERT INTO t VALUES (zeroblob(20000))"))  # five pages


def brought_in(database: Database) -> int:
    """Rows in the database itself, without its log."""
    with closing(sqlite3.connect(f"file:{database.url.database}?immutable=1", uri=True)) as file:
        return int(file.execute("SELECT count(*) FROM t").fetchone()[0])


async def test_whoever_writes_goes_on_while_the_disc_takes_its_time(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, disc = threading.Event(), threading.Event()

    def slowly(path: str) -> None:
        asked.set()
        disc.wait(60)
        original(path)

    original = checkpoints.bring_in
    monkeypatch.setattr(checkpoints, "bring_in", slowly)

    await write(database, checkpoints.EVERY * 2)  # twice as many pages as SQLite would let pass
    assert asked.is_set()
    assert brought_in(database) == 0

    disc.set()
    await database.close()
    assert brought_in(database) == checkpoints.EVERY * 2


async def test_what_was_written_is_brought_in_now_and_then(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "EVERY", 10)
    done = threading.Event()

    def and_say_so(path: str) -> None:
        original(path)
        done.set()

    original = checkpoints.bring_in
    monkeypatch.setattr(checkpoints, "bring_in", and_say_so)

    await write(database, 9)  # the table was the first
    assert done.wait(60)
    assert brought_in(database) == 9


def test_a_database_that_is_gone_meanwhile_is_not_made_anew(tmp_path: Path) -> None:
    checkpoints.bring_in(str(tmp_path / "gone.db"))
    assert list(tmp_path.iterdir()) == []
