"""What a runner wants to hear about besides the plan."""

from bot.actions.visit import Visit
from storage import audiences
from storage.broadcasts import Topic


async def followed(visit: Visit) -> frozenset[Topic]:
    """The topics a runner hears about."""
    return frozenset([each for each in Topic if await audiences.wants(visit.tx, visit.runner.id, each)])


async def switch(visit: Visit, topic: Topic) -> None:
    """Leave a topic that is followed, follow one that was left."""
    await choose(visit, topic, wanted=topic not in await followed(visit))


async def choose(visit: Visit, topic: Topic, *, wanted: bool) -> None:
    """Leave a topic, or come back to it."""
    await audiences.subscribe(visit.tx, visit.runner.id, topic, visit.now, wanted=wanted)
