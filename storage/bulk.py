"""Many numbers as one parameter: the statement stays the same, however many they are, and is prepared once.

What runs for every thousand messages is built once for each dialect, too: building some of it takes as long as running.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    BindParameter,
    Column,
    ColumnElement,
    FromClause,
    Text,
    any_,
    bindparam,
    cast,
    column,
    func,
    literal,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

_NUMBERS = ARRAY(BigInteger)


def given(name: str, column: Column[Any]) -> BindParameter[Any]:
    """A parameter for a value such as this column holds."""
    return bindparam(name, type_=column.type)


def among(tx: AsyncConnection, which: ColumnElement[int], ids: Collection[int]) -> ColumnElement[bool]:
    """Whether a column is one of these numbers."""
    dialect = tx.dialect.name
    return is_among(dialect, which, literal(numbers(dialect, ids), Text))


def is_among(dialect: str, which: ColumnElement[int], ids: BindParameter[str]) -> ColumnElement[bool]:
    """Whether a column is one of the numbers in this parameter."""
    if dialect == "postgresql":
        # Read in a query of its own, once: PostgreSQL may else read the text again for every row that it looks at.
        return which == any_(cast(select(cast(ids, _NUMBERS)).scalar_subquery(), _NUMBERS))
    return which.in_(select(func.json_each(ids).table_valued("value").c.value))


def pairs_of(dialect: str, name: str) -> FromClause:
    """Numbers by number, given as `pairs`, as a table with the columns `key` and `value`, for a statement to join."""
    if dialect == "postgresql":
        arrays = (cast(bindparam(f"{name}_{part}", type_=Text), _NUMBERS) for part in ("keys", "values"))
        columns = (column(part, BigInteger) for part in ("key", "value"))
        return func.unnest(*arrays).table_valued(*columns).render_derived(name)
    each = func.json_each(bindparam(name, type_=Text)).table_valued("key", "value")
    return select(cast(each.c.key, BigInteger).label("key"), each.c.value).subquery(name)


def list_of(dialect: str, each: ColumnElement[int]) -> ColumnElement[Any]:
    """The numbers of a group of rows as one value: as rows they would be unpacked one by one."""
    if dialect == "postgresql":
        return func.array_agg(each, type_=_NUMBERS)
    return func.json_group_array(each, type_=JSON)


def numbers(dialect: str, these: Iterable[int | None]) -> str:
    """What to say for a parameter that holds numbers. As text: PostgreSQL's driver looks at each number three times."""
    if dialect == "postgresql":
        return f"{{{','.join(['NULL' if number is None else str(number) for number in these])}}}"
    return json.dumps(list(these))


def pairs(dialect: str, name: str, these: Mapping[int, int | None]) -> dict[str, str]:
    """What to say for the parameters of `pairs_of`."""
    if dialect == "postgresql":
        return {f"{name}_keys": numbers(dialect, these), f"{name}_values": numbers(dialect, these.values())}
    return {name: json.dumps(these)}
