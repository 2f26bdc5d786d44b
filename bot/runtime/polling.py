"""`run`: everything in one process, by long polling."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from bot import app
from bot.config import Settings
from bot.inbound.throttle import Throttle
from bot.intake import Intake
from bot.runtime.health import Checks, listening
from bot.runtime.parts import Parts, Stopping, opened, settle_in
from bot.runtime.sending import Sending, sending
from scheduler.pacing import Pace


@dataclass
class Polling:
    """A bot that polls, reminds and answers."""

    parts: Parts
    intake: Intake
    sending: Sending
    stopping: Stopping

    async def until_stopped(self) -> None:
        """Poll until `stop` is called, then end what is in hand."""
        self.sending.metronome.start()
        chores = asyncio.create_task(settle_in(self.parts, self.stop))
        try:
            await self.intake.run()
        finally:
            chores.cancel()
            await self.sending.stop(self.stopping.left)

    def stop(self) -> None:
        """Take nothing new; what is in hand is finished."""
        self.stopping.ask()
        self.sending.take_nothing_new()
        self.intake.stop()


@asynccontextmanager
async def polling(
    settings: Settings,
    token: str,
    clock: Callable[[], datetime],
    pace: Pace | None = None,
    throttle: Throttle | None = None,
) -> AsyncIterator[Polling]:
    """A whole bot, ready to run; see `opened` for what stops the start."""
    async with opened(settings, token, clock, pace, throttle) as parts:
        intake = Intake(parts.application, parts.applier, allowed=app.ALLOWED)
        yield Polling(parts, intake, sending(parts), Stopping())


async def run(settings: Settings, token: str, clock: Callable[[], datetime], on_signals: Callable[..., None]) -> None:
    """Poll until a signal comes."""
    async with polling(settings, token, clock, throttle=Throttle()) as running:
        on_signals(running.stop)
        checks = Checks(running.parts.database, clock, running.sending)
        async with listening(settings.health_listen, checks, needed=False):
            await running.until_stopped()
