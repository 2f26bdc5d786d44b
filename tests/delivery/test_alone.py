import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.alone import SecondProcessError, SendingBudget, only_process
from storage.crypto import Keyring
from storage.database import Database

HOLDER = """
import asyncio, sys
from storage.alone import SendingBudget, only_process
from storage.crypto import Keyring
from storage.database import Database

async def main():
    database = Database(sys.argv[1], Keyring.parse(Keyring.new_key()))
    with only_process(database):
        print(await SendingBudget(database).is_ours(), flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.fixture
def holder(database: Database) -> object:
    """Another process that uses the database and holds the sending budget."""
    url = database.url.render_as_string(hide_password=False)
    process = subprocess.Popen([sys.executable, "-c", HOLDER, url], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "True\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


async def test_a_second_process_is_kept_off_sqlite_only_and_let_in_when_the_first_was_killed(
    database: Database, holder: "subprocess.Popen[str]"
) -> None:
    if database.is_sqlite:
        with pytest.raises(SecondProcessError, match="PostgreSQL"), only_process(database):
            pass
    holder.kill()
    holder.wait()
    with only_process(database):
        pass


async def test_the_sending_budget_of_a_killed_worker_is_taken_over(
    database: Database, holder: "subprocess.Popen[str]"
) -> None:
    ours = SendingBudget(database)
    assert await ours.is_ours() is database.is_sqlite
    holder.kill()
    holder.wait()
    async with asyncio.timeout(10):
        while not await ours.is_ours():  # noqa: ASYNC110 - as a worker does at every beat
            await asyncio.sleep(0.05)
    await ours.release()


async def test_a_released_budget_is_free_although_the_connection_came_from_a_pool(database: Database) -> None:
    first, second = SendingBudget(database), SendingBudget(database)
    assert await first.is_ours()
    assert await second.is_ours() is database.is_sqlite
    await first.release()
    assert await second.is_ours()
    await second.release()


async def test_a_budget_whose_connection_broke_is_no_longer_ours(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.alone.LOOK_EVERY", 0.0)
    ours = SendingBudget(database)
    assert await ours.is_ours()
    if not database.is_sqlite:
        async with database.reading() as tx:
            await tx.execute(text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"))
        assert not await ours.is_ours()
        assert await ours.is_ours()
    await ours.release()


async def test_jobs_that_ask_at_the_same_time_have_the_same_answer(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.alone.LOOK_EVERY", 0.0)
    ours = SendingBudget(database)
    for _ in range(2):  # to take it, and to make sure of it
        assert await asyncio.gather(*(ours.is_ours() for _ in range(5))) == [True] * 5
    await ours.release()


async def test_a_database_in_memory_needs_no_guard(tmp_path: Path) -> None:
    database = Database("sqlite:///:memory:", Keyring.parse(Keyring.new_key()))
    with only_process(database), only_process(database):
        pass
    await database.close()
