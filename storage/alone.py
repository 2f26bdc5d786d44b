"""Who may do what only one may do: use a SQLite database, hold the sending budget of many PostgreSQL workers."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.outage import is_outage

SENDING = 7247002  # the advisory lock's number; 7247001 is the migration's
LOOK_EVERY = 1.0  # seconds between looks whether the lock is still ours


class SecondProcessError(Exception):
    """Another process already uses this SQLite database."""


@contextmanager
def only_process(database: Database) -> Iterator[None]:
    """Keep a second process off a SQLite database, for as long as this one lives and however it dies.

    Raises:
        SecondProcessError: when there is one. On PostgreSQL, never.
    """
    path = database.url.database
    if not database.is_sqlite or path in (None, "", ":memory:"):
        yield
        return
    Path(str(path)).parent.mkdir(parents=True, exist_ok=True)
    lock = sqlite3.connect(f"{path}.lock", timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")  # the operating system gives it back when the process is gone
    except sqlite3.OperationalError:
        lock.close()
        raise SecondProcessError("another process uses this database; SQLite is for one, PostgreSQL for many") from None
    try:
        yield
    finally:
        lock.close()


class SendingBudget:
    """At most one process sends what nobody asked for: the one whose connection holds PostgreSQL's advisory lock.

    The lock goes with its connection: when that process dies, the next one to look has it. On SQLite it is always ours.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: AsyncConnection | None = None
        self._looked_at = float("-inf")
        self._looking = asyncio.Lock()  # several jobs ask at the same beat

    async def is_ours(self) -> bool:
        """Take it if it is free, make sure of it if it is ours."""
        if self._database.is_sqlite:
            return True
        async with self._looking:
            return await self._is_ours()

    async def _is_ours(self) -> bool:
        if self._connection is not None and monotonic() - self._looked_at < LOOK_EVERY:
            return True
        try:
            return await (self._take() if self._connection is None else self._make_sure(self._connection))
        except Exception as error:
            if not is_outage(error):
                raise
            await self.release()
            return False

    async def release(self) -> None:
        """Let somebody else have it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.invalidate()  # the lock ends with the session; a pooled one would keep it
            await connection.close()

    async def _take(self) -> bool:
        fresh = await self._database.engine.connect()
        connection = await fresh.execution_options(isolation_level="AUTOCOMMIT")
        if not (await connection.execute(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": SENDING})).scalar():
            await connection.close()
            return False
        self._connection, self._looked_at = connection, monotonic()
        return True

    async def _make_sure(self, connection: AsyncConnection) -> bool:
        await connection.execute(text("SELECT 1"))
        self._looked_at = monotonic()
        return True
