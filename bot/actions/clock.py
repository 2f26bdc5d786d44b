"""The runner's clock: the zone, and the time of the day at which reminders come."""

from dataclasses import replace
from datetime import time, timedelta

from bot.actions import reminding
from bot.actions.errors import StaleError
from bot.actions.stages import Stage, where
from bot.actions.visit import Visit
from scheduler.clock import QuietHours
from storage import runners

_ZONE = "zone"
_FRESH = timedelta(minutes=15)  # P: what is typed later is about something else


async def ask_zone(visit: Visit) -> None:
    """What is typed next may be a city."""
    await visit.keep_draft(_ZONE, {})


async def awaits_zone(visit: Visit) -> bool:
    """True while a city may be typed: in the intake, and for a while after the runner asked to change it."""
    return await visit.draft(_ZONE, _FRESH) is not None


async def set_zone(visit: Visit, zone: str) -> None:
    """Move the runner's clock to an IANA zone.

    Raises:
        StaleError: when the intake has not come to it.
    """
    if (await where(visit)).stage not in (Stage.ZONE, Stage.READY):
        raise StaleError
    await visit.drop_draft(_ZONE)
    before = visit.runner.zone
    await runners.change(visit.tx, visit.runner.id, zone=zone)
    visit.runner = replace(visit.runner, zone=zone)
    await reminding.schedule(visit)
    if before is not None:
        await reminding.after_travel(visit, before)


async def choose_time(visit: Visit, at: time) -> None:
    """Set the time of the day at which reminders come, on the runner's clock."""
    hours = QuietHours(visit.runner.quiet_from, visit.runner.quiet_to)
    quiet_to = at if hours.cover(at) else visit.runner.quiet_to  # who asks for 07:00 is awake at 07:00
    await runners.change(visit.tx, visit.runner.id, remind_at=at, quiet_to=quiet_to)
    visit.runner = replace(visit.runner, remind_at=at, quiet_to=quiet_to)
    await reminding.schedule(visit)
