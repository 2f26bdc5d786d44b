"""A paid broadcast from end to end: out of the outbox, rendered, copied over HTTP, and every answer written down.

python -m benchmarks.paid            # at the pace of paid mode, and flat out, on SQLite and PostgreSQL

It is the bot itself (`bot.runtime`), with its log, its metrics and its pace; Telegram is the stand-in, in a process of
its own on the same machine. Its peer is python-telegram-bot as it comes, which copies, and writes nothing down.
"""

import asyncio
import os
import time
from contextlib import redirect_stderr
from datetime import UTC, datetime
from pathlib import Path

from telegram import Bot
from telegram.request import HTTPXRequest

from benchmarks.broadcast import ADMIN, confirm, fill
from benchmarks.inbound import databases
from benchmarks.standin import stand_in
from bot import logs
from bot.config import LogFormat, Settings
from bot.runtime import collecting
from bot.runtime.parts import opened
from bot.runtime.sending import sending
from scheduler.limits import PAID_RATE
from storage import recipients
from storage.crypto import Keyring
from storage.database import Database
from storage.outbox import State

TOKEN = "123456:AA-benchmark"
FLAT_OUT = 100_000  # a pace that nobody reaches
WARM = 500  # sent before: connections are open, statements prepared


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


async def broadcast(url: str, api_url: str, rate: int, messages: int) -> tuple[float, float]:
    """Messages a second from the first claim to the last written answer, and milliseconds of our CPU for each."""
    asked = Settings(
        database_url=url, data_key=Keyring.new_key(), bot_api_url=api_url, paid_rate=PAID_RATE, _env_file=None
    )
    settings = asked.model_copy(update={"paid_rate": rate})
    async with opened(settings, TOKEN, now) as parts:
        await fill(parts.database, messages + WARM)
        await confirm(parts.database, 7, messages)
        news = sending(parts).news
        assert news is not None
        await _line_up(parts.database, range(messages + ADMIN, messages + WARM + ADMIN))
        await news.tick()
        await _line_up(parts.database, range(ADMIN, messages + ADMIN))
        with collecting.held():
            collecting.begin()  # as a bot does when it has started
            wall, cpu = time.perf_counter(), time.process_time()
            tally = await news.tick()
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        assert tally[State.SENT] == messages, tally
    return messages / wall, cpu / messages * 1000


async def _line_up(database: Database, ids: range) -> None:
    due = now()
    async with database.transaction() as tx:
        await recipients.put(tx, 1, [(number, due) for number in ids])


async def peer(api_url: str, messages: int) -> float:
    """Messages a second of a plain loop over python-telegram-bot, 32 at once."""
    left = iter(range(1, messages + 1))
    async with HTTPXRequest() as request:
        bot = Bot(TOKEN, base_url=f"{api_url}/bot", request=request)

        async def sender() -> None:
            for chat in left:
                await bot.copy_message(chat, ADMIN, 7)

        began = time.perf_counter()
        await asyncio.gather(*(sender() for _ in range(32)))
        return messages / (time.perf_counter() - began)


def main() -> None:
    """The peer, then ours."""
    with Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere):
        logs.configure(LogFormat.JSON)
        with stand_in() as it:
            theirs = asyncio.run(peer(it.url, 1000))
        print(f"paid broadcast, end to end     PTB default, nothing stored {theirs:6.0f}/s", flush=True)
        for rate, label in ((PAID_RATE, "at its pace"), (FLAT_OUT, "flat out")):
            with databases() as urls:
                for name, url in urls.items():
                    with stand_in() as it:
                        ours, cost = asyncio.run(broadcast(url, it.url, rate, 10_000))
                    print(
                        f"  ours on {name:<10} {label:<12} {ours:6.0f}/s  {ours / theirs:4.1f}×  {cost:.2f} ms CPU each"
                        f"{'   (bar: 1,000/s)' if rate == FLAT_OUT else ''}",
                        flush=True,
                    )


if __name__ == "__main__":
    main()
