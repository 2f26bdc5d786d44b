"""SQLite by way of aiosqlite, with one short trip to its thread for a statement instead of four long ones.

The library makes a trip each for the cursor, the statement, its rows and the cursor's end, and after each of them the
thread has to wake the loop. Most statements take less time than a trip, so these were most of what SQLite cost us.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

import aiosqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.checkpoints import Checkpoints

# Seconds for which the loop stands still for a statement before it goes on with other things. Nearly all are done in a
# tenth of it, for nobody else wants Python's lock meanwhile, and nothing has to wake the loop. The rest hold up nobody.
STANDSTILL = 0.001

# What is done in the connection's thread as soon as the transaction has begun.
First = Callable[[sqlite3.Connection], object]


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
        told = await self._connection.in_thread(_all_of, run, sql, parameters)
        self.description, self.rowcount, self.lastrowid, self._rows = told
        return self


class OneTripConnection(aiosqlite.Connection):
    """A connection whose cursors are as above, and whose transactions begin together with their first statement."""

    _begins = False  # with the next statement
    _first: First | None = None  # and this is done then, even if no statement comes
    _begun = False  # or on its way to the thread: whoever is cancelled meanwhile has something to undo
    checkpoints: Checkpoints | None = None  # where it is a file

    def cursor(self) -> OneTripCursor:  # type: ignore[override]  # theirs is awaited, SQLAlchemy takes either
        """A new cursor; it costs no trip."""
        return OneTripCursor(self)

    def begin(self) -> None:
        """A transaction for writing begins with the next statement; without one there is none."""
        self._begins, self._first = True, None

    def do_first(self, first: First) -> None:
        """Have something done in the transaction that begins, without a trip of its own.

        What it raises is raised by the first statement, or by the commit when there is none.
        """
        self._first = first

    async def commit(self) -> None:
        """End the transaction, if there is one."""
        if self._begun or self._first is not None:
            await self.in_thread(sqlite3.Connection.commit)
            self._begun = False
            if self.checkpoints is not None:
                self.checkpoints.committed()
        self._begins = False

    async def rollback(self) -> None:
        """Undo the transaction, if there is one."""
        self._begins, self._first = False, None
        if self._begun:
            await super().rollback()
            self._begun = False

    async def close(self) -> None:
        """Nothing is left open, and nobody else has the file open."""
        if self.checkpoints is not None:
            await self.checkpoints.finish()
        await super().close()

    async def in_thread(self, do: Callable[..., Any], *args: Any) -> Any:
        """Do something in the connection's thread, within the transaction that was to begin."""
        begins, self._begins = self._begins, False
        first, self._first = self._first, None
        self._begun |= begins
        return await self._execute(_within, self._conn, begins, first, do, *args)

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """What the library does everything with."""
        if not self._running or self._connection is None:
            raise ValueError("Connection closed")  # in its very words: SQLAlchemy looks for them
        trip = Future[Any]()
        trip.set_running_or_notify_cancel()  # whoever is cancelled cannot call it back: what undoes must be done
        self._tx.put_nowait((None, partial(_make, trip, partial(fn, *args, **kwargs))))
        try:
            made = trip.result(STANDSTILL)
        except TimeoutError:
            return await asyncio.wrap_future(trip)
        await asyncio.sleep(0)  # who makes many trips lets others go on in between
        return made


async def connect(path: str) -> OneTripConnection:
    """Open a database file."""
    connection = OneTripConnection(partial(sqlite3.connect, path), iter_chunk_size=64)
    connection._thread.daemon = True  # a process that ends waits for nobody's thread
    _ = await connection
    if path != ":memory:":
        connection.checkpoints = Checkpoints(path)
    return connection


def of(connection: AsyncConnection) -> OneTripConnection:
    """The one below a connection of SQLAlchemy's."""
    above: Any = connection
    driven: OneTripConnection = above.sync_connection.connection.driver_connection
    return driven


def _make(trip: Future[Any], do: Callable[[], Any]) -> None:
    try:
        trip.set_result(do())
    except BaseException as error:  # raised where the trip is waited for
        trip.set_exception(error)


def _within(
    connection: sqlite3.Connection, begins: bool, first: First | None, do: Callable[..., Any], *args: Any
) -> Any:
    if begins:
        connection.execute("BEGIN IMMEDIATE")
    if first is not None:
        first(connection)
    return do(connection, *args)


def _all_of(connection: sqlite3.Connection, run: Any, sql: str, parameters: Any) -> tuple[Any, ...]:
    cursor: sqlite3.Cursor = run(connection, sql, parameters)
    try:
        rows = cursor.fetchall() if cursor.description else ()
        return cursor.description, cursor.rowcount, cursor.lastrowid, rows
    finally:
        cursor.close()
