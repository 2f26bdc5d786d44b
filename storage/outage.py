"""Telling a database that is away from a statement that is wrong."""

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


def is_outage(error: BaseException | None) -> bool:
    """Whether this error, or what caused it, means that the database could not be reached or asked.

    SQLite also calls some wrong statements operational errors: do not trust a "yes" for long without asking it.
    """
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError | PoolTimeoutError | ConnectionError):
            return True
        if isinstance(error, OSError) and error.filename is None:  # a socket's path that is gone, no host: not a file's
            return True
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            return True
        error = error.__cause__
    return False
