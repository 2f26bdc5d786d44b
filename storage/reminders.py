"""Recurring reminders: one row for each runner and kind, with the moment it is due next. Rules are the scheduler's."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Integer, Row, Select, bindparam, case, delete, func, insert, select, update

from storage import addressees
from storage.addressees import Addressee, addressee
from storage.bulk import among, given, list_of
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
    seen_at: datetime | None = None  # when the runner was last heard of; only `due` fills it in


class Alike(NamedTuple):
    """Runners with the same rule, moment and terms of being reached: what is due for one of them is due for all."""

    rule: Reminder  # of no runner in particular
    to: Addressee
    runner_ids: list[int]


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
    mine = reminders.c.runner_id == runner_id
    rows = await tx.execute(select(reminders.c.runner_id, *_RULE).where(mine).order_by(reminders.c.kind))
    return [_reminder(*row) for row in rows]


async def due(tx: Transaction, now: datetime, limit: int, *, by_silence: str) -> list[Alike]:
    """Lock up to `limit` reminders whose moment has come, oldest first, leaving out those another worker holds.

    For those of the kind that goes `by_silence` it matters when the runner was last heard of.
    """
    when = {"now": now, "room": limit, "by_silence": by_silence}
    return [_alike(row) for row in await tx.execute(_due(tx.dialect.name), when)]


async def advance(tx: Transaction, kind: str, runner_ids: Collection[int], next_at: datetime | None) -> None:
    """These runners' reminders of a kind are due next at this moment."""
    theirs = among(tx, reminders.c.runner_id, runner_ids) & (reminders.c.kind == kind)
    await tx.execute(update(reminders).where(theirs).values(next_at=next_at))


async def rest(tx: Transaction, runner_ids: Sequence[int]) -> None:
    """Nothing is due for these runners until their rules are replaced: they paused, or cannot be reached."""
    await tx.execute(update(reminders).where(reminders.c.runner_id.in_(runner_ids)).values(next_at=None))


async def next_moment(tx: Transaction) -> datetime | None:
    """When the next reminder of anybody is due."""
    found: datetime | None = (await tx.execute(select(func.min(reminders.c.next_at)))).scalar()
    return found


async def overdue(tx: Transaction, now: datetime) -> int:
    """How many reminders' moment has come."""
    return (await tx.execute(select(func.count()).where(reminders.c.next_at <= now))).scalar() or 0


_RULE = reminders.c["kind", "weekdays", "local_time", "zone", "next_at"]


@cache
def _due(dialect: str) -> Select[*tuple[Any, ...]]:
    waiting = (
        select(reminders.c.runner_id, runners.c.seen_at, *_RULE, *addressees.COLUMNS)
        .join_from(reminders, runners)
        .where(reminders.c.next_at <= given("now", reminders.c.next_at))
        .order_by(reminders.c.next_at)
        .limit(bindparam("room", type_=Integer))
        .with_for_update(of=reminders, skip_locked=True)
        .subquery("waiting")
    )
    known = [column for column in waiting.c if column.key not in {"runner_id", "seen_at"}]
    alike = (case((waiting.c.kind == given("by_silence", reminders.c.kind), waiting.c.seen_at)), *known)
    return (
        select(list_of(dialect, waiting.c.runner_id), *alike)
        .group_by(*alike)
        .order_by(waiting.c.next_at, waiting.c.kind)
    )


def _same(one: Reminder, other: Reminder | None) -> bool:
    return other is not None and (one.weekdays, one.local_time, one.zone) == (
        other.weekdays,
        other.local_time,
        other.zone,
    )


def _reminder(
    runner_id: int,
    kind: str,
    weekdays: int,
    local_time: str,
    zone: str,
    next_at: datetime | None,
    seen_at: datetime | None = None,
) -> Reminder:
    return Reminder(runner_id, kind, weekdays, time.fromisoformat(local_time), zone, next_at, seen_at)


def _alike(row: Row[*tuple[Any, ...]]) -> Alike:
    runner_ids, seen_at, kind, weekdays, local_time, zone, next_at, *known = row
    return Alike(_reminder(0, kind, weekdays, local_time, zone, next_at, seen_at), addressee(*known), runner_ids)
