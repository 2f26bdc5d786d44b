"""Broadcasts: does memory stay flat however many there are, and how long does it take to count and to line up?

python -m benchmarks.broadcast           # 10,000, 50,000 and 200,000 recipients
python -m benchmarks.broadcast --quick   # 10,000 and 50,000 only

The rate that is kept, and the answers meanwhile: `python -m benchmarks.storm`.
"""

import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from scheduler.broadcast import Broadcasts
from scheduler.delivery import Delivery
from scheduler.outcome import Outcome, OutcomeKind
from storage import audiences, broadcasts, recipients
from storage.admin_tables import standings
from storage.broadcasts import Audience, Broadcast, Stage, Topic
from storage.crypto import Keyring
from storage.database import Database
from storage.facets import facets
from storage.outbox import Message
from storage.recipients import Tally
from storage.schema import migrate
from storage.tables import consents, runners

SIZES = (10_000, 50_000, 200_000)
ADMIN = 1


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


async def fill(database: Database, count: int) -> None:
    """So many runners who never sleep, and a broadcast to all of them."""
    await migrate(database)
    flags = dict.fromkeys(("discreet", "muted", "reads_only"), False)
    base = {"created_at": now(), "seen_at": now(), "protocol": "itbs", "language": "en"}
    base |= {"quiet_from": "00:00", "quiet_to": "00:00", **flags}
    for start in range(ADMIN, count + 1, 2_000):
        async with database.transaction() as tx:
            ids = range(start, min(start + 2_000, count + 1))
            await tx.execute(insert(runners), [{"id": number, **base} for number in ids])


async def stand(database: Database, count: int) -> None:
    """All of them consent, and stand somewhere in the programme."""
    standing = json.dumps({"reached": ["planned", "week_2"], "phase": "build", "overlays": [], "adherence": 0.8})
    for start in range(ADMIN, count + 1, 2_000):
        ids = range(start, min(start + 2_000, count + 1))
        agree = [{"runner_id": number, "version": "1", "given_at": now()} for number in ids]
        bodies = [
            {"runner_id": number, "computed_at": now(), "body": database.keyring.lock(standing)} for number in ids
        ]
        async with database.transaction() as tx:
            await tx.execute(insert(consents), agree)
            await tx.execute(insert(standings), bodies)


async def confirm(database: Database, message_id: int, count: int) -> None:
    """It is confirmed, and goes to everybody at once."""
    async with database.transaction() as tx:
        draft = await broadcasts.add(tx, ADMIN, now())
        values = {"message_ids": (message_id,), "expected": count, "confirmed_at": now(), "test": False}
        await broadcasts.move(tx, draft.id, (Stage.DRAFT,), Stage.SCHEDULED, **values)


class NoHands:
    """Nobody looks."""

    async def report(self, broadcast: Broadcast, tally: Tally, rate: float) -> None:
        """No card."""

    async def delete(self, _chat_id: int, _message_ids: list[int]) -> Outcome:
        """Nothing to delete."""
        return Outcome(OutcomeKind.SENT)

    async def correct(self, _broadcast: Broadcast, _chat_id: int, _message_id: int) -> Outcome:
        """Nothing to correct."""
        return Outcome(OutcomeKind.SENT)


async def send_to_nowhere(count: int, folder: Path) -> None:
    """A whole broadcast with a Telegram that answers at once; prints what it took."""
    database = Database(f"sqlite:///{folder / 'memory.db'}", Keyring.parse(Keyring.new_key()))
    await fill(database, count)
    await stand(database, count)
    await confirm(database, 7, count)

    async def render(message: Message, _now: datetime) -> int:
        return message.id

    async def send(_chat: int, number: int) -> Outcome:
        return Outcome(OutcomeKind.SENT, message_id=number)

    delivery: Delivery[int] = Delivery(database, now, render=render, send=send)
    work = Broadcasts(database, now, NoHands())
    before = _peak()
    took = await _counting(database)
    begin = time.perf_counter()
    await work.tick()
    await work.tick()
    print(
        f"{count:>7} recipients: first portion lined up after {time.perf_counter() - begin:.2f} s; {took}", flush=True
    )
    while (await _find(database)).state is not Stage.DONE:
        await work.tick()
        await delivery.tick()
    took = time.perf_counter() - begin
    async with database.reading() as tx:
        tally = await recipients.tally(tx, 1)
    await database.close()
    print(
        f"memory, {count:>7} recipients   peak {_peak():6.1f} MB, {_peak() - before:+5.1f} MB while it ran   "
        f"{count / took:5.0f} recipients/s   {tally.sent} sent",
        flush=True,
    )


async def _counting(database: Database) -> str:
    """How long an admin waits for a number."""
    took = []
    for audience in (Audience(), Audience(phase="build")):
        begin = time.perf_counter()
        async with database.reading() as tx:
            await audiences.count(tx, database.keyring, Topic.NEWS, audience, now())
        took.append(time.perf_counter() - begin)
    begin = time.perf_counter()
    async with database.reading() as tx:
        await facets(tx, database.keyring, Topic.NEWS, Audience(), now())
    took.append(time.perf_counter() - begin)
    return "counted in {:.2f} s (everybody), {:.2f} s (a phase), {:.2f} s (every choice)".format(*took)


async def _find(database: Database) -> Broadcast:
    async with database.reading() as tx:
        found = await broadcasts.find(tx, 1)
    if found is None:
        raise LookupError("the broadcast is gone")
    return found


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(arguments: list[str]) -> None:
    """Each size in a process of its own, so that one's peak is not the next one's."""
    if arguments and arguments[0].isdecimal():
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(send_to_nowhere(int(arguments[0]), Path(folder)))
        return
    for size in SIZES[:2] if "--quick" in arguments else SIZES:
        subprocess.run([sys.executable, "-m", "benchmarks.broadcast", str(size)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
