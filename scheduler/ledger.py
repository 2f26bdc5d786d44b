"""The database's side of delivery: line up, take, write down. Each a short transaction of its own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler import budget, reminders, settling
from scheduler.outcome import UNREACHABLE
from storage import outbox, runners
from storage import reminders as reminder_rows
from storage.database import Database, Transaction
from storage.outbox import Message, Priority, Settlement

LEASE = timedelta(minutes=2)  # longer than a message can take; a crash delays what was in hand by as much
BATCH = 500  # reminders lined up in one transaction: short enough for everybody else to get a word in


@dataclass(frozen=True, slots=True)
class Taken:
    """What was claimed: messages to send now, and what was settled at once because it is not to be sent."""

    to_send: tuple[Message, ...] = ()
    settled: tuple[Settlement, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.to_send or self.settled)


async def line_up(database: Database, now: datetime) -> bool:
    """Turn reminders whose moment has come into messages; True when there may be more of them."""
    async with database.transaction() as tx:
        due = await reminder_rows.due(tx, now, BATCH)
        steps = [(reminder.id, *reminders.step(reminder, now)) for reminder in due]
        await outbox.put(tx, *(draft for _, draft, _ in steps if draft is not None))
        await reminder_rows.advance(tx, [(reminder_id, next_at) for reminder_id, _, next_at in steps])
    return len(due) == BATCH


async def take(database: Database, now: datetime, limit: int, lease: timedelta = LEASE) -> Taken:
    """Claim up to `limit` due messages and judge each."""
    async with database.transaction() as tx:
        claimed = await outbox.claim(tx, now, now + lease, limit)
        taken = await _judge(tx, claimed, now)
        await outbox.settle(tx, taken.settled, now)
    return taken


async def write_down(database: Database, settlements: list[Settlement], now: datetime) -> None:
    """Settle what was tried; whoever cannot be reached is not tried again until they are back."""
    gone = [settlement.message.runner_id for settlement in settlements if settlement.error in UNREACHABLE]
    async with database.transaction() as tx:
        await outbox.settle(tx, settlements, now)
        for runner_id in gone:
            await runners.change(tx, runner_id, blocked_at=now)
        if gone:
            await reminder_rows.rest(tx, gone)


async def next_moment(database: Database) -> datetime | None:
    """When there will be something to do next."""
    async with database.reading() as tx:
        moments = (await reminder_rows.next_moment(tx), await outbox.next_moment(tx))
    return min((moment for moment in moments if moment is not None), default=None)


async def _judge(tx: Transaction, claimed: list[Message], now: datetime) -> Taken:
    sent = await outbox.sent_since(tx, {message.runner_id for message in claimed}, now - budget.WEEK)
    to_send: list[Message] = []
    settled: list[Settlement] = []
    for message in claimed:
        mine = sent.setdefault(message.runner_id, [])
        verdict = budget.judge(message, now, mine)
        given_up = settling.unknown(message)
        if not isinstance(verdict, budget.Send):
            settled.append(settling.unsent(message, verdict))
        elif given_up is not None:
            settled.append(given_up)
        else:
            to_send.append(message)
            if message.priority == Priority.REMINDER:
                mine.append(now)
    return Taken(tuple(to_send), tuple(settled))
