"""Many numbers as one parameter."""

from collections.abc import Collection
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.dialects import postgresql

from storage.bulk import among
from storage.database import Database
from storage.runners import add
from storage.tables import runners

NOW = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize("ids", [(), (3,), range(2, 2000)])
async def test_whether_a_number_is_among_them(database: Database, ids: Collection[int]) -> None:
    async with database.transaction() as tx:
        for number in (1, 2, 3):
            await add(tx, number, language="en", protocol="itbs", now=NOW)
        found = await tx.execute(select(runners.c.id).where(among(tx, runners.c.id, ids)))
        assert {row[0] for row in found} == {1, 2, 3} & set(ids)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # SQLite has no choice
async def test_they_are_read_once_and_not_again_for_every_row(database: Database) -> None:
    async with database.transaction() as tx:
        query = select(runners.c.id).where(among(tx, runners.c.id, range(10_000)))
        said = query.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True})
        for way in ("indexscan", "bitmapscan", "indexonlyscan"):
            await tx.execute(text(f"SET LOCAL enable_{way} = off"))
        plan = "\n".join(row[0] for row in await tx.execute(text(f"EXPLAIN {said}")))
    assert "Seq Scan on runners" in plan, plan
    [condition] = [line for line in plan.splitlines() if "Filter" in line]
    assert "InitPlan" in condition, plan
    assert "9999" not in condition, plan
