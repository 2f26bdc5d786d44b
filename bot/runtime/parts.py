"""What every process of the bot is made of, opened in order and closed in the reverse one."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

import structlog

from bot import app, logs
from bot.config import Settings, keyring
from bot.inbound.applying import App, Applier
from bot.inbound.throttle import Throttle
from bot.outbound import menu
from bot.outbound.paced import PacedRequest
from bot.outbound.watched import WatchedRequest
from bot.runtime import collecting, editing
from bot.runtime.needs import database_url
from bot.transport import AiohttpRequest
from bot.world import World
from protocols.errors import ContentError
from scheduler.pacing import Pace
from storage import claims
from storage.alone import only_process
from storage.database import Database
from storage.identity import check_key
from storage.schema import migrate

STOP_WITHIN = 9.0  # seconds from the signal until what is in hand is over; the whole stop fits into ten

_log = structlog.get_logger("bot.runtime")


class Stopping:
    """Whether a process was told to stop, and how long it still has."""

    def __init__(self) -> None:
        self._asked = asyncio.Event()
        self._at = float("inf")

    def ask(self) -> None:
        """Stop; asking twice is fine."""
        self._at = min(self._at, monotonic())
        self._asked.set()

    async def wait(self) -> None:
        """Return once somebody has asked."""
        await self._asked.wait()

    @property
    def left(self) -> float:
        """Seconds for what is in hand; never less than half a second."""
        return max(0.5, STOP_WITHIN - max(0.0, monotonic() - self._at))


@dataclass(frozen=True, slots=True)
class Parts:
    """A database, a world over it, and a bot that can speak."""

    settings: Settings
    clock: Callable[[], datetime]
    database: Database
    world: World
    pace: Pace
    paid: Pace | None  # for broadcasts, where somebody pays
    application: App
    applier: Applier


@asynccontextmanager
async def opened(
    settings: Settings,
    token: str,
    clock: Callable[[], datetime],
    pace: Pace | None = None,
    throttle: Throttle | None = None,
) -> AsyncIterator[Parts]:
    """Open the database (creating and migrating it), wire everything and connect to Telegram; close it all at the end.

    Raises:
        ContentError: when a content file is wrong.
        SecondProcessError: when another process uses this SQLite database.
        NewerSchemaError: when the database is newer than this program.
        KeyUnusableError: when the data key does not open the stored data.
        InvalidToken: when Telegram refuses the token.
    """
    asyncio.get_running_loop().set_exception_handler(logs.unhandled)
    database, pace = Database(database_url(settings), keyring(settings)), pace or Pace()
    async with AsyncExitStack() as closing:
        closing.enter_context(only_process(database))
        closing.push_async_callback(database.close)
        await _prepare(database, clock)
        world = app.world(settings.admins, database, clock, settings.paid_rate)
        closing.push_async_callback(world.workshop.close)
        paid = pace.paid(settings.paid_rate) if settings.paid_rate else None
        speaks, polls = WatchedRequest(PacedRequest(AiohttpRequest(), pace, paid)), AiohttpRequest(connections=1)
        for request in (speaks, polls):  # also where the application's own start fails half-way
            closing.push_async_callback(request.shutdown)
        application = app.application(token, settings.bot_api_url, world, speaks, polls, throttle)
        applier = app.applier(application, world)
        closing.push_async_callback(application.shutdown)
        await application.initialize()
        yield Parts(settings, clock, database, world, pace, paid, application, applier)
    _log.info("bot.stopped")


def stop_on_signals(stop: Callable[[], None]) -> None:
    """SIGINT and SIGTERM stop gracefully."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)


async def settle_in(parts: Parts, stop: Callable[[], None]) -> None:
    """What can wait until updates are taken, then the editors' notes for good. Wrong content stops the bot."""
    try:
        await asyncio.to_thread(parts.world.read_knowledge)
    except ContentError as error:
        _log.error("content.wrong", problem=str(error))
        stop()
    collecting.begin()
    await menu.introduce(parts.application.bot, parts.world.admins)
    await editing.keep_reading(parts.world)


async def _prepare(database: Database, clock: Callable[[], datetime]) -> None:
    await migrate(database)
    await check_key(database)
    if database.is_sqlite:  # we are alone: whatever is being sent was begun by a process that is gone
        async with database.transaction() as tx:
            await claims.release_all(tx, clock())
