"""The plan rests and goes on: by a day that was named, or when the runner is back."""

from datetime import date, timedelta

from bot.actions import reminding
from bot.actions.errors import NotReadyError, StaleError
from bot.actions.visit import Visit, new_id
from protocols import plausible
from protocols.diary import Pause, Resume
from protocols.model import Overlay


async def pause(visit: Visit, reason: str, days: int | None = None) -> date | None:
    """Rest the plan; returns the day on which it goes on by itself, None: when the runner is back.

    Raises:
        NotReadyError: when there is no plan yet.
        ImplausibleError: when it is to go on before tomorrow.
    """
    if (await visit.plan()).day == 0:
        raise NotReadyError
    until = None if days is None else visit.today + timedelta(days=days)
    entry = Pause(id=new_id(), on=visit.today, at=visit.now, reason=reason, until=until)
    plausible.check(entry, await visit.diary(), visit.today)
    await visit.record(entry)
    await reminding.schedule(visit)
    return until


async def reason(visit: Visit) -> str | None:
    """Why the plan rests; None when it does not."""
    if Overlay.PAUSED not in (await visit.plan()).overlays:
        return None
    return (await reminding.last_pause(visit)).reason


async def resume(visit: Visit) -> None:
    """The runner is back.

    Raises:
        StaleError: when the plan does not rest.
    """
    if Overlay.PAUSED not in (await visit.plan()).overlays:
        raise StaleError
    await visit.record(Resume(id=new_id(), on=visit.today, at=visit.now))
    await reminding.schedule(visit)
