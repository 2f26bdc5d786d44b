"""The admins' work that goes on in the background, wired: for whoever beats the metronome."""

from collections.abc import Awaitable, Callable

from telegram import Bot

from bot.outbound.hands import TelegramHands
from bot.outbound.posting import AlbumTurn
from bot.world import World
from scheduler.broadcast import Broadcasts
from scheduler.census import Census
from scheduler.meter import Meter
from scheduler.metronome import Job
from scheduler.pacing import Pace
from storage.outbox import Priority


def jobs(bot: Bot, world: World, pace: Pace, allowed: Callable[[], Awaitable[bool]]) -> list[Job]:
    """Broadcasts, standings, and what the pace has counted."""
    hands = TelegramHands(bot, world)
    broadcasts = Broadcasts(world.database, world.clock, hands, turn=pace.turn, allowed=allowed)
    census = Census(world.database, world.clock, world.protocols)
    meter = Meter(world.database, world.clock, pace)
    return [broadcasts.tick, only_if(allowed, census.tick), meter.tick]


def only_if(allowed: Callable[[], Awaitable[bool]], job: Job) -> Job:
    """The job, for whoever holds the sending budget: what one process does, the others need not do again."""

    async def maybe() -> None:
        if await allowed():
            await job()

    maybe.__qualname__ = getattr(job, "__qualname__", repr(job))
    return maybe


def album_turn(pace: Pace) -> AlbumTurn:
    """Waits for the messages of an album beyond the first."""

    async def turn(chat_id: int, messages: int) -> None:
        await pace.turn(chat_id, Priority.BROADCAST, messages=messages)

    return turn
