"""Broadcasts: does memory stay flat, is the rate kept, and are runners who chat meanwhile answered in time?

python -m benchmarks.broadcast           # 10,000, 50,000 and 200,000 recipients; then 1,200 at 30/s with 50 who chat
python -m benchmarks.broadcast --quick   # 10,000 and 50,000 only
"""

import asyncio
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.http import serve
from sandbox.limits import SpeedLimit
from sandbox.people import Person
from scheduler.broadcast import Broadcasts
from scheduler.delivery import Delivery
from scheduler.outcome import Outcome, OutcomeKind
from storage import broadcasts, recipients
from storage.broadcasts import Broadcast, Stage
from storage.crypto import Keyring
from storage.database import Database
from storage.outbox import Message
from storage.recipients import Tally
from storage.schema import migrate
from storage.tables import runners

SIZES = (10_000, 50_000, 200_000)
ADMIN, TOKEN = 1, "123456:benchmark_of_broadcasts"
RATE, RECIPIENTS, CHATTERS = 30, 1200, 50


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
    await confirm(database, 7, count)

    async def render(message: Message, _now: datetime) -> int:
        return message.id

    async def send(_chat: int, number: int) -> Outcome:
        return Outcome(OutcomeKind.SENT, message_id=number)

    delivery: Delivery[int] = Delivery(database, now, render=render, send=send)
    work = Broadcasts(database, now, NoHands())
    before, begin = _peak(), time.perf_counter()
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


async def _find(database: Database) -> Broadcast:
    async with database.reading() as tx:
        found = await broadcasts.find(tx, 1)
    if found is None:
        raise LookupError("the broadcast is gone")
    return found


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def while_runners_chat(folder: Path) -> None:
    """The real bot in a process of its own, a strict Telegram, and people who want something of it meanwhile."""
    key, url = Keyring.new_key(), f"sqlite:///{folder / 'rate.db'}"
    sandbox = Sandbox(Clock(now), history=20, journal=10, speed_limit=SpeedLimit(RATE))
    bot = sandbox.add_bot(TOKEN)
    said = sandbox.add_person("Ada", id=ADMIN).say("News")
    sandbox.add_crowd(bot, range(ADMIN + 1, RECIPIENTS + 1))
    chatters = [sandbox.add_person(f"R{n}", id=100_000 + n) for n in range(CHATTERS)]
    database = Database(url, Keyring.parse(key))
    await fill(database, RECIPIENTS)
    served = await serve(sandbox, "127.0.0.1", 0)
    env = {"BOT_TOKEN": TOKEN, "BOT_API_URL": served.url, "DATABASE_URL": url, "DATA_KEY": key, "ADMINS": "1:owner"}
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=os.environ | env)
    try:
        await _answered(chatters[0])
        await asyncio.sleep(3)  # until what the start brings about is over
        await confirm(database, said.id, RECIPIENTS)
        begin, talking = time.perf_counter(), asyncio.create_task(_chat(chatters))
        await _until(lambda: sum(sandbox.counts.delivered[n] for n in range(2, RECIPIENTS + 1)) >= RECIPIENTS - 1)
        took = time.perf_counter() - begin
        talking.cancel()
        _print(await talking, took, sandbox)
    finally:
        process.terminate()
        await process.wait()
        await served.stop()
        await database.close()


def _print(waits: list[float], took: float, sandbox: Sandbox) -> None:
    p95 = statistics.quantiles(waits, n=20)[-1] * 1000
    arrived = sum(sandbox.counts.delivered.values())
    print(
        f"rate, {RECIPIENTS} recipients and {CHATTERS} who chat at {RATE}/s  {arrived / took:5.2f} messages/s in all, "
        f"answers: {len(waits)}, median {statistics.median(waits) * 1000:.0f} ms, p95 {p95:.0f} ms   "
        f"429s: {sum(n for (_, status), n in sandbox.counts.refused.items() if status == 429)}"
    )


async def _chat(chatters: list[Person]) -> list[float]:
    """Somebody asks for help every half second; how long each waited, in seconds."""
    dice, waits = random.Random(3), list[float]()
    try:
        while True:
            waits.append(await _answered(dice.choice(chatters)))
            await asyncio.sleep(0.4)
    except asyncio.CancelledError:
        return waits


async def _answered(person: Person) -> float:
    begin, mine = time.perf_counter(), person.say("/help").id
    await _until(lambda: next(reversed(person.chat.messages)) > mine)
    return time.perf_counter() - begin


async def _until(reached: Callable[[], bool]) -> None:
    while not reached():  # noqa: ASYNC110 - another process does the work
        await asyncio.sleep(0.005)


def main(arguments: list[str]) -> None:
    """Each size in a process of its own, so that one's peak is not the next one's."""
    if arguments and arguments[0].isdecimal():
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(send_to_nowhere(int(arguments[0]), Path(folder)))
        return
    quick = "--quick" in arguments
    for size in SIZES[:2] if quick else SIZES:
        subprocess.run([sys.executable, "-m", "benchmarks.broadcast", str(size)], check=True)
    if not quick:
        with tempfile.TemporaryDirectory() as folder:
            asyncio.run(while_runners_chat(Path(folder)))


if __name__ == "__main__":
    main(sys.argv[1:])
