"""A runner blocks the bot, or comes back."""

from bot.actions import reminding
from bot.actions.visit import Visit
from storage import runners


async def gone(visit: Visit) -> None:
    """Unreachable from now on; the diary is kept."""
    await runners.change(visit.tx, visit.runner.id, blocked_at=visit.now)
    await reminding.rest(visit)


async def back(visit: Visit) -> None:
    """Reachable again."""
    await runners.change(visit.tx, visit.runner.id, blocked_at=None)
    await reminding.schedule(visit)
