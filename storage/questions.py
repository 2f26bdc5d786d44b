"""Questions the knowledge base could not answer, and what runners thought of the answers."""

from datetime import datetime

from sqlalchemy import insert

from storage.crypto import Keyring
from storage.database import Transaction
from storage.insert import put
from storage.tables import questions, votes


async def keep(
    tx: Transaction, keyring: Keyring, runner_id: int, text: str, now: datetime, *, kind: str, entry: str | None = None
) -> None:
    """Queue a question for the admins. `kind`: unanswered | unhelpful."""
    row = {
        "runner_id": runner_id,
        "asked_at": now,
        "kind": kind,
        "entry": entry,
        "body": keyring.lock(text),
        "wants_reply": False,
    }
    await tx.execute(insert(questions).values(row))


async def vote(tx: Transaction, runner_id: int, entry: str, now: datetime, *, helped: bool) -> None:
    """Remember whether an answer helped; a later vote replaces an earlier one."""
    row = {"runner_id": runner_id, "entry": entry, "helped": helped, "at": now}
    await tx.execute(put(tx.dialect.name, votes, row))
