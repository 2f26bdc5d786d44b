"""A running bot: everything `bot.app` builds, started, and stopped in order."""

import asyncio
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot import app, menu
from bot.applying import App
from bot.config import Settings, keyring
from bot.intake import Intake
from bot.notifier import Notifier
from bot.paced import PacedRequest
from bot.transport import AiohttpRequest
from bot.world import World
from protocols.errors import ContentError
from scheduler.delivery import Delivery
from scheduler.housekeeping import Housekeeping
from scheduler.metronome import Metronome
from scheduler.pacing import Pace
from storage.database import Database
from storage.identity import check_key
from storage.schema import migrate

_log = structlog.get_logger("bot.runtime")


@dataclass
class Running:
    """The parts of a bot that runs in one process: it polls, reminds and answers."""

    world: World
    database: Database
    application: App
    intake: Intake
    metronome: Metronome
    delivery: Delivery  # type: ignore[type-arg]

    async def until_stopped(self) -> None:
        """Poll until `stop` is called, then end what is in hand."""
        self.metronome.start()
        chores = asyncio.create_task(self._settle_in())
        try:
            await self.intake.run()
        finally:
            chores.cancel()
            self.delivery.stop()
            await self.metronome.stop()
            await self.application.shutdown()
            await self.world.workshop.close()
            await self.database.close()
            _log.info("bot.stopped")

    async def _settle_in(self) -> None:
        """What can wait until the first poll is under way. Wrong content stops the bot all the same."""
        try:
            await asyncio.to_thread(self.world.read_knowledge)
        except ContentError as error:
            _log.error("content.wrong", problem=str(error))
            self.stop()
        await menu.introduce(self.application.bot)

    def stop(self) -> None:
        """Take nothing new; what is in hand is finished."""
        self.intake.stop()


async def start(settings: Settings, token: str, clock: Callable[[], datetime], pace: Pace | None = None) -> Running:
    """Open the database (creating and migrating it), wire everything and connect to Telegram.

    Raises:
        ContentError: when a content file is wrong.
        KeyUnusableError: when the data key does not open the stored data.
        InvalidToken: when Telegram refuses the token.
    """
    database = Database(settings.database_url, keyring(settings))
    await migrate(database)
    await check_key(database)
    world = app.world(settings.admins, database, clock)
    pace = pace or Pace()
    speaks, polls = PacedRequest(AiohttpRequest(), pace), AiohttpRequest(connections=1)
    application = app.application(token, settings.bot_api_url, world, speaks, polls)
    applier = app.applier(application, world)
    await application.initialize()
    notifier = Notifier(application.bot, world)
    delivery = Delivery(database, clock, render=notifier.render, send=notifier.send, turn=pace.turn)
    metronome = Metronome(delivery.tick, Housekeeping(database, clock))
    intake = Intake(application, applier, allowed=app.ALLOWED)
    return Running(world, database, application, intake, metronome, delivery)


def stop_on_signals(running: Running) -> None:
    """SIGINT and SIGTERM stop gracefully."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, running.stop)
