"""Broadcasts: one row each, from the first draft to the final count. Who got it is in `storage.recipients`."""

from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import RowMapping, insert, select, update

from storage.admin_tables import broadcasts
from storage.database import Transaction

KIND = "broadcast"  # of its messages in the outbox


class Topic(StrEnum):
    """What a broadcast is about; runners can leave each one on its own."""

    NEWS = "news"
    TIPS = "tips"
    SAFETY = "safety"


class Stage(StrEnum):
    """Where a broadcast is. A crash changes nothing about it: every stage goes on where its rows say."""

    DRAFT = "draft"
    REVIEW = "review"  # waits for a second admin
    SCHEDULED = "scheduled"  # confirmed; begins at its moment
    TESTING = "testing"  # the test cohort gets it
    WATCHING = "watching"  # the cohort has it: does it leave?
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"  # by itself, because something looked wrong
    CANCELLED = "cancelled"
    DONE = "done"
    RECALLING = "recalling"
    CORRECTING = "correcting"


MOVING = (Stage.SCHEDULED, Stage.TESTING, Stage.WATCHING, Stage.RUNNING)
ENDED = (Stage.CANCELLED, Stage.DONE)
_AT_WORK = (*MOVING, Stage.PAUSED, Stage.STOPPED, Stage.RECALLING, Stage.CORRECTING)


class Who(StrEnum):
    """Recipients by how they take part."""

    EVERYONE = "everyone"
    ACTIVE = "active"  # heard of within seven days
    SILENT = "silent"  # not heard of for fourteen days
    STALLED = "stalled"  # the knee does not get better


@dataclass(frozen=True, slots=True)
class Audience:
    """Everybody who meets all of it. `zone` is the first part of an IANA name, such as `Europe`."""

    who: Who = Who.EVERYONE
    phase: str | None = None
    language: str | None = None
    zone: str | None = None

    @property
    def asks_for_health(self) -> bool:
        """Whether standings, which are encrypted, have to be read."""
        return self.phase is not None or self.who is Who.STALLED


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of the message without keeping it: a text (else a medium), an album, links or a foreign origin."""

    text: bool = True
    album: str | None = None
    promotes: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Broadcast:
    """A broadcast. Moments are aware UTC; `local_time` is on every recipient's own wall."""

    id: int
    author: int
    written_at: datetime
    state: Stage
    topic: Topic = Topic.NEWS
    health: bool = False
    test: bool = True
    chat_id: int
    message_ids: tuple[int, ...] = ()
    shape: Shape = field(default_factory=Shape)
    audience: Audience = field(default_factory=Audience)
    send_at: datetime | None = None
    local_time: time | None = None
    expected: int = 0
    confirmed_at: datetime | None = None
    approved_by: int | None = None
    resumes_as: Stage | None = None
    started_at: datetime | None = None
    tested_at: datetime | None = None
    ended_at: datetime | None = None
    insisted: bool = False
    why: str | None = None
    cursor: int = 0
    fed: bool = False
    card_id: int | None = None
    edition: int = 0
    correction: dict[str, Any] | None = None
    tally: dict[str, int] | None = None

    @property
    def needs_second(self) -> bool:
        """Health content, and safety always, goes out only with a second admin's approval."""
        return self.health or self.topic is Topic.SAFETY


async def add(tx: Transaction, author: int, now: datetime) -> Broadcast:
    """A draft without a message."""
    draft = Broadcast(id=0, author=author, written_at=now, state=Stage.DRAFT, chat_id=author)
    values = _stored({each.name: getattr(draft, each.name) for each in fields(draft)})
    del values["id"]
    key = (await tx.execute(insert(broadcasts).values(values))).inserted_primary_key
    if key is None:
        raise LookupError("the database gave the draft no number")
    return replace(draft, id=key[0])


async def find(tx: Transaction, broadcast_id: int) -> Broadcast | None:
    """The broadcast with this number."""
    row = (await tx.execute(select(broadcasts).where(broadcasts.c.id == broadcast_id))).mappings().first()
    return _broadcast(row) if row else None


async def change(tx: Transaction, broadcast_id: int, **values: Any) -> None:
    """Set fields of a broadcast, by the names of `Broadcast`."""
    await tx.execute(update(broadcasts).where(broadcasts.c.id == broadcast_id).values(_stored(values)))


async def move(tx: Transaction, broadcast_id: int, sources: tuple[Stage, ...], state: Stage, **values: Any) -> bool:
    """Bring it to another stage; False, and nothing changes, when it is in none of `sources` (any more)."""
    mine = (broadcasts.c.id == broadcast_id) & broadcasts.c.state.in_(sources)
    return bool((await tx.execute(update(broadcasts).where(mine).values(state=state, **_stored(values)))).rowcount)


async def at_work(tx: Transaction) -> list[Broadcast]:
    """Everything that needs a hand now and then: not drafts, nothing that ended with its final count."""
    open_ = broadcasts.c.state.in_(_AT_WORK) | (broadcasts.c.state.in_(ENDED) & broadcasts.c.ended_at.is_(None))
    rows = await tx.execute(select(broadcasts).where(open_).order_by(broadcasts.c.id))
    return [_broadcast(row) for row in rows.mappings()]


async def recent(tx: Transaction, limit: int = 8) -> list[Broadcast]:
    """The newest ones that were at least confirmed once."""
    known = select(broadcasts).where(broadcasts.c.state != Stage.DRAFT)
    rows = await tx.execute(known.order_by(broadcasts.c.id.desc()).limit(limit))
    return [_broadcast(row) for row in rows.mappings()]


_NAMES = frozenset(each.name for each in fields(Broadcast))


def _stored(values: dict[str, Any]) -> dict[str, Any]:
    stored = {key: value for key, value in values.items() if key in _NAMES}
    stored |= {key: asdict(value) for key, value in stored.items() if isinstance(value, Audience | Shape)}
    if isinstance(stored.get("local_time"), time):
        stored["local_time"] = stored["local_time"].strftime("%H:%M")
    if "message_ids" in stored:
        stored["message_ids"] = list(stored["message_ids"])
    return stored


def _broadcast(row: RowMapping) -> Broadcast:
    values = dict(row)
    said = values["audience"]
    values["audience"] = Audience(Who(said["who"]), said["phase"], said["language"], said["zone"])
    values["shape"] = Shape(**values["shape"])
    values["local_time"] = time.fromisoformat(values["local_time"]) if values["local_time"] else None
    values["message_ids"] = tuple(values["message_ids"])
    values["state"], values["topic"] = Stage(values["state"]), Topic(values["topic"])
    values["resumes_as"] = Stage(values["resumes_as"]) if values["resumes_as"] else None
    return Broadcast(**values)
