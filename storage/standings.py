"""Where runners stand: a cache of what their diaries say, encrypted like the diaries themselves."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage.admin_tables import standings
from storage.crypto import Keyring
from storage.database import Transaction
from storage.insert import put as put_row
from storage.tables import consents, runners


@dataclass(frozen=True, slots=True)
class Due:
    """A runner whose standing has to be worked out anew."""

    runner_id: int
    protocol: str
    zone: str


async def due(tx: Transaction, before: datetime, cursor: int, limit: int) -> tuple[list[Due], int]:
    """Of the next consenting runners behind `cursor` those with something new, and the next cursor (0: all round)."""
    query = (
        select(runners.c.id, runners.c.protocol, runners.c.zone, runners.c.seen_at, standings.c.computed_at)
        .select_from(runners.join(consents).outerjoin(standings, standings.c.runner_id == runners.c.id))
        .where(consents.c.revoked_at.is_(None), runners.c.id > cursor)
        .order_by(runners.c.id)
        .limit(limit)
    )
    rows = (await tx.execute(query)).all()
    stale = [row for row in rows if row.computed_at is None or row.computed_at < max(before, row.seen_at)]
    return [Due(row.id, row.protocol, row.zone or "UTC") for row in stale], rows[-1].id if len(rows) == limit else 0


async def put(tx: Transaction, runner_id: int, body: bytes, now: datetime) -> None:
    """Write or replace one."""
    row = {"runner_id": runner_id, "computed_at": now, "body": body}
    await tx.execute(put_row(tx.dialect.name, standings, row))


async def everybody(tx: Transaction, keyring: Keyring, limit: int = 500) -> AsyncIterator[dict[str, Any]]:
    """The standings of all who consent now, one after the other, without a hint whose they are."""
    cursor = 0
    while True:
        query = (
            select(standings.c.runner_id, standings.c.body)
            .join_from(standings, consents, consents.c.runner_id == standings.c.runner_id)
            .where(consents.c.revoked_at.is_(None), standings.c.runner_id > cursor)
        )
        rows = (await tx.execute(query.order_by(standings.c.runner_id).limit(limit))).all()
        for row in rows:
            yield json.loads(keyring.open(row.body))
        if len(rows) < limit:
            return
        cursor = rows[-1].runner_id
