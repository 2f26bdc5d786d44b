"""Somebody who notes things deep in the night, by the clock we know, may be somewhere else by now."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.actions.visit import Visit
from storage import chats

KIND = "odd_hours"
_DEEP = range(1, 5)  # P: hours at which hardly anybody notes a run
_NIGHTS = 3  # P: one is a bad night, three are another zone
_WITHIN = timedelta(days=7)  # P


async def doubts_the_clock(visit: Visit) -> bool:
    """True once for each zone: on the third night within a week on which something was noted."""
    if visit.local.hour not in _DEEP or visit.runner.zone is None:
        return False
    zone, since = ZoneInfo(visit.zone), visit.now - _WITHIN
    moments = [entry.at.astimezone(zone) for entry in (await visit.diary()).entries if entry.at > since]
    if len({moment.date() for moment in moments if moment.hour in _DEEP}) < _NIGHTS:
        return False
    asked = await chats.draft(visit.tx, visit.keyring, visit.runner.id, KIND)
    if asked is not None and asked.body["zone"] == visit.zone:
        return False
    await chats.put_draft(visit.tx, visit.keyring, visit.runner.id, KIND, {"zone": visit.zone}, visit.now)
    return True
