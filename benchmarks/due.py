"""10,000 reminders due in one second among many rows: claimed, rendered, sent to nowhere, settled. Beside its peers.

python -m benchmarks.due            # 100,000 and 1,000,000 rows on SQLite and PostgreSQL; as bots have it; the peers
python -m benchmarks.due 1000000    # so many rows only

A message is rendered to one short line here. The bot's own costs a millisecond or more: see docs/scale.md.
"""

import asyncio
import logging
import os
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import bindparam, text
from telegram.ext import Application

from benchmarks.inbound import databases, migrated
from benchmarks.standin import stand_in
from bot.runtime import collecting
from scheduler.delivery import Delivery, Share
from scheduler.outcome import Outcome, OutcomeKind
from storage.database import Database
from storage.outbox import Message, State
from storage.tables import runners

DUE = 10_000
MANY = 4_000  # in hand: more than Telegram takes, but it is the database that is asked here
AS_BOTS_HAVE = (500, 32)  # in hand: one that pays, and one that does not
WARM = 3_000  # due a minute before: a bot at work has its connections open and its statements prepared
NOON = datetime(2026, 6, 3, 12, 0, tzinfo=UTC)
BEFORE = NOON - timedelta(minutes=1)


class Stalls:
    """The longest time in milliseconds for which the event loop did not come round."""

    def __init__(self) -> None:
        self.worst = 0.0

    async def watch(self) -> None:
        """Come round every millisecond and look how late it is."""
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            self.worst = max(self.worst, (time.perf_counter() - before - 0.001) * 1000)


@asynccontextmanager
async def watched() -> AsyncIterator[Stalls]:
    """Watch the loop while something runs."""
    stalls = Stalls()
    task = asyncio.create_task(stalls.watch())
    await asyncio.sleep(0.01)
    yield stalls
    task.cancel()


async def fill(database: Database, rows: int) -> None:
    """One reminder for each of so many runners; 10,000 due at noon, who heard from the bot on ten days before."""
    async with database.transaction() as tx:
        for first, last, due_at in _portions(rows):
            whose = {"first": first, "last": last}
            await tx.execute(_RUNNERS, whose | {"noon": NOON})
            await tx.execute(_REMINDERS, whose | {"due_at": due_at, "local_time": f"{due_at:%H:%M}"})
        for day in range(1, 11):
            await tx.execute(_HEARD, {"slot": str(day), "at": NOON - timedelta(days=day), "last": DUE + WARM})
    if database.is_sqlite:
        await asyncio.to_thread(_tidy, str(database.url.database))
        return
    async with database.engine.connect() as connection:
        plain = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await plain.execute(text("VACUUM ANALYZE"))
        await plain.execute(text("CHECKPOINT"))


def _tidy(path: str) -> None:
    """As a database at work is: with statistics, and with what was written in its place."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _portions(rows: int) -> Iterator[tuple[int, int, datetime]]:
    """(first runner, last runner, when they are due): the others come by the thousand, over the day."""
    yield 1, DUE, NOON
    yield DUE + 1, DUE + WARM, BEFORE
    for first in range(DUE + WARM + 1, rows + 1, 1000):
        yield first, min(first + 999, rows), NOON + timedelta(seconds=first % 86_000 + 1)


_MOMENT = runners.c.seen_at.type
_NUMBERS = (
    "WITH RECURSIVE numbers(n) AS (SELECT CAST(:first AS BIGINT) UNION ALL SELECT n + 1 FROM numbers WHERE n < :last)"
)
_RUNNERS = text(
    "INSERT INTO runners (id, created_at, seen_at, protocol, language, zone, remind_at, quiet_from, quiet_to, "
    f"discreet, muted, reads_only) {_NUMBERS} "
    "SELECT n, :noon, :noon, 'itbs', 'en', 'UTC', '07:00', '22:00', '08:00', false, false, false FROM numbers"
).bindparams(bindparam("noon", type_=_MOMENT))
_REMINDERS = text(
    f"INSERT INTO reminders (runner_id, kind, weekdays, local_time, zone, next_at) {_NUMBERS} "
    "SELECT n, 'workout', 127, :local_time, 'UTC', :due_at FROM numbers"
).bindparams(bindparam("due_at", type_=_MOMENT))
_HEARD = text(
    "INSERT INTO outbox (runner_id, kind, slot, priority, due_at, settled_at, state, attempts, about) "
    "SELECT id, 'workout', :slot, 2, :at, :at, 'sent', 1, '{}' FROM runners WHERE id <= :last"
).bindparams(bindparam("at", type_=_MOMENT))


async def deliver(database: Database, in_hand: int = MANY) -> tuple[float, float, float, float]:
    """Seconds until all were claimed and rendered, until all were settled; worst stall in ms; growth in MB."""
    rendered_at = [0.0]

    async def render(message: Message, _now: datetime) -> str:
        rendered_at[0] = time.perf_counter()
        return f"Today: clamshell 3×15 ({message.runner_id}, {message.slot})"

    async def send(_chat_id: int, _speech: str) -> Outcome:
        return Outcome(OutcomeKind.SENT, message_id=1)

    now = BEFORE
    share = Share(in_flight=in_hand)
    delivery: Delivery[str] = Delivery(database, lambda: now, render=render, send=send, share=share)
    await delivery.tick()
    now = NOON
    with collecting.held():
        collecting.begin()  # as a bot does when it has started
        before = _megabytes()
        async with watched() as stalls:
            began = time.perf_counter()
            tally = await delivery.tick()
            ended = time.perf_counter()
    assert tally[State.SENT] == DUE, tally
    return rendered_at[0] - began, ended - began, stalls.worst, _megabytes() - before


def _megabytes() -> float:
    """Resident now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


async def job_queue(api_url: str, grace: int | None) -> tuple[int, float, float]:
    """PTB's JobQueue with the 10,000 only: how many ran, in how many seconds, and the worst stall in ms."""
    application = Application.builder().token("123456:AA-bench").base_url(f"{api_url}/bot").updater(None).build()
    queue = application.job_queue
    assert queue is not None
    ran = 0

    async def callback(_context: object) -> None:
        nonlocal ran
        ran += 1

    async with application:
        due = datetime.now(UTC) + timedelta(seconds=12)
        for n in range(DUE):
            queue.run_once(
                callback, due, name=str(n), job_kwargs={} if grace is None else {"misfire_grace_time": grace}
            )
        await queue.start()
        await asyncio.sleep(max(0.0, (due - datetime.now(UTC)).total_seconds() - 0.1))
        async with watched() as stalls:
            began = time.perf_counter()
            last = -1
            while ran != last or (not ran and time.perf_counter() - began < 8):
                last = ran
                await asyncio.sleep(0.5)
        await queue.stop()
    return ran, time.perf_counter() - began - 0.5, stalls.worst


_RAN = 0


async def _job() -> None:
    global _RAN  # noqa: PLW0603 - a persistent job must be found by its name
    _RAN += 1


async def job_store(folder: Path) -> tuple[int, float, float]:
    """APScheduler with its SQLAlchemy store holding the 10,000 only, told never to drop any."""
    scheduler = AsyncIOScheduler(
        jobstores={"default": SQLAlchemyJobStore(url=f"sqlite:///{folder}/jobs.db")},
        job_defaults={"misfire_grace_time": None},
    )
    scheduler.start(paused=True)
    due = datetime.now(UTC)
    for _ in range(DUE):
        scheduler.add_job(_job, "date", run_date=due)
    async with watched() as stalls:
        began = time.perf_counter()
        scheduler.resume()
        while _RAN < DUE and time.perf_counter() - began < 120:  # noqa: ASYNC110 - the peer offers nothing to await
            await asyncio.sleep(0.05)
    took = time.perf_counter() - began
    scheduler.shutdown(wait=False)
    return _RAN, took, stalls.worst


async def _ours(url: str, rows: int, name: str, in_hand: int) -> None:
    async with migrated(url) as database:
        await fill(database, rows)
        rendered, settled, stall, grown = await deliver(database, in_hand)
        print(
            f"  ours, {rows:>9,} rows on {name:<10} {in_hand:>5,} in hand: all {DUE:,} claimed and rendered in "
            f"{rendered:5.2f} s, settled in {settled:5.2f} s, loop held {stall:4.0f} ms, +{grown:.0f} MB"
            f"{'   (bar: 0.5 s, 50 ms)' if in_hand == MANY else ''}",
            flush=True,
        )


def main(*rows: int) -> None:
    """Ours on both databases, then the peers."""
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # a line for each of the jobs it drops
    print(f"{DUE:,} reminders due in one second")
    for number in rows or (100_000, 1_000_000):
        _on_both(number, MANY)
    if not rows:
        for in_hand in AS_BOTS_HAVE:
            _on_both(100_000, in_hand)
        _peers()


def _on_both(rows: int, in_hand: int) -> None:
    with databases() as urls:
        for name, url in urls.items():
            asyncio.run(_ours(url, rows, name, in_hand))


def _peers() -> None:
    for grace, label in ((None, "as it comes"), (3600, "grace raised")):
        with stand_in() as it:
            ran, took, stall = asyncio.run(job_queue(it.url, grace))
        print(f"  PTB JobQueue, {DUE:,} jobs, {label:<12} {ran:>6,} ran in {took:5.2f} s, loop held {stall:5.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        ran, took, stall = asyncio.run(job_store(Path(folder)))
    print(f"  APScheduler SQLAlchemy store, {DUE:,} jobs     {ran:>6,} ran in {took:5.2f} s, loop held {stall:5.0f} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
