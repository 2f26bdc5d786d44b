import asyncio
import sys
from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select, update

from storage import rotation
from storage.columns import Encrypted, metadata
from storage.crypto import Keyring, KeyUnusableError
from storage.database import Database
from storage.identity import check_key
from storage.rotation import rotate, sealed_columns
from storage.schema import migrate
from storage.tables import drafts, entries, questions, runners
from tests.ops.processes import ROOT, clean_environment
from tests.support.planting import plant

NOW = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
RITA = 7001


@pytest.fixture
def old_key() -> str:
    return Keyring.new_key()


@pytest.fixture
async def filled(database_url: str, old_key: str) -> Database:
    """A row in every table, locked with the old key; the ring has a new one in front."""
    database = Database(database_url, Keyring.parse(old_key))
    await migrate(database)
    await check_key(database)
    await plant(database, RITA, "canary", NOW)
    await database.close()
    return database


async def sealed(database: Database) -> list[bytes]:
    """Every value that a key locked."""
    found: list[bytes] = []
    async with database.reading() as tx:
        for table in metadata.sorted_tables:
            for column in sealed_columns(table):
                found += [value for value in (await tx.execute(select(column))).scalars() if value is not None]
    return found


async def test_every_locked_value_of_every_table_opens_with_the_new_key_alone(filled: Database, old_key: str) -> None:
    new_key = Keyring.new_key()
    both = Database(filled.url, Keyring.parse(f"{new_key},{old_key}"))
    tables = {name async for name, count in rotate(both) if count}
    assert tables == {table.name for table in metadata.sorted_tables if sealed_columns(table)}
    new = Keyring.parse(new_key)
    assert all(new.open(value) for value in await sealed(both))
    assert sum([count async for _, count in rotate(both)]) == 0
    await both.close()
    await check_key(alone := Database(filled.url, new))
    await alone.close()


async def test_a_rotation_that_is_killed_loses_nothing_and_goes_on(
    database_url: str, old_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = f"{Keyring.new_key()},{old_key}"
    database = Database(database_url, Keyring.parse(old_key))
    await migrate(database)
    await check_key(database)
    await plant(database, RITA, "canary", NOW)
    async with database.transaction() as tx:
        body = database.keyring.lock("{}")
        rows = [{"id": f"{n}", "runner_id": RITA, "written_at": NOW, "body": body} for n in range(1500)]
        await tx.execute(insert(entries), rows)
    before = len(await sealed(database))
    await database.close()
    settings = {"DATABASE_URL": database.url.render_as_string(hide_password=False), "DATA_KEY": ring}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "rotate-key"),
        env=clean_environment() | settings,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    async for line in process.stdout:
        if line.startswith(b"entries: "):
            break
    process.kill()
    await process.wait()
    both = Database(database.url, Keyring.parse(ring))
    left = [value for value in await sealed(both) if not both.keyring.is_current(value)]
    assert 0 < len(left) < before
    assert all(both.keyring.open(value) for value in left)
    assert sum([count async for _, count in rotate(both)]) == len(left)
    assert len(await sealed(both)) == before
    await both.close()


async def test_what_somebody_writes_meanwhile_is_not_overwritten(
    filled: Database, old_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = Database(filled.url, Keyring.parse(f"{Keyring.new_key()},{old_key}"))
    if not both.is_sqlite:  # there, nobody can write meanwhile
        monkeypatch.setattr(rotation, "_relocked", _writes_first(both))
        assert sum([count async for name, count in rotate(both) if name == "drafts"]) == 0
        async with both.reading() as tx:
            body = (await tx.execute(select(drafts.c.body))).scalar_one()
        assert both.keyring.open(body) == "written meanwhile"
    await both.close()


def _writes_first(database: Database):
    """Something else writes between the reading and the writing of the rotation."""
    import threading

    real = rotation._relocked

    def write() -> None:
        async def now() -> None:
            other = Database(database.url, database.keyring)
            async with other.transaction() as tx:
                await tx.execute(update(drafts).values(body=database.keyring.lock("written meanwhile")))
            await other.close()

        asyncio.run(now())

    def relocked(keyring: Keyring, columns, values):
        if columns[0].table is drafts:
            thread = threading.Thread(target=write)
            thread.start()
            thread.join()
        return real(keyring, columns, values)

    return relocked


async def test_a_value_that_no_key_opens_stops_the_rotation_with_the_rest_unharmed(filled: Database) -> None:
    stranger = Database(filled.url, Keyring.parse(Keyring.new_key()))
    before = await sealed(stranger)
    with pytest.raises(KeyUnusableError):
        _ = [step async for step in rotate(stranger)]
    assert await sealed(stranger) == before
    await stranger.close()


def test_every_encrypted_column_is_known_to_the_rotation() -> None:
    marked = {c for table in metadata.sorted_tables for c in table.columns if isinstance(c.type, Encrypted)}
    walked = {c for table in metadata.sorted_tables for c in sealed_columns(table)}
    assert marked < walked
    assert {entries.c.body, drafts.c.body, questions.c.body} <= marked
    assert runners.c.zone not in walked
