"""Telling a database that is away from a statement that is wrong."""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

# What PostgreSQL says, by SQLSTATE: a connection is gone; there is no room (connections, memory, disk); it is being
# shut down, has crashed, or is starting up. The driver has no error class of its own for most of these.
_AWAY = ("08", "53", "57P01", "57P02", "57P03")


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


def _says_so(error: object) -> bool:
    return str(getattr(error, "sqlstate", None) or "").startswith(_AWAY)
