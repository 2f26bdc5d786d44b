"""What admins did: written in the transaction of the act itself, never changed, never erased with a runner."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from storage.database import Transaction
from storage.tables import audit


@dataclass(frozen=True, slots=True)
class Act:
    """One line. `about` holds numbers and names of choices, never what a runner wrote."""

    admin_id: int
    at: datetime
    act: str
    about: Mapping[str, Any]


async def write(tx: Transaction, act: Act) -> None:
    """Add a line."""
    row = {"admin_id": act.admin_id, "at": act.at, "act": act.act, "about": dict(act.about)}
    await tx.execute(insert(audit).values(row))


async def newest(tx: Transaction, limit: int = 20) -> list[Act]:
    """The last lines, newest first."""
    columns = (audit.c.admin_id, audit.c.at, audit.c.act, audit.c.about)
    rows = await tx.execute(select(*columns).order_by(audit.c.id.desc()).limit(limit))
    return [Act(*row) for row in rows]
