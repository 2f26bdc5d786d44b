"""Conversations of runners with the team. Texts are encrypted; whose message belongs where is kept as numbers."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert, select

from storage.admin_tables import support, support_copies, support_lines
from storage.crypto import Keyring
from storage.database import Transaction


async def thread_of_runner(tx: Transaction, runner_id: int, now: datetime) -> int:
    """The runner's conversation, begun now if there is none."""
    mine = select(support.c.id).where(support.c.runner_id == runner_id, support.c.closed_at.is_(None))
    found = (await tx.execute(mine.order_by(support.c.id.desc()).limit(1))).scalar()
    if found is not None:
        return int(found)
    key = (await tx.execute(insert(support).values(runner_id=runner_id, opened_at=now))).inserted_primary_key
    if key is None:
        raise LookupError("the database gave the conversation no number")
    return int(key[0])


async def runner_of(tx: Transaction, thread_id: int) -> int | None:
    """Who is on the other side; None when everything of theirs was erased."""
    return (await tx.execute(select(support.c.runner_id).where(support.c.id == thread_id))).scalar()


async def add(
    tx: Transaction, keyring: Keyring, thread_id: int, text: str, now: datetime, admin_id: int | None = None
) -> None:
    """A line of the runner, or of an admin."""
    runner_id = await runner_of(tx, thread_id)
    row = {"thread_id": thread_id, "runner_id": runner_id, "at": now, "admin_id": admin_id, "body": keyring.lock(text)}
    await tx.execute(insert(support_lines).values(row))


async def lines(tx: Transaction, keyring: Keyring, thread_id: int, limit: int = 20) -> list[tuple[bool, str]]:
    """The newest lines in the order they were said: (by the team?, text)."""
    query = select(support_lines.c.admin_id, support_lines.c.body).where(support_lines.c.thread_id == thread_id)
    rows = (await tx.execute(query.order_by(support_lines.c.id.desc()).limit(limit))).all()
    return [(row.admin_id is not None, keyring.open(row.body)) for row in reversed(rows)]


async def keep_copies(tx: Transaction, thread_id: int, copies: Iterable[tuple[int, int]]) -> None:
    """(admin, message): a reply to that message belongs to this conversation."""
    rows = [{"admin_id": admin, "message_id": message, "thread_id": thread_id} for admin, message in copies]
    if rows:
        await tx.execute(insert(support_copies), rows)


async def thread_of_copy(tx: Transaction, admin_id: int, message_id: int) -> int | None:
    """The conversation that a message in an admin's chat belongs to."""
    mine = (support_copies.c.admin_id == admin_id) & (support_copies.c.message_id == message_id)
    return (await tx.execute(select(support_copies.c.thread_id).where(mine))).scalar()
