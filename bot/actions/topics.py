"""What a runner wants to hear about besides the plan."""

from bot.actions.visit import Visit
from storage import audiences
from storage.broadcasts import Topic


async def choose(visit: Visit, topic: Topic, *, wanted: bool) -> None:
    """Leave a topic, or come back to it."""
    await audiences.subscribe(visit.tx, visit.runner.id, topic, visit.now, wanted=wanted)
