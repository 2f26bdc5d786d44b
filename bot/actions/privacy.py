"""See everything, erase everything."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from bot.actions import reminding
from bot.actions.visit import Visit
from protocols.codec import to_json
from storage import runners

HOLD = timedelta(days=30)


async def export(visit: Visit) -> dict[str, Any]:
    """Everything held about the runner, readable, as plain JSON data."""
    settings = {key: str(value) if value is not None else None for key, value in asdict(visit.runner).items()}
    return {"settings": settings, "diary": [to_json(entry) for entry in (await visit.diary()).entries]}


async def erase(visit: Visit) -> None:
    """Everything goes, now."""
    await runners.erase(visit.tx, visit.runner.id)


async def hold(visit: Visit) -> date:
    """Messages stop now; everything goes on the day that is returned."""
    on = visit.today + HOLD
    await runners.change(visit.tx, visit.runner.id, muted=True, erase_on=on)
    await reminding.rest(visit)
    return on
