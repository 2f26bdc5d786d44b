"""Writing a row that may be there already, in one statement: two processes may do it in the same moment."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Insert, Select, Table
from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insert_new(dialect: str, table: Table, *by: str) -> Insert:
    """An insert that leaves rows alone which are there already, by any unique key, or by the one of these columns.

    Naming it spares PostgreSQL a look at the others for every row.
    """
    return _insert(dialect, table).on_conflict_do_nothing(index_elements=by or None)


def insert_or_replace(
    dialect: str,
    table: Table,
    *by: str,
    where: ColumnElement[bool],
    columns: Collection[str],
    query: Select[*tuple[Any, ...]],
) -> Insert:
    """An insert of what a query finds, into these columns, that takes the place of rows which are there already.

    By the unique key of the columns `by`; rows that do not meet the condition stay.
    """
    new = _insert(dialect, table)
    instead = {name: new.excluded[name] for name in columns if name not in by}
    return new.from_select(list(columns), query).on_conflict_do_update(index_elements=by, set_=instead, where=where)


def put(dialect: str, table: Table, row: Mapping[str, Any], **instead: Any) -> Insert:
    """An insert that, where the row is there already by its primary key, changes it to be the same.

    `instead`: other values for that case, such as a count that goes up.
    """
    keys = [column.name for column in table.primary_key]
    changes = {name: value for name, value in row.items() if name not in keys} | instead
    return _insert(dialect, table).values(row).on_conflict_do_update(index_elements=keys, set_=changes)


# SQLite and PostgreSQL spell it alike; SQLAlchemy does not.
def _insert(dialect: str, table: Table) -> "postgresql.Insert | sqlite.Insert":
    if dialect == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # late: 3 MB that nobody needs on SQLite

    return postgresql.insert(table)
