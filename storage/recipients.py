"""The ledger of a broadcast: one row in the outbox for every recipient, counted, held, let go and taken back here.

What the outbox calls `void` is told apart: blocked, gone (no such account any more), else left out (silenced or
unsubscribed since).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, or_, select, update

from storage import outbox as messages
from storage.broadcasts import KIND
from storage.database import Transaction
from storage.outbox import Draft, Priority, State
from storage.tables import outbox, runners

RECALLED = "recalled"  # a state of its own: it was sent, and is gone again
_KEPT = -1  # an edition that says: deleting it failed for good
_BLOCKED = ("blocked", "unreachable")  # "unreachable": known to have blocked the bot, so not even tried
_GONE = ("deactivated", "chat_not_found")


@dataclass(frozen=True, slots=True)
class Tally:
    """How many recipients are in which state: each is counted once."""

    pending: int = 0
    sending: int = 0
    sent: int = 0
    blocked: int = 0
    gone: int = 0
    failed: int = 0
    uncertain: int = 0
    recalled: int = 0
    left_out: int = 0

    @property
    def total(self) -> int:
        """Everybody in the ledger."""
        return sum(asdict(self).values())

    @property
    def waiting(self) -> int:
        """Those without an end yet."""
        return self.pending + self.sending

    @property
    def settled(self) -> int:
        """Those with one."""
        return self.total - self.waiting


async def put(tx: Transaction, broadcast_id: int, due: Sequence[tuple[int, datetime]]) -> None:
    """Enter recipients (runner, moment); whoever is in the ledger already stays as they are."""
    drafts = (
        Draft(runner_id=runner_id, kind=KIND, slot=str(broadcast_id), due_at=due_at, priority=Priority.BROADCAST)
        for runner_id, due_at in due
    )
    await messages.put(tx, *drafts)


async def tally(tx: Transaction, broadcast_id: int) -> Tally:
    """Count the ledger."""
    by_state = select(outbox.c.state, func.count()).where(_of(broadcast_id)).group_by(outbox.c.state)
    found = {str(state): int(number) for state, number in (await tx.execute(by_state)).all()}
    void = found.get(State.VOID, 0)
    why = await _why_void(tx, broadcast_id) if void else {}
    blocked, gone = (sum(why.get(error, 0) for error in errors) for errors in (_BLOCKED, _GONE))
    return Tally(
        pending=found.get(State.PENDING, 0),
        sending=found.get(State.SENDING, 0),
        sent=found.get(State.SENT, 0),
        blocked=blocked,
        gone=gone,
        failed=found.get(State.FAILED, 0),
        uncertain=found.get(State.UNSURE, 0),
        recalled=found.get(RECALLED, 0),
        left_out=void - blocked - gone + found.get(State.FOLDED, 0),
    )


async def _why_void(tx: Transaction, broadcast_id: int) -> dict[str | None, int]:
    void = _of(broadcast_id) & (outbox.c.state == State.VOID)
    rows = await tx.execute(select(outbox.c.error, func.count()).where(void).group_by(outbox.c.error))
    return {error: int(number) for error, number in rows.all()}


async def waiting(tx: Transaction, broadcast_id: int) -> int:
    """How many are lined up."""
    lined_up = _of(broadcast_id) & (outbox.c.state == State.PENDING)
    return int((await tx.execute(select(func.count()).where(lined_up))).scalar_one())


async def left_since(tx: Transaction, broadcast_id: int) -> int:
    """How many of those who got it blocked the bot afterwards."""
    gone = _of(broadcast_id) & (outbox.c.state == State.SENT) & (runners.c.blocked_at >= outbox.c.settled_at)
    return int((await tx.execute(select(func.count()).select_from(outbox.join(runners)).where(gone))).scalar_one())


async def hold(tx: Transaction, broadcast_id: int, limit: int = 5000) -> int:
    """Let up to `limit` of those who wait sleep; returns how many."""
    awake = _of(broadcast_id) & (outbox.c.state == State.PENDING) & outbox.c.wake_at.is_not(None)
    return await _set(tx, awake, limit, wake_at=None)


async def let_go(tx: Transaction, broadcast_id: int, limit: int = 5000) -> int:
    """Wake up to `limit` of those who sleep; returns how many."""
    asleep = _of(broadcast_id) & (outbox.c.state == State.PENDING) & outbox.c.wake_at.is_(None)
    return await _set(tx, asleep, limit, wake_at=outbox.c.due_at)


async def give_up(tx: Transaction, broadcast_id: int, now: datetime, limit: int = 5000) -> int:
    """Nobody of up to `limit` who wait gets it any more; returns how many."""
    lined_up = _of(broadcast_id) & (outbox.c.state == State.PENDING)
    return await _set(tx, lined_up, limit, state=State.VOID, wake_at=None, error="cancelled", settled_at=now)


async def to_recall(tx: Transaction, broadcast_id: int, since: datetime, limit: int) -> list[tuple[int, int, int]]:
    """(row, runner, message) of some who got it after `since` and still have it."""
    tried = outbox.c.edition == _KEPT
    return await _sent(tx, _of(broadcast_id) & (outbox.c.settled_at > since) & tried.is_not(True), limit)


async def to_correct(tx: Transaction, broadcast_id: int, edition: int, limit: int) -> list[tuple[int, int, int]]:
    """(row, runner, message) of some who have an older wording than `edition`."""
    older = or_(outbox.c.edition.is_(None), outbox.c.edition < edition)
    return await _sent(tx, _of(broadcast_id) & older, limit)


async def recalled(tx: Transaction, rows: Sequence[int]) -> None:
    """These messages are gone from their chats."""
    await tx.execute(update(outbox).where(outbox.c.id.in_(rows)).values(state=RECALLED))


async def cannot_recall(tx: Transaction, rows: Sequence[int]) -> None:
    """These messages stay where they are, whatever we try."""
    await tx.execute(update(outbox).where(outbox.c.id.in_(rows)).values(edition=_KEPT))


async def corrected(tx: Transaction, rows: Sequence[int], edition: int) -> None:
    """These messages have the wording of `edition`, or never will."""
    await tx.execute(update(outbox).where(outbox.c.id.in_(rows)).values(edition=edition))


async def keep_album(tx: Transaction, broadcast_id: int, runner_id: int, message_ids: Sequence[int]) -> None:
    """An album is several messages: remember them all, for a recall."""
    mine = _of(broadcast_id) & (outbox.c.runner_id == runner_id)
    await tx.execute(update(outbox).where(mine).values(about={"ids": list(message_ids)}))


async def album(tx: Transaction, row: int) -> list[int]:
    """The messages of an album; none for a single message."""
    about = (await tx.execute(select(outbox.c.about).where(outbox.c.id == row))).scalar_one()
    return list(about.get("ids", ()))


def _of(broadcast_id: int) -> ColumnElement[bool]:
    # The kind is spelled out, so that both databases see that the ledger's partial index fits.
    return (outbox.c.kind == literal_column(f"'{KIND}'")) & (outbox.c.slot == str(broadcast_id))


async def _set(tx: Transaction, which: ColumnElement[bool], limit: int, **values: Any) -> int:
    some = select(outbox.c.id).where(which).limit(limit)
    return (await tx.execute(update(outbox).where(outbox.c.id.in_(some)).values(values))).rowcount


async def _sent(tx: Transaction, which: ColumnElement[bool], limit: int) -> list[tuple[int, int, int]]:
    got = which & (outbox.c.state == State.SENT) & outbox.c.message_id.is_not(None)
    rows = await tx.execute(select(outbox.c.id, outbox.c.runner_id, outbox.c.message_id).where(got).limit(limit))
    return [(row, runner_id, message_id) for row, runner_id, message_id in rows]
