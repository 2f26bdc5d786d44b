"""How long the runs of the coming days are: never above a cap, never beyond the point where pain starts."""

from collections.abc import Mapping
from datetime import date

from protocols.cadence import form_cue, target
from protocols.course import VOLUME, Course
from protocols.load import round_down, runs_goal
from protocols.model import Light, Phase
from protocols.outlook import Cap, Reason, RunTask
from protocols.seen import WEEK, monday


class RunBudget:
    """Deals out what a week's caps leave, run by run."""

    def __init__(self, course: Course, today: date, caps: tuple[Cap, ...]) -> None:
        self._course, self._today = course, today
        self._caps: Mapping[str, Cap] = {cap.id: cap for cap in caps}
        self._spent: dict[date, float] = {monday(today): self._caps["week"].used if caps else 0.0}
        goal = course.cadence and target(course, today)
        self._cadence = goal.target if goal else None

    def task(self, on: date, runs_left: int) -> RunTask | None:
        """The run of a day when `runs_left` are still to come in its week, itself included; None when none fits."""
        week = self._caps["week"]
        room = week.limit - self._spent.get(monday(on), 0.0)
        ceiling = min([room, *(cap.limit for id_, cap in self._caps.items() if id_ != "week")])
        if self._course.phase is Phase.RETURN:
            return self._rung(on, room, ceiling)
        wanted = min(ceiling, self._part(self._wanted(on, room), on, max(1, runs_left)))
        amount = round_down(wanted, week.unit)
        minutes = self._minutes(amount, week.unit)
        if minutes < self._course.protocol.value("run_minimum", "minutes"):
            return None
        self._spend(on, amount)
        return self._free(minutes, ceiling, week.unit)

    def reasons(self) -> tuple[Reason, ...]:
        """Why a run is as long as it is."""
        own = tuple(reason for cap in self._caps.values() for reason in cap.reasons)
        flat = () if self._hilly() else (Reason("ladder_flat"),)
        return own + flat + form_cue(self._course)

    def _rung(self, on: date, room: float, ceiling: float) -> RunTask | None:
        step = self._course.rung
        minutes = round_down(min(step.total_minutes, ceiling), "min")
        whole = room >= step.total_minutes
        if not whole or minutes < self._course.protocol.value("run_minimum", "minutes"):
            return None
        self._spend(on, minutes)
        return RunTask(step, minutes, max_minutes=minutes, flat=True, cadence=self._cadence)

    def _free(self, minutes: float, ceiling: float, unit: str) -> RunTask:
        most = round_down(ceiling, unit)
        return RunTask(
            None,
            minutes,
            max_minutes=most if unit == "min" else None,
            max_km=most if unit == "km" else None,
            flat=not self._hilly(),
            cadence=self._cadence,
        )

    def _wanted(self, on: date, room: float) -> float:
        """No more than the old volume in a week, once volume is what counts."""
        volume = self._course.profile.volume
        if self._course.phase not in VOLUME or volume is None:
            return room
        goal = self._course.load(volume).amount(self._caps["week"].unit)
        return min(room, goal - self._spent.get(monday(on), 0.0))

    def _part(self, wanted: float, on: date, runs_left: int) -> float:
        """An even part; where volume counts the last run of a week is the long one."""
        if runs_left == 1 or self._course.phase not in VOLUME:
            return wanted / runs_left
        others = 1 - self._course.protocol.value("runs_week", "long_percent") / 100
        week = wanted + self._spent.get(monday(on), 0.0)
        return min(wanted, week * others / (runs_goal(self._course, self._today) - 1))

    def _minutes(self, amount: float, unit: str) -> float:
        return round_down(amount * self._course.pace if unit == "km" else amount, "min")

    def _spend(self, on: date, amount: float) -> None:
        week = monday(on)
        self._spent[week] = self._spent.get(week, 0.0) + amount

    def _hilly(self) -> bool:
        """Hills once a week, when they are allowed at all."""
        course = self._course
        if course.hills_on is None or course.reading_light is not Light.GREEN:
            return False
        return course.hilly_on is None or course.hilly_on < monday(self._today) or self._today - course.hilly_on >= WEEK
