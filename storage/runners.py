"""Runners, their settings and their consents. No health data here."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update

from storage import handfuls
from storage.database import Transaction
from storage.insert import insert_new
from storage.tables import consents, reminders, runners


@dataclass(frozen=True, slots=True)
class Runner:
    """A person who talks to the bot in private. `id` is Telegram's user id and the chat's id at once."""

    id: int
    created_at: datetime
    seen_at: datetime
    protocol: str
    language: str
    zone: str | None
    remind_at: time | None
    quiet_from: time
    quiet_to: time
    discreet: bool
    muted: bool
    reads_only: bool
    blocked_at: datetime | None
    erase_on: date | None
    consent: str | None  # the version in force


async def find(tx: Transaction, runner_id: int) -> Runner | None:
    """The runner, or None for a stranger."""
    row = (await tx.execute(_WITH_CONSENT.where(runners.c.id == runner_id))).mappings().first()
    return _runner(row) if row else None


async def get(tx: Transaction, runner_id: int) -> Runner:
    """A runner who is known to exist."""
    return _runner((await tx.execute(_WITH_CONSENT.where(runners.c.id == runner_id))).mappings().one())


async def add(tx: Transaction, runner_id: int, *, language: str, protocol: str, now: datetime) -> Runner:
    """A new runner with the product's defaults: quiet from 22:00 to 08:00."""
    values = {
        "id": runner_id,
        "created_at": now,
        "seen_at": now,
        "protocol": protocol,
        "language": language,
        "quiet_from": "22:00",
        "quiet_to": "08:00",
        "discreet": False,
        "muted": False,
        "reads_only": False,
    }
    await tx.execute(insert_new(tx.dialect.name, runners).values(values))  # another update of theirs may be as quick
    return await get(tx, runner_id)


async def change(tx: Transaction, runner_id: int, **values: Any) -> None:
    """Set columns of a runner; times are given as `datetime.time`."""
    stored = {key: _stored(value) for key, value in values.items()}
    await tx.execute(update(runners).where(runners.c.id == runner_id).values(stored))


async def consent(tx: Transaction, runner_id: int, version: str, now: datetime) -> None:
    """Record that the runner agrees to a version of the consent text; an earlier one ends."""
    await revoke(tx, runner_id, now)
    await tx.execute(insert(consents).values(runner_id=runner_id, version=version, given_at=now))


async def revoke(tx: Transaction, runner_id: int, now: datetime) -> None:
    """End the consent in force, if any; the record that it was given stays."""
    in_force = (consents.c.runner_id == runner_id) & consents.c.revoked_at.is_(None)
    await tx.execute(update(consents).where(in_force).values(revoked_at=now))


async def erase(tx: Transaction, runner_id: int) -> None:
    """Delete the runner; every other table follows by foreign key, but for the handfuls.

    In the order in which a worker locks the rows that it takes, so that neither waits for the other.
    """
    await tx.execute(delete(reminders).where(reminders.c.runner_id == runner_id))
    await handfuls.forget(tx, runner_id)
    await tx.execute(delete(runners).where(runners.c.id == runner_id))


async def to_erase(tx: Transaction, today: date) -> list[int]:
    """Ids of runners whose day of erasure has come."""
    due = select(runners.c.id).where(runners.c.erase_on <= today)
    return list((await tx.execute(due)).scalars())


_WITH_CONSENT = select(runners, consents.c.version.label("consent")).select_from(
    runners.outerjoin(consents, (consents.c.runner_id == runners.c.id) & consents.c.revoked_at.is_(None))
)


def _runner(row: RowMapping) -> Runner:
    values = dict(row)
    for name in ("remind_at", "quiet_from", "quiet_to"):
        values[name] = time.fromisoformat(values[name]) if values[name] else None
    return Runner(**values)


def _stored(value: Any) -> Any:
    return value.strftime("%H:%M") if isinstance(value, time) else value
