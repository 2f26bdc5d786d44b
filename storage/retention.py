"""Runners who have been away for so long that keeping their data has no purpose any more."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import String, cast, exists, select, update

from storage.database import Transaction
from storage.tables import outbox, runners

WARNING = "retention"  # the kind of the outbox row that announces an erasure; its slot is the day


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody to be warned, and when they may be written to."""

    runner_id: int
    zone: str
    quiet_from: time
    quiet_to: time


async def inactive(tx: Transaction, since: datetime, limit: int) -> list[Gone]:
    """Runners not heard of since then, of whom no erasure is planned yet."""
    query = (
        select(runners.c.id, runners.c.zone, runners.c.quiet_from, runners.c.quiet_to)
        .where(runners.c.seen_at < since, runners.c.erase_on.is_(None))
        .limit(limit)
    )
    return [
        Gone(runner_id, zone or "UTC", time.fromisoformat(start), time.fromisoformat(end))
        for runner_id, zone, start, end in await tx.execute(query)
    ]


async def plan_erasure(tx: Transaction, runner_ids: list[int], on: date) -> None:
    """Everything about them goes on that day."""
    await tx.execute(update(runners).where(runners.c.id.in_(runner_ids)).values(erase_on=on))


async def spare_returned(tx: Transaction, since: datetime) -> int:
    """Whoever was heard of since then, and was only warned, stays; who asked to be erased does not. How many stay."""
    warned = exists().where(
        outbox.c.runner_id == runners.c.id,
        outbox.c.kind == WARNING,
        outbox.c.slot == cast(runners.c.erase_on, String),
    )
    back = (runners.c.seen_at >= since) & runners.c.erase_on.is_not(None) & warned
    return (await tx.execute(update(runners).where(back).values(erase_on=None))).rowcount
