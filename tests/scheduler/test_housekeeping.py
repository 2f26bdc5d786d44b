from datetime import UTC, datetime, timedelta

from sqlalchemy import func, insert, select

from scheduler.housekeeping import Housekeeping
from storage.database import Database
from storage.tables import updates

NOW = datetime(2026, 6, 3, 7, 0, tzinfo=UTC)


async def test_what_telegram_cannot_send_again_is_forgotten_once_an_hour(database: Database) -> None:
    now = NOW
    tidy = Housekeeping(database, lambda: now)

    async def count() -> int:
        async with database.reading() as tx:
            return int((await tx.execute(select(func.count()).select_from(updates))).scalar() or 0)

    async with database.transaction() as tx:
        ages = (0, 1, 47, 49, 200)
        await tx.execute(insert(updates), [{"id": age, "applied_at": NOW - timedelta(hours=age)} for age in ages])
    await tidy()
    assert await count() == 3
    now += timedelta(minutes=59)
    await tidy()
    assert await count() == 3
    now += timedelta(minutes=62)
    await tidy()
    assert await count() == 2
