"""What whoever watches is told about the queue: reminders whose moment has come wait, too, before they are messages."""

from datetime import UTC, datetime, time, timedelta

from storage import dashboard, outbox, reminders, runners
from storage.database import Database
from storage.load import load
from storage.outbox import Draft, Priority
from storage.reminders import Reminder

NOON = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)
LATENESS = timedelta(minutes=90)


async def test_an_idle_bot_has_no_lag(database: Database) -> None:
    idle = await load(database, NOON, LATENESS)
    assert (sum(idle.waiting.values()), idle.oldest, idle.late, idle.lag) == (0, 0.0, 0, 0.0)


async def test_reminders_that_are_due_count_with_the_messages_that_wait(database: Database) -> None:
    ago = [timedelta(minutes=minutes) for minutes in (5, 100, -10)]  # the last one is still to come
    async with database.transaction() as tx:
        for runner_id, since in enumerate(ago, start=1):
            await runners.add(tx, runner_id, language="en", protocol="itbs", now=NOON)
            rule = Reminder(runner_id, "workout", 127, time(12, 0), "UTC", NOON - since)
            await reminders.replace(tx, runner_id, [rule])
        await outbox.put(tx, Draft(runner_id=1, kind="weekly", slot="x", due_at=NOON - timedelta(minutes=7)))
    found = await load(database, NOON, LATENESS)
    assert found.waiting[Priority.REMINDER] == 3
    assert (found.oldest, found.late, found.lag) == (6000.0, 1, 6000.0)
    async with database.reading() as tx:
        figures = await dashboard.figures(tx, database.keyring, NOON)
    assert figures.health.lag == 6000.0
