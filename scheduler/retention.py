"""Twelve months without a word: a warning; thirty more days: everything is erased. Coming back in between undoes it."""

from datetime import date, datetime, timedelta

from scheduler.clock import QuietHours, next_allowed
from storage import outbox, retention, runners
from storage.database import Database
from storage.outbox import Draft, Priority

INACTIVE = timedelta(days=365)  # PRODUCT §7
NOTICE = timedelta(days=30)
BATCH = 200  # runners in a transaction, and warnings in an hour: nobody else's messages wait for these


async def keep_no_longer(database: Database, now: datetime) -> tuple[int, int]:
    """One round of it; returns how many were warned and how many erased."""
    async with database.transaction() as tx:
        await retention.spare_returned(tx, now - INACTIVE)
        leaving = await runners.to_erase(tx, now.date())
        for runner_id in leaving:
            await runners.erase(tx, runner_id)
    async with database.transaction() as tx:
        gone = await retention.inactive(tx, now - INACTIVE, BATCH)
        on = now.date() + NOTICE
        await retention.plan_erasure(tx, [runner.runner_id for runner in gone], on)
        await outbox.put(tx, *(_warning(runner, now, on) for runner in gone))
    return len(gone), len(leaving)


def _warning(runner: retention.Gone, now: datetime, on: date) -> Draft:
    """Said even to those who stopped reminders, but never at night."""
    return Draft(
        runner_id=runner.runner_id,
        kind=retention.WARNING,
        slot=on.isoformat(),
        due_at=next_allowed(now, runner.zone, QuietHours(runner.quiet_from, runner.quiet_to)),
        priority=Priority.SAFETY,
        about={"on": on.isoformat()},
    )
