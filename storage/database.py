"""The engine and its transactions: the same code on SQLite (one process) and PostgreSQL (many)."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool

from storage import checkpoints, one_trip, updates
from storage.crypto import Keyring
from storage.outage import is_outage

Transaction = AsyncConnection

_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


# Nobody keeps this on discs that turn, and no statement is long enough to be worth compiling.
_POSTGRES = ("SET random_page_cost = 1.1", "SET jit = off")


class DatabaseUrlError(Exception):
    """The database URL cannot be read, or names a database that is not supported."""


def url_of(text: str) -> URL:
    """`sqlite:///var/strideback.db` or `postgresql://…`, with the asynchronous driver filled in.

    Raises:
        DatabaseUrlError: for anything else; the text is not repeated, it may hold a password.
    """
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise DatabaseUrlError("is not a database URL") from error
    driver = _DRIVERS.get(url.drivername.split("+")[0])
    if driver is None:
        raise DatabaseUrlError(f"names {url.drivername}, but only sqlite and postgresql are supported")
    return url.set(drivername=driver)


class Database:
    """One database with the keys of its health data. `transaction()` is the only way in."""

    def __init__(self, url: str | URL, keyring: Keyring) -> None:
        self.url = url_of(url) if isinstance(url, str) else url
        self.keyring = keyring
        self.engine = _engine(self.url)

    @property
    def is_sqlite(self) -> bool:
        """True on SQLite: a single process, a single writer."""
        return self.url.get_backend_name() == "sqlite"

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """All or nothing. Never open one inside another: on SQLite there is a single connection.

        While an update is handled, the first one also stores that the update was applied: one update, one transaction.

        Raises:
            AlreadyAppliedError: when that update's effect was stored before.
        """
        async with self.engine.begin() as connection:
            arrival = await updates.record(connection)
            yield connection
        if arrival is not None:
            arrival.applied = True

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """A transaction that only looks; it does not count as an update's effect."""
        async with self.engine.begin() as connection:
            yield connection

    async def answers(self) -> bool:
        """Whether the database can be reached and asked."""
        try:
            async with self.reading() as tx:
                await tx.execute(text("SELECT 1"))
        except Exception as error:
            if not is_outage(error):
                raise
            return False
        return True

    async def close(self) -> None:
        """Give every connection back."""
        await self.engine.dispose()


def _engine(url: URL) -> AsyncEngine:
    if url.get_backend_name() != "sqlite":
        engine = create_async_engine(url, pool_size=10, max_overflow=10, json_deserializer=_from_json)
        event.listen(engine.sync_engine, "connect", _prepare_postgres)
        return engine
    # One connection makes writers queue in the process instead of failing with "database is locked".
    engine = create_async_engine(
        url,
        async_creator=partial(one_trip.connect, url.database or ":memory:"),
        poolclass=AsyncAdaptedQueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=60,
        json_deserializer=_from_json,
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_sqlite)
    return engine


def _from_json(text: str) -> Any:
    return {} if text == "{}" else json.loads(text)  # most rows of the outbox say no more, and there are many


def _prepare_postgres(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for setting in _POSTGRES:
        cursor.execute(setting)
    cursor.close()
    connection.commit()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # BEGIN is ours, see _begin_sqlite
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        "busy_timeout=5000",
        "secure_delete=ON",
        f"wal_autocheckpoint={checkpoints.LAST_RESORT}",
        f"journal_size_limit={checkpoints.KEPT}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    connection.connection.driver_connection.begin()
