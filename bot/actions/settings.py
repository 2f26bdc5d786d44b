"""What a runner can set besides the intake's answers."""

from dataclasses import replace
from datetime import time

from bot.actions import reminding
from bot.actions.visit import Visit
from storage import runners


async def toggle_discreet(visit: Visit) -> None:
    """Notifications without body part or number, or with."""
    await runners.change(visit.tx, visit.runner.id, discreet=not visit.runner.discreet)
    visit.runner = replace(visit.runner, discreet=not visit.runner.discreet)


async def be_quiet(visit: Visit, start: time, end: time) -> None:
    """Local hours in which the bot never writes first."""
    await runners.change(visit.tx, visit.runner.id, quiet_from=start, quiet_to=end)
    visit.runner = replace(visit.runner, quiet_from=start, quiet_to=end)


async def mute(visit: Visit) -> None:
    """No unprompted messages; the diary is kept."""
    await runners.change(visit.tx, visit.runner.id, muted=True)
    visit.runner = replace(visit.runner, muted=True)
    await reminding.rest(visit)
