"""Who would get a broadcast: reachable, not silenced, subscribed to the topic, and as the audience says.

Walked in batches by runner, so that a million of them need no more memory than five hundred.
"""

import json
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from storage.admin_tables import standings, subscriptions
from storage.broadcasts import Audience, Topic, Who
from storage.bulk import among
from storage.crypto import Keyring
from storage.database import Transaction
from storage.insert import put
from storage.tables import consents, runners

ACTIVE, SILENT = timedelta(days=7), timedelta(days=14)  # P
FEWEST = 5  # P: a smaller group could tell who is in it; where health is asked for it is neither shown nor written to
BATCH = 500
_NEVER = date.max


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who would get it; `zone` is IANA, UTC until it is known."""

    id: int
    zone: str
    quiet_from: time
    quiet_to: time


@dataclass(frozen=True, slots=True)
class Batch:
    """Candidates in the order of their numbers, and the last number looked at; None: that was all."""

    candidates: tuple[Candidate, ...]
    last: int | None


async def count(tx: Transaction, keyring: Keyring, topic: Topic, audience: Audience, now: datetime) -> int:
    """How many would get it."""
    if not audience.asks_for_health:
        found = await tx.execute(select(func.count()).select_from(runners).where(_wanted(topic, audience, now)))
        return int(found.scalar_one())
    return sum([len(batch.candidates) async for batch in walk(tx, keyring, topic, audience, now)])


async def walk(
    tx: Transaction, keyring: Keyring, topic: Topic, audience: Audience, now: datetime
) -> AsyncIterator[Batch]:
    """All of them, batch after batch."""
    last: int | None = 0
    while last is not None:
        batch = await after(tx, keyring, topic, audience, now, last)
        yield batch
        last = batch.last


async def after(
    tx: Transaction,
    keyring: Keyring,
    topic: Topic,
    audience: Audience,
    now: datetime,
    cursor: int,
    *,
    limit: int = BATCH,
    sample: tuple[int, int] | None = None,
) -> Batch:
    """The next ones behind `cursor`; with `sample` (one of, which) only those whose number leaves that remainder."""
    wanted = and_(_wanted(topic, audience, now), runners.c.id > cursor)
    if sample is not None:
        wanted = and_(wanted, runners.c.id % sample[0] == sample[1] % sample[0])
    columns = (runners.c.id, runners.c.zone, runners.c.quiet_from, runners.c.quiet_to, standings.c.body)
    query = select(*columns).select_from(_JOINED).where(wanted).order_by(runners.c.id).limit(limit)
    rows = (await tx.execute(query)).all()
    found = tuple(_candidate(row) for row in rows if _stands(row.body, keyring, audience))
    return Batch(found, rows[-1].id if len(rows) == limit else None)


async def everybody(tx: Transaction, topic: Topic, now: datetime) -> AsyncIterator[Any]:
    """Whoever can be reached and follows the topic, one after the other: (id, seen_at, language, zone, body)."""
    columns = (runners.c.id, runners.c.seen_at, runners.c.language, runners.c.zone, standings.c.body)
    query = select(*columns).select_from(_JOINED).where(_wanted(topic, Audience(), now)).order_by(runners.c.id)
    last: int | None = 0
    while last is not None:
        rows = (await tx.execute(query.where(runners.c.id > last).limit(BATCH))).all()
        for row in rows:
            yield row
        last = rows[-1].id if len(rows) == BATCH else None


async def subscribe(tx: Transaction, runner_id: int, topic: Topic, now: datetime, *, wanted: bool) -> None:
    """What a runner says about a topic."""
    row = {"runner_id": runner_id, "topic": topic, "wanted": wanted, "at": now}
    await tx.execute(put(tx.dialect.name, subscriptions, row))


async def wants(tx: Transaction, runner_id: int, topic: str) -> bool:
    """Whether a runner still wants to hear about a topic."""
    mine = (subscriptions.c.runner_id == runner_id) & (subscriptions.c.topic == topic)
    said = (await tx.execute(select(subscriptions.c.wanted).where(mine))).scalar()
    return said is not False


async def left(tx: Transaction, runner_ids: Collection[int], topic: str) -> set[int]:
    """Those of these runners who do not want to hear about a topic any more."""
    gone = among(tx, subscriptions.c.runner_id, runner_ids) & (subscriptions.c.topic == topic)
    query = select(subscriptions.c.runner_id).where(gone, subscriptions.c.wanted == false())
    return set((await tx.execute(query)).scalars())


# Where somebody stands is looked at only while they consent.
_CONSENTS = select(consents.c.id).where(consents.c.runner_id == standings.c.runner_id, consents.c.revoked_at.is_(None))
_JOINED = runners.outerjoin(standings, (standings.c.runner_id == runners.c.id) & _CONSENTS.exists())


def _wanted(topic: Topic, audience: Audience, now: datetime) -> ColumnElement[bool]:
    left = select(subscriptions.c.runner_id).where(
        subscriptions.c.runner_id == runners.c.id, subscriptions.c.topic == topic, subscriptions.c.wanted == false()
    )
    said = [
        runners.c.created_at <= now,  # who comes later was not counted and gets nothing
        runners.c.blocked_at.is_(None),
        runners.c.muted == false(),
        func.coalesce(runners.c.erase_on, _NEVER) == _NEVER,  # said like this, or SQLite walks that index, not the key
        ~left.exists(),
    ]
    if audience.language:
        said.append(runners.c.language == audience.language)
    if audience.zone:
        said.append(or_(runners.c.zone == audience.zone, runners.c.zone.startswith(f"{audience.zone}/")))
    if audience.who is Who.ACTIVE:
        said.append(runners.c.seen_at >= now - ACTIVE)
    if audience.who is Who.SILENT:
        said.append(runners.c.seen_at < now - SILENT)
    return and_(*said)


def _stands(body: bytes | None, keyring: Keyring, audience: Audience) -> bool:
    if not audience.asks_for_health:
        return True
    standing = json.loads(keyring.open(body)) if body else {}
    fits = audience.phase is None or standing.get("phase") == audience.phase
    return fits and (audience.who is not Who.STALLED or "stalled" in standing.get("overlays", ()))


def _candidate(row: Any) -> Candidate:
    quiet_from, quiet_to = time.fromisoformat(row.quiet_from), time.fromisoformat(row.quiet_to)
    return Candidate(row.id, row.zone or "UTC", quiet_from, quiet_to)
