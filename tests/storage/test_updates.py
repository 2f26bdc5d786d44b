"""Each update is applied once, whatever the database; on SQLite it is noted on the way of another statement."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from storage import runners, tables, updates
from storage.database import Database
from storage.updates import AlreadyAppliedError, Arrival

NOW = datetime(2026, 11, 28, 6, 30, 0, 250_000, tzinfo=UTC)


async def _handled(database: Database, arrival: Arrival, runner: int | None) -> None:
    with updates.handling(arrival):
        async with database.transaction() as tx:
            if runner is not None:
                await runners.add(tx, runner, language="en", protocol="itbs", now=NOW)


async def _noted(database: Database) -> dict[int, datetime]:
    async with database.reading() as tx:
        rows = await tx.execute(select(tables.updates.c.id, tables.updates.c.applied_at))
        return {row.id: row.applied_at for row in rows}


async def _runners(database: Database) -> int:
    async with database.reading() as tx:
        return int((await tx.execute(select(func.count()).select_from(tables.runners))).scalar_one())


@pytest.mark.parametrize("runner", [5, None], ids=["something is stored", "nothing else is stored"])
async def test_an_update_is_noted_with_its_effect_and_refused_the_second_time(
    database: Database, runner: int | None
) -> None:
    first = Arrival(77, NOW)
    await _handled(database, first, runner)
    assert first.applied
    again = Arrival(77, NOW + timedelta(hours=1))
    with pytest.raises(AlreadyAppliedError):
        await _handled(database, again, None if runner is None else 6)
    assert not again.applied
    assert await _noted(database) == {77: NOW}
    assert await _runners(database) == (0 if runner is None else 1)


async def test_only_the_first_transaction_of_an_update_notes_it(database: Database) -> None:
    arrival = Arrival(77, NOW)
    await _handled(database, arrival, 5)
    await _handled(database, arrival, 6)
    assert await _runners(database) == 2


async def test_an_effect_that_fails_is_not_noted_and_can_be_stored_later(database: Database) -> None:
    arrival = Arrival(77, NOW)

    async def fails() -> None:
        with updates.handling(arrival):
            async with database.transaction() as tx:
                await runners.add(tx, 5, language="en", protocol="itbs", now=NOW)
                raise LookupError

    with pytest.raises(LookupError):
        await fails()
    assert (arrival.applied, await _noted(database), await _runners(database)) == (False, {}, 0)
    await _handled(database, arrival, 5)
    assert (arrival.applied, await _runners(database)) == (True, 1)


async def test_reading_notes_nothing(database: Database) -> None:
    with updates.handling(Arrival(77, NOW)):
        assert await _runners(database) == 0
    assert await _noted(database) == {}


async def test_what_telegram_no_longer_sends_again_is_forgotten(database: Database) -> None:
    for number, age in ((1, timedelta()), (2, timedelta(seconds=1))):
        await _handled(database, Arrival(number, NOW - age), None)
    async with database.reading() as tx:
        assert await updates.forget_old(tx, NOW + updates.KEPT) == 1
    assert set(await _noted(database)) == {1}
