"""The database's side of delivery: line up, take, write down. Each a short transaction of its own."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from scheduler import budget, reminders, settling
from scheduler.outcome import UNREACHABLE
from scheduler.reminders import Kind
from storage import outbox, runners
from storage import reminders as reminder_rows
from storage.database import Database, Transaction
from storage.heard import Heard, heard
from storage.outbox import Draft, Message, Priority, Settlement

LEASE = timedelta(minutes=2)  # longer than a message can take; a crash delays what was in hand by as much
BATCH = 1000  # reminders lined up in one transaction: short enough for everybody else to get a word in
NOTHING = Heard()


@dataclass(frozen=True, slots=True)
class Taken:
    """What was claimed: messages to send now, and what was settled at once because it is not to be sent."""

    to_send: tuple[Message, ...] = ()
    settled: tuple[Settlement, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.to_send or self.settled)


async def line_up(database: Database, now: datetime) -> int:
    """Turn up to `BATCH` reminders whose moment has come into messages, and say how many these were."""
    drafts: list[Draft] = []
    moves: defaultdict[datetime | None, list[int]] = defaultdict(list)
    async with database.transaction() as tx:
        due = await reminder_rows.due(tx, now, BATCH, one_by_one=Kind.SILENCE)
        for alike in due:
            draft, next_at = reminders.step(alike.one, now)
            moves[next_at] += alike.ids
            if draft is not None and alike.one.kind == Kind.SILENCE:
                drafts.append(draft)
            elif draft is not None:
                await outbox.line_up(tx, alike.ids, draft.slot, draft.due_at)
        await outbox.put(tx, *drafts)
        for next_at, ids in moves.items():
            await reminder_rows.advance(tx, ids, next_at)
    return sum(map(len, moves.values()))


async def take(
    database: Database,
    now: datetime,
    limit: int,
    lease: timedelta = LEASE,
    priorities: Iterable[Priority] = Priority,
) -> Taken:
    """Claim up to `limit` due messages of these priorities and judge each."""
    async with database.transaction() as tx:
        claimed = await outbox.claim(tx, now, now + lease, limit, priorities)
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
    so_far = await _heard(tx, claimed, now)
    about_to: Counter[int] = Counter()
    to_send: list[Message] = []
    settled: list[Settlement] = []
    for message in claimed:
        mine = so_far.get(message.runner_id, NOTHING)
        if more := about_to[message.runner_id]:
            mine = mine.and_more(more)
        verdict = budget.judge(message, now, mine)
        given_up = settling.unknown(message)
        if not isinstance(verdict, budget.Send):
            settled.append(settling.unsent(message, verdict))
        elif given_up is not None:
            settled.append(given_up)
        else:
            to_send.append(message)
            if message.priority == Priority.REMINDER:
                about_to[message.runner_id] += 1
    return Taken(tuple(to_send), tuple(settled))


async def _heard(tx: Transaction, claimed: list[Message], now: datetime) -> dict[int, Heard]:
    """What is due together is mostly due where the day began together: few queries."""
    by_midnight: defaultdict[datetime, set[int]] = defaultdict(set)
    for message in claimed:
        if message.priority == Priority.REMINDER:
            by_midnight[budget.midnight(now, message.zone or "UTC")].add(message.runner_id)
    found: dict[int, Heard] = {}
    for midnight, runner_ids in by_midnight.items():
        found |= await heard(tx, runner_ids, midnight=midnight, since=now - budget.WEEK)
    return found
