"""Diaries for rule tests: days are numbers (day 1 is Monday 2 March 2026), and every entry is one call."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any

from bot.simulation.runners import INTAKE
from protocols.diary import (
    Answer,
    CadenceMeasured,
    CheckIn,
    CheckInKind,
    Choice,
    Cleared,
    CrossTraining,
    Decision,
    Diary,
    Entry,
    ExerciseLog,
    Flag,
    Pause,
    Resume,
    Run,
    Shoes,
    Skip,
    Test,
    Workout,
)
from protocols.loader import load_all
from protocols.model import RehabProtocol
from protocols.outlook import Cap, Condition, Plan, RunTask, Task, TaskKind
from protocols.plan import plan

START = date(2026, 3, 2)
QUIET = {"daily_pain": 0, "run_pain": 4}


@cache
def itbs() -> RehabProtocol:
    """The programme, read once."""
    return load_all()["itbs"]


def day(number: int) -> date:
    """Day 1 is a Monday."""
    return START + timedelta(days=number - 1)


class Book:
    """A diary that grows; each call adds an entry, later on its day than the one before."""

    def __init__(self, answers: dict[str, Any] | None = None, *, complete: bool = True) -> None:
        self.entries: list[Entry] = []
        self._numbers = count()
        if complete:
            worse = {"worse_side": "right"} if (answers or {}).get("side") == "both" else {}
            self.answer(1, **{**INTAKE, **worse, **(answers or {})})

    def add(self, make: type[Entry], on: int, /, **fields: Any) -> str:
        """Any entry; returns its id."""
        number = next(self._numbers)
        moment = datetime.combine(day(on), datetime.min.time(), UTC) + timedelta(hours=6, seconds=number)
        self.entries.append(make(id=f"e{number:05}", on=day(on), at=moment, **fields))
        return self.entries[-1].id

    def answer(self, on: int, **answers: Any) -> None:
        for question, value in answers.items():
            self.add(Answer, on, question=question, value=value)

    def check(self, on: int, pain: int, **fields: Any) -> str:
        return self.add(CheckIn, on, pain=pain, **fields)

    def checks(self, days: Iterable[int], pain: int = 0) -> None:
        for on in days:
            self.check(on, pain)

    def morning(self, on: int, pain: int, run: str | None = None) -> str:
        return self.add(CheckIn, on, pain=pain, kind=CheckInKind.MORNING, run=run)

    def run(self, on: int, minutes: float = 18.0, pain: int = 0, **fields: Any) -> str:
        return self.add(Run, on, minutes=minutes, pain=pain, **fields)

    def calm_run(self, on: int, minutes: float = 18.0, pain: int = 0, after: int = 0, **fields: Any) -> None:
        """A run and the check of the next morning."""
        run = self.run(on, minutes, pain, **fields)
        self.morning(on + 1, after, run)

    def workout(self, on: int, *, effort: int = 7, pain: int = 0, level: str | None = None, **fields: Any) -> str:
        """All exercises, every set; hard enough (7) to move no level unless told otherwise."""
        logs = tuple(
            ExerciseLog(e.id, level or e.levels[0].id, e.dose.sets, e.dose.sets, effort, pain)
            for e in itbs().exercises.values()
            if e.id != "single_leg_squat"
        )
        return self.add(Workout, on, exercises=fields.pop("exercises", logs), **fields)

    def workouts(self, days: Iterable[int], **fields: Any) -> None:
        for on in days:
            self.workout(on, **fields)

    def tests(self, on: int, *, walk: int = 0, step_down: int = 0) -> None:
        self.add(Test, on, test="walk", amount=30.0, pain=walk)
        self.add(Test, on, test="step_down", amount=10.0, pain=step_down)

    def go(self, on: int, offer: str) -> str:
        return self.add(Decision, on, offer=offer, choice=Choice.GO)

    def stay(self, on: int, offer: str) -> str:
        return self.add(Decision, on, offer=offer, choice=Choice.STAY)

    def override(self, on: int, offer: str) -> str:
        return self.add(Decision, on, offer=offer, choice=Choice.OVERRIDE)

    def flag(self, on: int, flag: str = "locking") -> str:
        return self.add(Flag, on, flag=flag)

    def cleared(self, on: int) -> str:
        return self.add(Cleared, on)

    def pause(self, on: int, until: int | None = None, reason: str = "travel") -> str:
        return self.add(Pause, on, reason=reason, until=day(until) if until else None)

    def resume(self, on: int) -> str:
        return self.add(Resume, on)

    def skip(self, on: int, kind: str, reason: str = "time") -> str:
        return self.add(Skip, on, task=f"{day(on)}:{kind}", reason=reason)

    def cross(self, on: int, **fields: Any) -> str:
        return self.add(CrossTraining, on, sport="bike", minutes=40.0, **fields)

    def cadence(self, on: int, spm: float) -> str:
        return self.add(CadenceMeasured, on, spm=spm)

    def shoes(self, on: int, *, minimal: bool = False, drop_mm: float | None = None) -> str:
        return self.add(Shoes, on, minimal=minimal, drop_mm=drop_mm)

    @property
    def diary(self) -> Diary:
        return Diary(tuple(self.entries))

    def plan(self, on: int) -> Plan:
        return plan(itbs(), self.diary, day(on))

    def settled(self) -> int:
        """Two weeks of good work: on day 15 the gate to run and walk is open."""
        self.checks(range(1, 15), 0)
        self.workouts((1, 3, 5, 8, 10, 12))
        self.go(8, "phase:build")
        self.tests(14)
        self.check(15, 0)
        return 15

    def returning(self) -> int:
        """In the return phase at R1 since day 15; the next run may come on day 16."""
        on = self.settled()
        self.go(on, "phase:return")
        return on + 1

    def climb(self, on: int, upto: str, *, last: int = 0) -> int:
        """Two calm sessions and hip work a step, up to a step, then `last` sessions on it; returns the next day."""
        for step in itbs().ladder:
            for _ in range(2 if step.id != upto else last):
                self.calm_run(on, step.total_minutes, step=step.id)
                on += 2
            if step.id == upto:
                return on
            self.workout(on - 1)
            self.go(on - 1, f"step:{itbs().ladder[itbs().ladder.index(step) + 1].id}")
        raise AssertionError(upto)

    def growing(self) -> int:
        """Through the whole ladder into grow; returns the next day without an entry."""
        on = self.climb(self.returning(), "R11", last=2)
        self.go(on - 1, "phase:grow")
        return on

    def calm_weeks(self, on: int, weeks: int = 3) -> int:
        """Calm runs of 20 min on Tuesday, Thursday and Saturday from the next Monday on; returns the Monday after."""
        monday = on + (1 - on) % 7
        for week in range(weeks):
            for weekday in (1, 3, 5):
                self.calm_run(monday + 7 * week + weekday, 20)
        return monday + 7 * weeks


def tasks(found: Plan, *kinds: TaskKind) -> list[Task]:
    """The tasks of seven days of some kinds."""
    return [task for ahead in found.ahead for task in ahead.tasks if task.kind in kinds]


def run_tasks(found: Plan) -> list[RunTask]:
    """The runs still to come in seven days."""
    return [task.run for task in tasks(found, TaskKind.RUN) if task.run and not task.done]


def cap(found: Plan, id_: str) -> Cap:
    """A cap of the plan; it must be there."""
    return next(c for c in found.caps if c.id == id_)


def condition(found: Plan, id_: str) -> Condition:
    """A condition of the plan's gate; it must be there."""
    assert found.gate is not None
    return next(c for c in found.gate.conditions if c.id == id_)


def rules(found: Plan) -> set[str]:
    """The rules that the plan names as its reasons."""
    return {reason.rule for reason in found.reasons}


def alerts(found: Plan) -> set[str]:
    """The ids of the alerts."""
    return {alert.id for alert in found.alerts}


def offers(found: Plan) -> set[str]:
    """The ids of what is open."""
    return {offer.id for offer in found.offers if not offer.informed}


def ahead_of_gate(found: Plan) -> set[str]:
    """The ids of what an informed choice may take."""
    return {offer.id for offer in found.offers if offer.informed}
