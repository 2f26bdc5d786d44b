"""Diaries in a few words: what a runner did on which day."""

import uuid
from datetime import UTC, datetime, time, timedelta
from typing import Any

from protocols.diary import CheckIn, CheckInKind, Choice, Decision, Entry, ExerciseLog, Run, Test, Workout
from tests.support.persona import MONDAY

EXERCISES = ("side_lying_abduction", "clamshell", "single_leg_bridge", "step_down", "monster_walk")
_FIRST_LEVELS = {"side_lying_abduction": "plain", "clamshell": "band", "single_leg_bridge": "floor"}
_FIRST_LEVELS |= {"step_down": "low_step", "monster_walk": "knees", "single_leg_squat": "shallow"}


def on(days_ago: int, hour: int = 6) -> dict[str, Any]:
    """The day and moment of an entry, before the Monday on which the stage opens; a negative number is later."""
    day = MONDAY.date() - timedelta(days=days_ago)
    return {"id": uuid.uuid4().hex, "on": day, "at": datetime.combine(day, time(hour), UTC)}


def strength(days_ago: int) -> Workout:
    """A whole session."""
    logs = tuple(ExerciseLog(name, _FIRST_LEVELS[name], 3, 3, effort=6, pain=0) for name in EXERCISES)
    return Workout(**on(days_ago, 5), exercises=logs, minutes=35)


def pain(days_ago: int, value: int) -> CheckIn:
    """Pain in daily life."""
    return CheckIn(**on(days_ago, 7), pain=value)


def run(days_ago: int, minutes: float = 20, worst: int = 0, **more: Any) -> Run:
    """A run, in the morning."""
    return Run(**on(days_ago, 6), minutes=minutes, pain=worst, **more)


def morning_after(ran: Run, value: int) -> CheckIn:
    """The knee, the morning after a run."""
    day = ran.on + timedelta(days=1)
    at = datetime.combine(day, time(7), UTC)
    return CheckIn(id=uuid.uuid4().hex, on=day, at=at, pain=value, kind=CheckInKind.MORNING, run=ran.id)


def both_tests(days_ago: int) -> list[Test]:
    """Both tests, passed."""
    return [
        Test(**on(days_ago, 8), test="walk", amount=30, pain=0),
        Test(**on(days_ago, 9), test="step_down", amount=10, pain=0),
    ]


def moved_on(days_ago: int, offer: str) -> Decision:
    """An offer that was taken."""
    return Decision(**on(days_ago, 10), offer=offer, choice=Choice.GO)


def calm_weeks(days: int = 21) -> list[Entry]:
    """Weeks without pain, three sessions each, no runs: enough for the next gate."""
    sessions = [strength(ago) for ago in range(2, days, 2)]
    return [*(pain(ago, 0) for ago in range(1, days)), *sessions]
