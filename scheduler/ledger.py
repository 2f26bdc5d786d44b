"""The database's side of delivery: take, write down. Each a short transaction of its own."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler import budget, reminders, settling
from scheduler.outcome import UNREACHABLE
from scheduler.reminders import Kind
from storage import claims, handfuls, outbox, runners
from storage import reminders as reminder_rows
from storage.addressees import Addressee
from storage.database import Database, Transaction
from storage.endings import settle
from storage.heard import Heard, heard
from storage.outbox import Message, Priority, Settlement, Slot

LEASE = timedelta(minutes=2)  # longer than a message can take; a crash delays what was in hand by as much
ONE_MOMENT = timedelta(seconds=5)  # until what is under way is known to have been sent or not
NOTHING = Heard()


@dataclass(frozen=True, slots=True)
class Taken:
    """What was claimed: messages to send now, and what was settled at once because it is not to be sent.

    `moved`: how many reminders' moments had come.
    """

    to_send: tuple[Message, ...] = ()
    settled: tuple[Settlement, ...] = ()
    moved: int = 0

    def __bool__(self) -> bool:
        return bool(self.to_send or self.settled or self.moved)


async def take(
    database: Database,
    now: datetime,
    limit: int,
    lease: timedelta = LEASE,
    priorities: Collection[Priority] = tuple(Priority),
    under_way: Iterable[Message] = (),
) -> Taken:
    """Claim up to `limit` messages of these priorities that are due, and judge each.

    By priority; and among reminders those that wait in the outbox come before those whose moment has just come. What is
    `under_way` counts as heard; what is too much only because of that looks again in a moment.
    """
    async with database.transaction() as tx:
        claimed, moved = await _claim(tx, now, now + lease, limit, priorities)
        taken = await _judge(tx, claimed, now, _of_others(claimed, under_way))
        await settle(tx, taken.settled, now)
        await handfuls.let_go(tx, handfuls_of(claimed) - handfuls_of(taken.to_send))
    return replace(taken, moved=moved)


def handfuls_of(messages: Iterable[Message]) -> set[int]:
    """The numbers of those they are in."""
    return {message.handful for message in messages if message.handful is not None}


async def write_down(
    database: Database, settlements: list[Settlement], now: datetime, emptied: Collection[int] = ()
) -> None:
    """Settle what was tried; whoever cannot be reached is not tried again until they are back.

    `emptied`: handfuls of which nothing is in hand after that.
    """
    gone = [settlement.message.runner_id for settlement in settlements if settlement.error in UNREACHABLE]
    async with database.transaction() as tx:
        await handfuls.let_go(tx, emptied)  # before the runners' rows are locked: who erases one does it in this order
        await settle(tx, settlements, now)
        for runner_id in gone:
            await runners.change(tx, runner_id, blocked_at=now)
        if gone:
            await reminder_rows.rest(tx, gone)


async def next_moment(database: Database) -> datetime | None:
    """When there will be something to do next."""
    async with database.reading() as tx:
        moments = [await each.next_moment(tx) for each in (reminder_rows, outbox, handfuls)]
    return min((moment for moment in moments if moment is not None), default=None)


async def _claim(
    tx: Transaction, now: datetime, lease_until: datetime, limit: int, priorities: Collection[Priority]
) -> tuple[list[Message], int]:
    """Messages, and how many reminders moved on."""
    claimed: list[Message] = []
    moved = 0
    waiting, reminded, left_behind = await claims.due(tx, now)
    if left_behind:
        await handfuls.reopen(tx, now)
        waiting.add(Priority.REMINDER)
    for priority in sorted(priorities):
        if priority in waiting and (left := limit - len(claimed)):
            claimed += await claims.claim(tx, now, lease_until, left, priority)
        if reminded and priority == Priority.REMINDER and (left := limit - len(claimed)):
            fresh, moved = await _line_up(tx, now, lease_until, left)
            claimed += fresh
    return claimed, moved


async def _line_up(tx: Transaction, now: datetime, lease_until: datetime, limit: int) -> tuple[list[Message], int]:
    """Up to `limit` reminders whose moment has come move on; the messages they become, and how many moved."""
    slots: defaultdict[Slot, dict[int, Addressee]] = defaultdict(dict)
    moves: defaultdict[tuple[str, datetime | None], list[int]] = defaultdict(list)
    for rule, to, runner_ids in await reminder_rows.due(tx, now, limit, by_silence=Kind.SILENCE):
        draft, next_at = reminders.step(rule, now)
        moves[rule.kind, next_at] += runner_ids
        if draft is not None:
            slots[Slot(draft.kind, draft.slot, draft.due_at)] |= dict.fromkeys(runner_ids, to)
    for (kind, next_at), runner_ids in moves.items():
        await reminder_rows.advance(tx, kind, runner_ids, next_at)
    return await claims.take_in_hand(tx, slots, lease_until), sum(map(len, moves.values()))


async def _judge(tx: Transaction, claimed: list[Message], now: datetime, about_to: Counter[int]) -> Taken:
    so_far = await _heard(tx, claimed, now)
    to_send: list[Message] = []
    settled: list[Settlement] = []
    for message in claimed:
        runner_id = message.runner_id
        more = about_to.get(runner_id, 0)
        unsent = _unsent(message, now, so_far.get(runner_id, NOTHING), more)
        if unsent is not None:
            settled.append(unsent)
        else:
            to_send.append(message)
            if message.priority is Priority.REMINDER:
                about_to[runner_id] = more + 1
    return Taken(tuple(to_send), tuple(settled))


def _unsent(message: Message, now: datetime, so_far: Heard, about_to: int) -> Settlement | None:
    """What becomes of a message that does not go out now; None for one that does."""
    verdict = budget.judge(message, now, so_far.and_more(about_to) if about_to else so_far)
    if isinstance(verdict, budget.Send):
        return settling.unknown(message)
    if about_to and isinstance(budget.judge(message, now, so_far), budget.Send):
        # What is about to go may have nothing to say in the end, such as a run's reminder on a day without a run.
        return settling.put_back(message, now + ONE_MOMENT, "after others")
    return settling.unsent(message, verdict)


def _of_others(claimed: list[Message], under_way: Iterable[Message]) -> Counter[int]:
    """How many reminders of each runner are under way, besides those that were claimed again."""
    again = {message.key for message in claimed if message.resumed}
    return Counter(message.runner_id for message in _reminded(under_way) if message.key not in again)


def _reminded(messages: Iterable[Message]) -> Iterator[Message]:
    """Those that count."""
    return (message for message in messages if message.priority is Priority.REMINDER)


async def _heard(tx: Transaction, claimed: list[Message], now: datetime) -> dict[int, Heard]:
    """What is due together is mostly due where the day began together: few queries."""
    by_zone: defaultdict[str, set[int]] = defaultdict(set)
    for message in _reminded(claimed):
        by_zone[message.to.zone or "UTC"].add(message.runner_id)
    by_midnight: defaultdict[datetime, set[int]] = defaultdict(set)
    for zone, runner_ids in by_zone.items():
        by_midnight[budget.midnight(now, zone)] |= runner_ids
    found: dict[int, Heard] = {}
    for midnight, runner_ids in by_midnight.items():
        found |= await heard(tx, runner_ids, midnight=midnight, since=now - budget.WEEK)
    return found
