"""Recipients into the ledger, portion by portion: each portion and how far it goes are one transaction."""

from dataclasses import asdict
from datetime import datetime

from scheduler import verdicts
from scheduler.clock import QuietHours, next_allowed
from storage import audiences, broadcasts, recipients
from storage.audiences import Batch, Candidate
from storage.broadcasts import Broadcast
from storage.database import Database, Transaction
from storage.recipients import Tally

WINDOW = 4000  # lined up at once: two beats at a thousand a second, and little to hold when somebody pauses


async def cohort(database: Database, broadcast: Broadcast, now: datetime) -> None:
    """The test cohort: spread over all runners by their numbers; at once, whatever the local time says."""
    size = verdicts.cohort_size(broadcast.expected)
    async with database.transaction() as tx:
        if (await recipients.tally(tx, broadcast.id)).total:
            return  # it is lined up already
        chosen = await _spread(database, tx, broadcast, size, now)
        await recipients.put(tx, broadcast.id, [(candidate, now) for candidate in chosen])


async def everybody(database: Database, broadcast: Broadcast, now: datetime) -> bool:
    """The next portions, as long as few are waiting; True when all are in the ledger."""
    fed, cursor = broadcast.fed, broadcast.cursor
    while not fed:
        async with database.transaction() as tx:
            if broadcast.local_time is None and await recipients.waiting(tx, broadcast.id) >= WINDOW:
                return False
            batch = await _portion(database, tx, broadcast, cursor)
            start = broadcast.tested_at or broadcast.started_at or now
            due = [(each.id, verdicts.due_at(broadcast, each, start)) for each in batch.candidates]
            await recipients.put(tx, broadcast.id, due)
            fed, cursor = batch.last is None, batch.last or cursor
            await broadcasts.change(tx, broadcast.id, fed=fed, cursor=cursor)
    return True


def as_json(tally: Tally) -> dict[str, int]:
    """The final count, to be kept with the broadcast when the ledger's rows are long forgotten."""
    return asdict(tally)


def _awake(candidate: Candidate, now: datetime) -> bool:
    return next_allowed(now, candidate.zone, QuietHours(candidate.quiet_from, candidate.quiet_to)) == now


async def _portion(database: Database, tx: Transaction, broadcast: Broadcast, cursor: int) -> Batch:
    counted_at = broadcast.confirmed_at or broadcast.written_at
    return await audiences.after(tx, database.keyring, broadcast.topic, broadcast.audience, counted_at, cursor)


async def _spread(database: Database, tx: Transaction, broadcast: Broadcast, size: int, now: datetime) -> list[int]:
    """Some who are awake and spread out, filled up with any who are awake, then with any."""
    counted_at = broadcast.confirmed_at or broadcast.written_at
    chosen: dict[int, None] = {}
    sample = (97, broadcast.id)  # a prime: numbers in steps do no harm
    for of, only_awake in ((sample, True), (None, True), (None, False)):
        last: int | None = 0
        while last is not None and len(chosen) < size:
            batch = await audiences.after(
                tx, database.keyring, broadcast.topic, broadcast.audience, counted_at, last, sample=of
            )
            fit = [each.id for each in batch.candidates if not only_awake or _awake(each, now)]
            chosen = dict.fromkeys(list(dict.fromkeys([*chosen, *fit]))[:size])
            last = batch.last
    return list(chosen)
