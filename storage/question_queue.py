"""The admins' queue of questions without an answer, and the editors' notes that answer them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, func, insert, select, update

from storage.admin_tables import notes
from storage.crypto import Keyring
from storage.database import Transaction
from storage.tables import questions, votes

SET_ASIDE = 0  # as a note's number: nobody is going to answer it


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, without whoever asked it."""

    id: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """An editor's answer; in the knowledge base once a second admin has confirmed it."""

    id: int
    question: str
    phrasings: tuple[str, ...]
    answer: str
    written_by: int
    published_at: datetime | None


async def waiting(tx: Transaction, keyring: Keyring, limit: int = 500) -> list[Asked]:
    """Questions that nobody has taken on, oldest first."""
    open_ = questions.c.note_id.is_(None) & (questions.c.kind == "unanswered")
    query = select(questions.c.id, questions.c.body).where(open_).order_by(questions.c.id).limit(limit)
    return [Asked(row.id, keyring.open(row.body)) for row in await tx.execute(query)]


async def unhelpful(tx: Transaction, limit: int = 10) -> list[tuple[str, int]]:
    """Passages that did not help, with how many said so."""
    number = func.count().label("number")
    query = select(votes.c.entry, number).where(votes.c.helped.is_(False)).group_by(votes.c.entry)
    rows = await tx.execute(query.order_by(number.desc(), votes.c.entry).limit(limit))
    return [(str(row.entry), int(row.number)) for row in rows]


async def assign(tx: Transaction, ids: Sequence[int], note_id: int | None) -> int:
    """These questions belong to a note, or are free again; those that somebody else took meanwhile stay theirs."""
    free = questions.c.note_id.is_(None) if note_id is not None else questions.c.note_id.is_not(None)
    which = questions.c.id.in_(ids) & free
    return (await tx.execute(update(questions).where(which).values(note_id=note_id))).rowcount


async def release(tx: Transaction, note_id: int) -> None:
    """The note's questions are free again."""
    await tx.execute(update(questions).where(questions.c.note_id == note_id).values(note_id=None))


async def want_reply(tx: Transaction, runner_id: int) -> bool:
    """The runner would like to hear when their newest question is answered; False when there is none."""
    mine = select(func.max(questions.c.id)).where(questions.c.runner_id == runner_id, questions.c.note_id.is_(None))
    newest = (await tx.execute(mine)).scalar()
    if newest is None:
        return False
    await tx.execute(update(questions).where(questions.c.id == newest).values(wants_reply=True))
    return True


async def who_wants_reply(tx: Transaction, note_id: int) -> list[int]:
    """Those who asked and would like to hear."""
    mine = (questions.c.note_id == note_id) & questions.c.wants_reply
    return list((await tx.execute(select(questions.c.runner_id).where(mine).distinct())).scalars())


async def write(
    tx: Transaction, author: int, question: str, phrasings: Sequence[str], answer: str, now: datetime
) -> Note:
    """A note, not published yet."""
    values = {
        "question": question[:300], "phrasings": list(phrasings), "answer": answer,
        "written_by": author, "written_at": now,
    }  # fmt: skip
    key = (await tx.execute(insert(notes).values(values))).inserted_primary_key
    if key is None:
        raise LookupError("the database gave the note no number")
    return await _get(tx, key[0])


async def find(tx: Transaction, note_id: int) -> Note | None:
    """A note that was not withdrawn."""
    query = select(notes).where(notes.c.id == note_id, notes.c.withdrawn_at.is_(None))
    row = (await tx.execute(query)).mappings().first()
    return _note(row) if row else None


async def publish(tx: Transaction, note_id: int, admin_id: int, now: datetime) -> bool:
    """Into the knowledge base; False when that is done already."""
    new = (notes.c.id == note_id) & notes.c.published_at.is_(None) & notes.c.withdrawn_at.is_(None)
    values = {"confirmed_by": admin_id, "published_at": now}
    return bool((await tx.execute(update(notes).where(new).values(values))).rowcount)


async def withdraw(tx: Transaction, note_id: int, now: datetime) -> None:
    """Out of the knowledge base, or never into it."""
    await tx.execute(update(notes).where(notes.c.id == note_id).values(withdrawn_at=now))


async def published(tx: Transaction) -> list[Note]:
    """What the knowledge base holds of them."""
    known = notes.c.published_at.is_not(None) & notes.c.withdrawn_at.is_(None)
    rows = await tx.execute(select(notes).where(known).order_by(notes.c.id))
    return [_note(row) for row in rows.mappings()]


async def unconfirmed(tx: Transaction) -> list[Note]:
    """Notes that wait for a second admin."""
    open_ = notes.c.published_at.is_(None) & notes.c.withdrawn_at.is_(None)
    rows = await tx.execute(select(notes).where(open_).order_by(notes.c.id))
    return [_note(row) for row in rows.mappings()]


async def _get(tx: Transaction, note_id: int) -> Note:
    return _note((await tx.execute(select(notes).where(notes.c.id == note_id))).mappings().one())


def _note(row: RowMapping) -> Note:
    return Note(
        id=row["id"],
        question=row["question"],
        phrasings=tuple(row["phrasings"]),
        answer=row["answer"],
        written_by=row["written_by"],
        published_at=row["published_at"],
    )
