"""When reminders come: set from the runner's settings, put off on request."""

from datetime import datetime, timedelta

from bot.actions.visit import Visit


async def later(visit: Visit, choice: str) -> datetime:
    """Remind once more; returns the moment on the runner's clock."""
    return visit.local + timedelta(minutes=int(choice) if choice.isdecimal() else 60)
