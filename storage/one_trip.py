"""SQLite by way of aiosqlite, with one trip to its thread for a statement instead of four.

The library makes a trip each for the cursor, the statement, its rows and the cursor's end. Most statements take less
time than a trip, so these were most of what SQLite cost us.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

import aiosqlite

from storage.checkpoints import Checkpoints


class OneTripCursor:
    """What SQLAlchemy asks of a cursor; the rows come along with the statement."""

    def __init__(self, connection: "OneTripConnection") -> None:
        self._connection = connection
        self._rows: Sequence[Any] = ()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> "OneTripCursor":
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> "OneTripCursor":
        """Run a statement and keep its rows."""
        return await self._run(sqlite3.Connection.execute, sql, parameters)

    async def executemany(self, sql: str, parameters: Iterable[Iterable[Any]]) -> "OneTripCursor":
        """Run a statement for each of these."""
        return await self._run(sqlite3.Connection.executemany, sql, parameters)

    async def fetchall(self) -> Sequence[Any]:
        """The rows, once."""
        rows, self._rows = self._rows, ()
        return rows

    async def close(self) -> None:
        """Nothing is left open."""

    async def _run(self, run: Any, sql: str, parameters: Any) -> "OneTripCursor":
        told = await self._connection.in_thread(run, sql, parameters)
        self.description, self.rowcount, self.lastrowid, self._rows = told
        return self


class OneTripConnection(aiosqlite.Connection):
    """A connection whose cursors are as above, and whose transactions begin together with their first statement."""

    _begins = False  # with the next statement
    _begun = False  # or on its way to the thread: whoever is cancelled meanwhile has something to undo
    checkpoints: Checkpoints | None = None  # where it is a file

    def cursor(self) -> OneTripCursor:  # type: ignore[override]  # theirs is awaited, SQLAlchemy takes either
        """A new cursor; it costs no trip."""
        return OneTripCursor(self)

    def begin(self) -> None:
        """A transaction for writing begins with the next statement; without one there is none."""
        self._begins = True

    async def commit(self) -> None:
        """End the transaction, if there is one."""
        self._begins = False
        if self._begun:
            await super().commit()
            self._begun = False
            if self.checkpoints is not None:
                self.checkpoints.committed()

    async def rollback(self) -> None:
        """Undo the transaction, if there is one."""
        self._begins = False
        if self._begun:
            await super().rollback()
            self._begun = False

    async def close(self) -> None:
        """Nothing is left open, and nobody else has the file open."""
        if self.checkpoints is not None:
            await self.checkpoints.finish()
        await super().close()

    async def in_thread(self, run: Any, sql: str, parameters: Any) -> tuple[Any, int, int | None, Sequence[Any]]:
        """Run a statement in the connection's thread, and bring back all there is to know of it."""
        begins, self._begins = self._begins, False
        self._begun |= begins
        told: tuple[Any, int, int | None, Sequence[Any]]
        told = await self._execute(_all_of, run, self._conn, begins, sql, parameters)  # type: ignore[no-untyped-call]
        return told


async def connect(path: str) -> OneTripConnection:
    """Open a database file."""
    connection = OneTripConnection(partial(sqlite3.connect, path), iter_chunk_size=64)
    connection._thread.daemon = True  # a process that ends waits for nobody's thread
    _ = await connection
    if path != ":memory:":
        connection.checkpoints = Checkpoints(path)
    return connection


def _all_of(run: Any, connection: sqlite3.Connection, begins: bool, sql: str, parameters: Any) -> tuple[Any, ...]:
    if begins:
        connection.execute("BEGIN IMMEDIATE")
    cursor: sqlite3.Cursor = run(connection, sql, parameters)
    try:
        rows = cursor.fetchall() if cursor.description else ()
        return cursor.description, cursor.rowcount, cursor.lastrowid, rows
    finally:
        cursor.close()
