"""Telling a database that is away from a statement that is wrong."""

import sqlite3

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

# What PostgreSQL says, by SQLSTATE: a connection is gone; there is no room (connections, memory, disk); it is being
# shut down, has crashed, or is starting up. The driver has no error class of its own for most of these.
_AWAY = ("08", "53", "57P01", "57P02", "57P03")
_FULL = ("53100",)
_SQLITE_FULL = ("SQLITE_FULL", "SQLITE_IOERR")


def is_outage(error: BaseException | None) -> bool:
    """Whether this error, or what caused it, means that the database could not be reached or asked.

    SQLite also calls some wrong statements operational errors: do not trust a "yes" for long without asking it.
    """
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError | PoolTimeoutError | ConnectionError):
            return True
        if isinstance(error, OSError) and error.filename is None:  # a socket's path that is gone, no host: not a file's
            return True
        if isinstance(error, DBAPIError) and (error.connection_invalidated or _says_so(error.orig)):
            return True
        error = error.__cause__
    return False


def has_no_room(error: BaseException | None) -> bool:
    """Whether this error, or what caused it, means that the disk is full or fails: no statement is to blame for that,
    although a database in that state still answers whoever only reads.
    """
    while error is not None:
        orig = getattr(error, "orig", None)
        if _says_so(orig, _FULL) or _is_sqlites(error) or _is_sqlites(orig):
            return True
        error = error.__cause__
    return False


def _is_sqlites(error: object) -> bool:
    return isinstance(error, sqlite3.Error) and str(getattr(error, "sqlite_errorname", "")).startswith(_SQLITE_FULL)


def _says_so(error: object, states: tuple[str, ...] = _AWAY) -> bool:
    return str(getattr(error, "sqlstate", None) or "").startswith(states)
