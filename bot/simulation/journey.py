"""Day after day: the plan says, the runner does and feels, the diary grows. All through the real engine."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from bot.simulation.knee import Knee
from bot.simulation.runners import Event, Runner
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
    Run,
    Side,
    Surface,
    Test,
    Workout,
)
from protocols.model import RehabProtocol
from protocols.outlook import Offer, Plan, RunTask, Task, TaskKind
from protocols.plan import plan

START = date(2026, 3, 2)  # a Monday; summer time begins on 29 March in Europe and on 8 March in New York


@dataclass(frozen=True, slots=True)
class Lived:
    """One day: the plan in the morning, what was recorded, the plan in the evening."""

    morning: Plan
    entries: tuple[Entry, ...]
    evening: Plan


def play(protocol: RehabProtocol, runner: Runner, weeks: int, seed: int) -> Iterator[Lived]:
    """The journey of a runner, one day at a time."""
    life = _Life(protocol, runner, seed)
    for offset in range(weeks * 7):
        yield life.day(START + timedelta(days=offset))


class _Life:
    """A runner, a knee and a growing diary."""

    def __init__(self, protocol: RehabProtocol, runner: Runner, seed: int) -> None:
        self._protocol, self._runner = protocol, runner
        self._random = Random(f"{runner.name}-{seed}")
        self._knee = Knee(runner.bears, runner.sore, runner.fades, runner.gains, self._random, runner.floor)
        self._zone = ZoneInfo(runner.zone)
        self._entries: list[Entry] = []
        self._done: Counter[tuple[str, str]] = Counter()
        self._away_until = 0
        self._today = START

    def day(self, today: date) -> Lived:
        """Live through one day."""
        self._today = today
        before = len(self._entries)
        number = (today - START).days + 1
        if number == 1:
            self._onboard()
        self._knee.night()
        today_only = [event for event in self._runner.events if event.day == number]
        for event in today_only:
            self._happen(event)
        morning = self._plan()
        if number >= self._away_until:
            self._live(morning, next((event for event in today_only if event.what == "hilly"), None))
        return Lived(morning, tuple(self._entries[before:]), self._plan())

    def _live(self, morning: Plan, outing: Event | None) -> None:
        for task in morning.tasks:
            if task.kind in (TaskKind.MORNING_CHECK, TaskKind.DAILY_CHECK) and not task.done:
                self._check(task)
        if outing:
            self._run(outing.minutes, Surface.HILLY)
        for task in () if outing else self._plan().tasks:
            if not task.done:
                self._do(task)
        if self._runner.moves_on:
            self._move_on(self._plan().offers)

    def _plan(self) -> Plan:
        return plan(self._protocol, Diary(tuple(self._entries)), self._today)

    def _record(self, make: type[Entry], hour: int, /, **fields: Any) -> None:
        """Add an entry at an hour of the runner's own day."""
        number = len(self._entries)
        local = datetime.combine(self._today, time(hour, number // 60 % 60, number % 60), self._zone)
        self._entries.append(make(id=f"e{number}", on=self._today, at=local.astimezone(UTC), **fields))

    def _onboard(self) -> None:
        for question, value in self._runner.intake.items():
            self._record(Answer, 7, question=question, value=value)

    def _happen(self, event: Event) -> None:
        match event.what:
            case "away":
                self._away_until = event.until
            case "flag":
                self._record(Flag, 7, flag=event.name)
            case "cleared":
                self._record(Cleared, 7)
            case "fly":
                self._zone = ZoneInfo(event.name)

    def _check(self, task: Task) -> None:
        kind = CheckInKind.MORNING if task.about_run else CheckInKind.DAILY
        side = {"left": Side.LEFT, "right": Side.RIGHT}.get(str(self._runner.intake.get("worse_side", "")))
        self._record(CheckIn, 8, pain=self._knee.daily, kind=kind, run=task.about_run, side=side)
        if side is not None:  # the better knee, asked about in the same message
            other = Side.LEFT if side is Side.RIGHT else Side.RIGHT
            self._record(CheckIn, 8, pain=self._knee.daily // 2, kind=kind, run=task.about_run, side=other)

    def _do(self, task: Task) -> None:
        match task.kind:
            case TaskKind.RUN if task.run is not None:
                self._run_task(task.run)
            case TaskKind.STRENGTH:
                self._train(task)
            case TaskKind.CROSS:
                self._record(CrossTraining, 17, sport="bike", minutes=40.0)
            case TaskKind.WALK_TEST:
                self._record(Test, 12, test="walk", amount=30.0, pain=self._knee.daily)
            case TaskKind.STEP_DOWN_TEST:
                self._record(Test, 19, test="step_down", amount=10.0, pain=self._knee.daily)
            case TaskKind.CADENCE_TEST:
                self._record(CadenceMeasured, 18, spm=self._runner.cadence)
            case TaskKind.REST if self._runner.eager > 1 and self._random.random() < 0.5:
                self._run(20.0, Surface.FLAT)

    def _run_task(self, task: RunTask) -> None:
        surface = Surface.FLAT if task.flat else Surface.HILLY
        if task.step is None:
            self._run(round(task.minutes * self._runner.eager), surface)
        else:
            bout = None if task.step.continuous else task.step.run
            extra = self._runner.eager if self._random.random() < 0.5 else 1.0
            self._run(task.minutes * extra, surface, bout=bout, step=task.step.id if extra == 1 else None)

    def _run(self, minutes: float, surface: Surface, *, bout: float | None = None, step: str | None = None) -> None:
        felt = self._knee.run(minutes, bout=bout, hilly=surface is Surface.HILLY)
        km = round(minutes / 6.0, 1) if bout is None else None
        self._record(
            Run,
            18,
            minutes=float(minutes),
            km=km,
            pain=felt.pain,
            onset_minutes=felt.onset,
            limp=felt.limp,
            surface=surface,
            step=step,
        )

    def _train(self, task: Task) -> None:
        if self._random.random() >= self._runner.keeps:
            return
        logs = []
        for item in task.strength:
            exercise = self._protocol.exercises[item.exercise]
            level = exercise.level(item.level).id
            effort = self._effort(item.exercise, level)
            logs.append(ExerciseLog(item.exercise, level, item.sets, item.sets, effort, min(3, self._knee.daily)))
        self._record(Workout, 19, exercises=tuple(logs), minutes=35.0)
        self._knee.train(1.0)

    def _effort(self, exercise: str, level: str) -> int:
        """Hard when new, easier with every session at a level."""
        times = self._done[exercise, level]
        self._done[exercise, level] += 1
        return max(4, round(7.6 - 0.5 * times + self._random.random() - 0.5))

    def _move_on(self, offers: tuple[Offer, ...]) -> None:
        """Take what is open: the next phase before the next step."""
        chosen = next((offer for offer in offers if not offer.informed), None)
        if chosen is not None:
            self._record(Decision, 21, offer=chosen.id, choice=Choice.GO)
