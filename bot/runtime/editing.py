"""Editors' notes that any process may publish: read now and then by all that answer questions."""

import asyncio

import structlog

from bot.actions.admin import answering
from bot.world import World
from storage import question_queue
from storage.outage import is_outage

EVERY = 30.0  # seconds

_log = structlog.get_logger("bot.runtime.editing")


async def keep_reading(world: World) -> None:
    """Read them again and again; a database that is away is asked again later."""
    while True:
        try:
            await read(world)
        except Exception as error:
            if not is_outage(error):
                raise
            _log.warning("notes.unread", why=type(error).__name__)
        await asyncio.sleep(EVERY)


async def read(world: World) -> None:
    """What is published is known here from now on."""
    async with world.database.reading() as tx:
        published = await question_queue.published(tx)
    world.knowledge.learn(answering.entries(published))
