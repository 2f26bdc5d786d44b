"""Insert unless it is there: the one statement that SQLite and PostgreSQL spell alike and SQLAlchemy does not."""

from sqlalchemy import Insert, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def insert_new(tx: AsyncConnection, table: Table) -> Insert:
    """An insert that leaves rows alone which are there already, by any unique key."""
    if tx.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()
