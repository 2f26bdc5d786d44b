"""10,000 reminders due in one second among many rows: claimed, rendered, sent to nowhere, settled. Beside its peers.

python -m benchmarks.due            # 100,000 and 1,000,000 rows on SQLite and PostgreSQL
python -m benchmarks.due --quick    # 100,000 rows on SQLite only
"""

import asyncio
import logging
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import insert, text
from telegram.ext import Application

from benchmarks.inbound import databases, migrated
from benchmarks.standin import stand_in
from bot.runtime.parts import settle_memory
from scheduler.delivery import Delivery, Share
from scheduler.outcome import Outcome, OutcomeKind
from storage.database import Database
from storage.outbox import Message, State
from storage.tables import reminders, runners

DUE = 10_000
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
    """One reminder for each of so many runners; 10,000 of them due at noon, the others spread over a day."""
    at = {"created_at": NOON, "seen_at": NOON, "protocol": "itbs", "language": "en", "remind_at": "07:00"}
    more = {"quiet_from": "22:00", "quiet_to": "08:00", "discreet": False, "muted": False, "reads_only": False}
    for start in range(0, rows, 20_000):
        ids = range(start + 1, min(start + 20_000, rows) + 1)
        async with database.transaction() as tx:
            await tx.execute(insert(runners), [{"id": n, "zone": "UTC", **at, **more} for n in ids])
            await tx.execute(insert(reminders), [_reminder(n) for n in ids])
    async with database.engine.connect() as connection:
        plain = await connection.execution_options(isolation_level="AUTOCOMMIT")
        await plain.execute(text("ANALYZE"))


def _reminder(n: int) -> dict[str, object]:
    if n <= DUE:
        due_at = NOON
    elif n <= DUE + WARM:
        due_at = BEFORE
    else:
        due_at = NOON + timedelta(seconds=n % 86_000 + 1)
    return {"runner_id": n, "kind": "workout", "weekdays": 127, "local_time": "12:00", "zone": "UTC", "next_at": due_at}


async def deliver(database: Database) -> tuple[float, float, float, float]:
    """Seconds until all were claimed and rendered, until all were settled; worst stall in ms; growth in MB."""
    rendered_at = [0.0]

    async def render(message: Message, now: datetime) -> str:
        rendered_at[0] = time.perf_counter()
        return f"Today: clamshell 3×15 ({message.runner_id}, {now:%H:%M})"

    async def send(_chat_id: int, _speech: str) -> Outcome:
        return Outcome(OutcomeKind.SENT, message_id=1)

    now = BEFORE
    delivery: Delivery[str] = Delivery(database, lambda: now, render=render, send=send, share=Share(in_flight=2000))
    await delivery.tick()
    now = NOON
    settle_memory()  # as a bot does when it has started
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


async def _ours(url: str, rows: int, name: str) -> None:
    async with migrated(url) as database:
        await fill(database, rows)
        rendered, settled, stall, grown = await deliver(database)
        print(
            f"  ours, {rows:>9,} rows on {name:<10} all {DUE:,} claimed and rendered in {rendered:5.2f} s, settled in "
            f"{settled:5.2f} s, loop held {stall:4.0f} ms, +{grown:.0f} MB   (bar: 0.5 s, 50 ms)"
        )


def run(*, quick: bool = False) -> None:
    """Ours on both databases, then the peers."""
    logging.getLogger("apscheduler").setLevel(logging.CRITICAL)  # a line for each of the jobs it drops
    print(f"{DUE:,} reminders due in one second")
    for rows in (100_000,) if quick else (100_000, 1_000_000):
        with databases() as urls:
            for name, url in urls.items():
                if not quick or name == "SQLite":
                    asyncio.run(_ours(url, rows, name))
    for grace, label in ((None, "as it comes"), (3600, "grace raised")):
        with stand_in() as it:
            ran, took, stall = asyncio.run(job_queue(it.url, grace))
        print(f"  PTB JobQueue, {DUE:,} jobs, {label:<12} {ran:>6,} ran in {took:5.2f} s, loop held {stall:5.0f} ms")
    with tempfile.TemporaryDirectory() as folder:
        ran, took, stall = asyncio.run(job_store(Path(folder)))
    print(f"  APScheduler SQLAlchemy store, {DUE:,} jobs     {ran:>6,} ran in {took:5.2f} s, loop held {stall:5.0f} ms")


if __name__ == "__main__":
    run(quick="--quick" in sys.argv)
