"""Many ids or rows as one parameter: the statement stays the same, however many they are, and is prepared once."""

import json
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import ARRAY, BigInteger, ColumnElement, FromClause, Text, any_, cast, column, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

_NUMBERS = ARRAY(BigInteger)


def among(tx: AsyncConnection, which: ColumnElement[int], ids: Collection[int]) -> ColumnElement[bool]:
    """Whether a column is one of these numbers."""
    if tx.dialect.name == "postgresql":
        return which == any_(_array(ids))
    return which.in_(select(func.json_each(json.dumps(list(ids))).table_valued("value").c.value))


def column_of(tx: AsyncConnection, name: str, numbers: Collection[int]) -> FromClause:
    """Numbers as a table with one column, `value`, for a statement to select from."""
    if tx.dialect.name == "postgresql":
        listed = func.unnest(_array(numbers)).table_valued(column("value", BigInteger))
        return listed.render_derived(name)
    return func.json_each(json.dumps(list(numbers))).table_valued("value", name=name)


def table_of(
    tx: AsyncConnection, name: str, columns: Sequence[str], rows: Iterable[Sequence[int | None]]
) -> FromClause:
    """At least one row of numbers, as a table for a statement to join."""
    if tx.dialect.name == "postgresql":
        arrays = (_array(numbers) for numbers in zip(*rows, strict=True))
        return func.unnest(*arrays).table_valued(*(column(each, BigInteger) for each in columns)).render_derived(name)
    each = func.json_each(json.dumps(list(rows))).table_valued("value")
    picked = (func.json_extract(each.c.value, f"$[{place}]").label(key) for place, key in enumerate(columns))
    return select(*picked).subquery(name)


def _array(numbers: Iterable[int | None]) -> ColumnElement[Sequence[int]]:
    """As PostgreSQL spells it: the driver would look at each number three times."""
    listed = ",".join(["NULL" if number is None else str(number) for number in numbers])
    return cast(literal(f"{{{listed}}}", Text), _NUMBERS)
