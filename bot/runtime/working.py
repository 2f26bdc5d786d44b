"""`worker`: reminds and sends. Any number of these share one PostgreSQL; one of them at a time holds the budget."""

from collections.abc import Callable
from datetime import datetime

from bot.config import Settings
from bot.runtime import collecting
from bot.runtime.health import Checks, listening
from bot.runtime.needs import need_many_processes
from bot.runtime.parts import Stopping, opened
from bot.runtime.sending import sending


async def run(settings: Settings, token: str, clock: Callable[[], datetime], on_signals: Callable[..., None]) -> None:
    """Tick and send until a signal comes, then finish what is in hand.

    Raises:
        ConfigError: on SQLite, or when HEALTH_LISTEN is taken.
    """
    need_many_processes(settings, "worker")
    async with opened(settings, token, clock) as parts:
        stopping, works = Stopping(), sending(parts)
        on_signals(stopping.ask)
        collecting.begin()
        async with listening(settings.health_listen, Checks(parts.database, clock, works)):
            works.metronome.start()
            try:
                await stopping.wait()
            finally:
                await works.stop(stopping.left)
