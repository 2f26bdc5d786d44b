"""Each update is applied once: its id is stored in the very transaction that stores its effect."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import cast

from sqlalchemy import delete, insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import one_trip
from storage.tables import updates

KEPT = timedelta(days=2)  # Telegram keeps an update for one day; after a silent week it may even use an id again


class AlreadyAppliedError(Exception):
    """The effect of this update was stored before; nothing may be stored again."""


@dataclass(slots=True)
class Arrival:
    """An update on its way in. `applied` turns true with the commit that stores its effect.

    `at` is an aware UTC moment, `started` seconds of a monotonic clock.
    """

    update_id: int
    at: datetime
    started: float = 0.0
    attempt: int = 0
    again: bool = False  # the storage was out: nothing is wrong with the update, handle it once more
    suspect: bool = False  # the storage answered right after it had failed; if it fails so again, it is to blame
    applied: bool = False
    ended: str = (
        "handled"  # how its handling ended: handled | declined | unreachable | unanswered | failed | replayed | hung
    )


_RECORD = insert(updates)
_IN_SQLITE = sqlite.dialect()
_RECORD_IN_SQLITE = str(_RECORD.compile(dialect=_IN_SQLITE))
_as_text = cast(
    "Callable[[datetime], str]", updates.c.applied_at.type.dialect_impl(_IN_SQLITE).bind_processor(_IN_SQLITE)
)
_arriving: ContextVar[Arrival | None] = ContextVar("arriving", default=None)


def arriving() -> Arrival | None:
    """The update whose handling the caller is part of, if any."""
    return _arriving.get()


@contextmanager
def handling(arrival: Arrival) -> Iterator[None]:
    """Everything inside is the handling of this update; the first transaction to be opened belongs to it."""
    token = _arriving.set(arrival)
    try:
        yield
    finally:
        _arriving.reset(token)


async def record(connection: AsyncConnection) -> Arrival | None:
    """Called by `Database.transaction()` before all else: note the update that is being handled.

    On SQLite it is noted, and the error raised, together with the caller's first statement or the commit.

    Returns the arrival to mark as applied after the commit; None when there is nothing (more) to note.

    Raises:
        AlreadyAppliedError: when another transaction noted it before; the caller rolls back.
    """
    arrival = _arriving.get()
    if arrival is None or arrival.applied:
        return None
    if connection.dialect.name == "sqlite":
        one_trip.of(connection).do_first(partial(_note, arrival))
        return arrival
    try:
        await connection.execute(_RECORD, {"id": arrival.update_id, "applied_at": arrival.at})
    except IntegrityError as error:
        raise AlreadyAppliedError(arrival.update_id) from error
    return arrival


def _note(arrival: Arrival, connection: sqlite3.Connection) -> None:
    try:
        connection.execute(_RECORD_IN_SQLITE, (arrival.update_id, _as_text(arrival.at)))
    except sqlite3.IntegrityError as error:
        raise AlreadyAppliedError(arrival.update_id) from error


async def forget_old(connection: AsyncConnection, now: datetime) -> int:
    """Delete what Telegram can no longer send again; returns how many."""
    return (await connection.execute(delete(updates).where(updates.c.applied_at < now - KEPT))).rowcount
