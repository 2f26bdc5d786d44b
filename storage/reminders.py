"""Recurring reminders: one row for each runner and kind, with the moment it is due next. Rules are the scheduler's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby

from sqlalchemy import Row, delete, func, insert, select, update

from storage.database import Transaction
from storage.tables import reminders, runners


@dataclass(frozen=True, slots=True)
class Reminder:
    """A rule with its next moment. Bit 0 of `weekdays` is Monday, `local_time` is on the wall in `zone`."""

    runner_id: int
    kind: str
    weekdays: int
    local_time: time
    zone: str
    next_at: datetime | None
    id: int = 0
    seen_at: datetime | None = None  # when the runner was last heard of; only `due` fills it in


async def replace(tx: Transaction, runner_id: int, rules: Iterable[Reminder]) -> None:
    """These are the runner's reminders now, and no others.

    A rule that stays the same keeps its next moment: it may be due this very second and not be lined up yet.
    """
    wanted = {rule.kind: rule for rule in rules}
    kept = {old.kind for old in await of_runner(tx, runner_id) if old.next_at and _same(old, wanted.get(old.kind))}
    obsolete = (reminders.c.runner_id == runner_id) & reminders.c.kind.not_in(kept)
    await tx.execute(delete(reminders).where(obsolete))
    rows = [
        {
            "runner_id": runner_id,
            "kind": rule.kind,
            "weekdays": rule.weekdays,
            "local_time": rule.local_time.strftime("%H:%M"),
            "zone": rule.zone,
            "next_at": rule.next_at,
        }
        for rule in wanted.values()
        if rule.kind not in kept
    ]
    if rows:
        await tx.execute(insert(reminders), rows)


async def of_runner(tx: Transaction, runner_id: int) -> list[Reminder]:
    """A runner's reminders, those that rest included."""
    rows = await tx.execute(_SELECT.where(reminders.c.runner_id == runner_id).order_by(reminders.c.kind))
    return [_reminder(row) for row in rows]


async def due(tx: Transaction, now: datetime, limit: int) -> list[Reminder]:
    """Lock up to `limit` reminders whose moment has come, oldest first, leaving out those another worker holds."""
    waiting = _SELECT.where(reminders.c.next_at <= now).order_by(reminders.c.next_at).limit(limit)
    rows = await tx.execute(waiting.with_for_update(of=reminders, skip_locked=True))
    return [_reminder(row) for row in rows]


async def advance(tx: Transaction, moves: Iterable[tuple[int, datetime | None]]) -> None:
    """Set the next moments by id. Most of those due at once are due at once again, so this is few statements."""
    ordered = sorted(moves, key=lambda move: (move[1] is None, move[1], move[0]))
    for next_at, group in groupby(ordered, key=lambda move: move[1]):
        ids = [reminder_id for reminder_id, _ in group]
        await tx.execute(update(reminders).where(reminders.c.id.in_(ids)).values(next_at=next_at))


async def rest(tx: Transaction, runner_ids: Sequence[int]) -> None:
    """Nothing is due for these runners until their rules are replaced: they paused, or cannot be reached."""
    await tx.execute(update(reminders).where(reminders.c.runner_id.in_(runner_ids)).values(next_at=None))


async def next_moment(tx: Transaction) -> datetime | None:
    """When the next reminder of anybody is due."""
    found: datetime | None = (await tx.execute(select(func.min(reminders.c.next_at)))).scalar()
    return found


_SELECT = select(
    reminders.c.runner_id,
    reminders.c.kind,
    reminders.c.weekdays,
    reminders.c.local_time,
    reminders.c.zone,
    reminders.c.next_at,
    reminders.c.id,
    runners.c.seen_at,
).join_from(reminders, runners)


def _same(one: Reminder, other: Reminder | None) -> bool:
    return other is not None and (one.weekdays, one.local_time, one.zone) == (
        other.weekdays,
        other.local_time,
        other.zone,
    )


def _reminder(row: Row[int, str, int, str, str, datetime | None, int, datetime]) -> Reminder:
    runner_id, kind, weekdays, local_time, zone, next_at, reminder_id, seen_at = row
    return Reminder(runner_id, kind, weekdays, time.fromisoformat(local_time), zone, next_at, reminder_id, seen_at)
