"""Where every runner stands, worked out from the diary now and then and kept encrypted, for audiences and dashboard.

A job for the metronome that walks round all runners, a few at a beat, and looks at those whose diary may say something
new: they were here since, or a day has passed.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import structlog

from protocols.diary import CheckIn, Diary, Run, Workout
from protocols.model import RehabProtocol
from protocols.plan import plan
from scheduler.clock import zone_of
from storage import diary, standings
from storage.database import Database
from storage.standings import Due

PORTION = 25  # runners looked at in one beat: 12 a second, a million in a day
FRESH = timedelta(hours=20)
_MONTH = timedelta(days=28)
_HALF = timedelta(days=14)
_DAY = timedelta(days=1)
WEEKS = 12  # of the programme, in the trend of pain

_log = structlog.get_logger("scheduler.census")


class Census:
    """Keeps standings fresh. Only its place on the way round is remembered."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], protocols: Mapping[str, RehabProtocol]
    ) -> None:
        self._database = database
        self._clock = clock
        self._protocols = protocols
        self._cursor = 0

    async def tick(self) -> None:
        """The next few."""
        now = self._clock()
        async with self._database.transaction() as tx:
            due, self._cursor = await standings.due(tx, now - FRESH, self._cursor, PORTION)
            for runner in due:
                recorded = await diary.load(tx, self._database.keyring, runner.runner_id)
                body = json.dumps(self._standing(runner, recorded, now), separators=(",", ":"))
                await standings.put(tx, runner.runner_id, self._database.keyring.lock(body), now)

    def _standing(self, runner: Due, recorded: Diary, now: datetime) -> dict[str, Any]:
        try:
            return standing(self._protocols[runner.protocol], recorded, now.astimezone(zone_of(runner.zone)).date())
        except Exception as error:  # one diary that cannot be read must not hide all the others
            _log.exception("standing.failed", why=type(error).__name__)
            return {"reached": []}


def standing(protocol: RehabProtocol, recorded: Diary, today: date) -> dict[str, Any]:
    """A runner's standing as JSON: phase, overlays, milestones, adherence (a share), worst pain now, before, weekly."""
    if not recorded.entries:
        return {"reached": []}
    outlook = plan(protocol, recorded, today)
    found: dict[str, Any] = {"reached": list(_reached(recorded, outlook.day, today))}
    if outlook.day:
        found |= {
            "phase": outlook.phase.value,
            "overlays": sorted(overlay.value for overlay in outlook.overlays),
            "adherence": _adherence(recorded, outlook.day, outlook.week.strength_goal, today),
            "pain": _worst(recorded, today - _HALF, today),
            "pain_before": _worst(recorded, today - _MONTH, today - _HALF),
            "pain_by_week": [_worst(recorded, day - _DAY, day + 6 * _DAY) for day in _weeks(outlook.day, today)],
        }
    return found


def _reached(recorded: Diary, day: int, today: date) -> Iterator[str]:
    questions = {getattr(entry, "question", "") for entry in recorded.entries if getattr(entry, "complete", False)}
    if {"safety_now", "safety_knee", "safety_history"} <= questions:
        yield "screened"
    if not day:
        return
    yield "planned"
    if any(isinstance(entry, Workout) for entry in recorded.entries):
        yield "first_workout"
    started = today - timedelta(days=day - 1)
    latest = max(entry.on for entry in recorded.entries)
    for week in (2, 6, 12):
        if latest >= started + timedelta(weeks=week - 1):
            yield f"week_{week}"


def _adherence(recorded: Diary, day: int, goal: int, today: date) -> float | None:
    """Strength sessions of the last four weeks, as a share of those asked for; short ones count half."""
    days = min(day, _MONTH.days)
    if days < 7 or not goal:
        return None
    since = today - timedelta(days=days)
    sessions = (entry for entry in recorded.entries if isinstance(entry, Workout) and entry.on > since)
    done = sum(0.5 if session.short else 1.0 for session in sessions)
    return round(min(1.0, done / (goal * days / 7)), 2)


def _weeks(day: int, today: date) -> list[date]:
    """The first day of each of the runner's own weeks so far."""
    started = today - timedelta(days=day - 1)
    return [started + timedelta(weeks=week) for week in range(min(WEEKS, (day + 6) // 7))]


def _worst(recorded: Diary, after: date, until: date) -> int | None:
    pains = [e.pain for e in recorded.entries if isinstance(e, CheckIn | Run) and after < e.on <= until]
    return max(pains, default=None)
