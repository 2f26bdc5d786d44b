"""What a diary shows over weeks, as the values that charts and papers are made of. Pure; nothing is drawn here."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.media.charts import (
    DayPain,
    GateCondition,
    GateProgress,
    PainCalendar,
    PainTrend,
    RunLoad,
    StrengthLevels,
    StrengthRow,
    WeekLoad,
    WeeklyMinutes,
)
from bot.media.data.card import WeeklyCard
from bot.texts import looks
from bot.texts.plan import PHASES
from protocols.course import Course
from protocols.diary import Diary, Run
from protocols.follow import follow
from protocols.load import caps
from protocols.model import RehabProtocol
from protocols.outlook import Condition, Plan
from protocols.plan import plan
from protocols.seen import WEEK, monday

TREND_WEEKS = 12  # more points than that are no dots on a phone any more
MOST_WEEKS = 12


def pain_trend(protocol: RehabProtocol, diary: Diary, today: date) -> PainTrend:
    """Worst pain of each day and every run with its onset, of the last `TREND_WEEKS` weeks."""
    course = follow(protocol, diary.entries, today)
    since = today - TREND_WEEKS * WEEK
    days = tuple(DayPain(on, pain) for on, pain in course.worst_days if on >= since)
    began = {run.id: run for run in diary.entries if isinstance(run, Run)}
    runs = tuple(
        RunLoad(seen.on, round(seen.load.amount(course.unit), 1), onset_of(began[seen.id], course))
        for seen in course.runs
        if seen.on >= since
    )
    return PainTrend(days, runs, course.unit, today)


def pain_calendar(protocol: RehabProtocol, diary: Diary, today: date) -> PainCalendar:
    """The last six weeks, day by day."""
    course = follow(protocol, diary.entries, today)
    return PainCalendar(tuple(DayPain(on, pain) for on, pain in course.worst_days), today)


def weekly_minutes(protocol: RehabProtocol, diary: Diary, today: date) -> WeeklyMinutes:
    """Minutes of each week since the first run, at most `MOST_WEEKS` of them, under the caps that held then.

    A cap is the one that stood when the runner set out: for the week on its last run, for a single run on the longest.
    """
    runs = sorted((e for e in diary.entries if isinstance(e, Run) and e.on <= today), key=lambda run: (run.on, run.at))
    if not runs:
        return WeeklyMinutes(())
    first = max(monday(runs[0].on), monday(today) - (MOST_WEEKS - 1) * WEEK)
    starts = [first + number * WEEK for number in range((monday(today) - first) // WEEK + 1)]
    return WeeklyMinutes(
        tuple(_week(protocol, diary, start, [r for r in runs if monday(r.on) == start]) for start in starts)
    )


def strength_levels(protocol: RehabProtocol, outlook: Plan) -> StrengthLevels:
    """The level of every exercise that is in the routine."""
    practised = (each for each in protocol.exercises.values() if each.id in outlook.levels)
    return StrengthLevels(
        tuple(StrengthRow(e.name, tuple(level.name for level in e.levels), outlook.levels[e.id]) for e in practised)
    )


def gate_progress(protocol: RehabProtocol, outlook: Plan) -> GateProgress | None:
    """The way to the next phase; None when there is no gate ahead."""
    if outlook.gate is None:
        return None
    conditions = tuple(_condition(protocol, each) for each in outlook.gate.conditions)
    return GateProgress(PHASES[outlook.gate.leads_to], conditions)


def weekly_card(protocol: RehabProtocol, diary: Diary, today: date) -> WeeklyCard:
    """The calendar week of `today`, so far."""
    outlook, course = plan(protocol, diary, today), follow(protocol, diary.entries, today)
    start = monday(today)
    pains = dict(course.worst_days)
    before = course.weeks.get(start - WEEK)
    trend = pain_trend(protocol, diary, today)
    return WeeklyCard(
        starts_on=start,
        phase=PHASES[outlook.phase],
        strength_done=outlook.week.strength_done,
        strength_goal=outlook.week.strength_goal,
        run_minutes=outlook.week.run_minutes,
        minutes_before=before.minutes if before else 0.0 if course.started and course.started < start else None,
        pains=tuple(pains.get(start + timedelta(days=number)) for number in range(7)),
        onset_before=_latest_onset([run for run in trend.runs if run.on < start]),
        onset_now=_latest_onset([run for run in trend.runs if run.on >= start]),
        unit=outlook.unit,
        gate=gate_progress(protocol, outlook),
    )


def onset_of(run: Run, course: Course) -> float | None:
    """Where pain began in a run, in the runner's unit; None when it did not or nobody knows."""
    pace = run.minutes / run.km if run.km else course.pace
    if run.onset_km is not None:
        return round(run.onset_km if course.unit == "km" else run.onset_km * pace, 1)
    if run.onset_minutes is not None:
        return round(run.onset_minutes / pace if course.unit == "km" else run.onset_minutes, 1)
    return None


def _latest_onset(runs: Sequence[RunLoad]) -> float | None:
    return next((run.onset for run in reversed(runs) if run.onset is not None), None)


def _week(protocol: RehabProtocol, diary: Diary, start: date, runs: list[Run]) -> WeekLoad:
    if not runs:
        return WeekLoad(start, 0.0, 0.0)
    longest = max(runs, key=lambda run: run.minutes)
    return WeekLoad(
        start,
        sum(run.minutes for run in runs),
        longest.minutes,
        _cap_before(protocol, diary, runs[-1], "week"),
        _cap_before(protocol, diary, longest, "single_run"),
    )


def _cap_before(protocol: RehabProtocol, diary: Diary, run: Run, which: str) -> float | None:
    """A limit in minutes as it stood just before a run."""
    earlier = [each for each in diary.entries if (each.on, each.at, each.id) < (run.on, run.at, run.id)]
    course = follow(protocol, earlier, run.on)
    if course.started is None:
        return None
    found = next((cap for cap in caps(course, run.on) if cap.id == which), None)
    if found is None:
        return None
    return round(found.limit * course.pace if found.unit == "km" else found.limit, 1)


def _condition(protocol: RehabProtocol, given: Condition) -> GateCondition:
    rule = protocol.rules[given.reason.rule]
    have, need = given.have, given.need
    counted = isinstance(have, int | float) and isinstance(need, int | float) and need > 0
    share = float(have) / float(need) if counted and given.reason.rule not in looks.AT_MOST else 0.0  # type: ignore[arg-type]
    return GateCondition(looks.gate_says(rule), given.met, min(1.0, share), looks.gate_figures(given))
