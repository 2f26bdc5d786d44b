"""What goes on paper and into a calendar, from a diary. Pure; nothing is written to a file here."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from bot.media.calendar_file import PlanEvent
from bot.media.data.report import PhysioReport, ReportWeek
from bot.screens import looking_back
from bot.texts import papers as texts
from bot.texts import safety
from bot.texts.plan import PHASES
from protocols.course import Course
from protocols.diary import CrossTraining, Diary
from protocols.follow import follow
from protocols.model import Overlay, RehabProtocol
from protocols.outlook import Plan, Task, TaskKind
from protocols.plan import plan
from protocols.seen import WEEK, monday

MOST_WEEKS = 12
OUTLINED = 3  # weeks beyond the seven days that the plan fixes (P)
_AROUND = 10  # minutes of walking before and after a step of the ladder
_MINUTES = {TaskKind.STRENGTH: 40, TaskKind.WALK_TEST: 30, TaskKind.STEP_DOWN_TEST: 10}
_OUTLINED = (TaskKind.STRENGTH, TaskKind.RUN)


def physio_report(protocol: RehabProtocol, diary: Diary, now: datetime) -> PhysioReport:
    """The page for a physio; `now` is the moment on the runner's clock."""
    today = now.date()
    outlook, course = plan(protocol, diary, today), follow(protocol, diary.entries, today)
    named = [safety.sign(flag, protocol.flags[flag].screen) for flag in course.flags]
    weeks = (today - (course.started or today)).days // 7 + 1
    return PhysioReport(
        made_at=now,
        side=texts.side(course.profile),
        phase=PHASES[outlook.phase],
        unit=outlook.unit,
        history=texts.history(course.profile, named),
        weeks=tuple(_weeks(protocol, diary, today, course, outlook)),
        caps=tuple(texts.cap(limit) for limit in outlook.caps),
        tried=tuple(line for line in _tried(protocol, diary, outlook, course, weeks) if line),
        questions=(texts.stalled(weeks),) if outlook.overlays & {Overlay.STALLED, Overlay.REFERRED} else (),
        trend=looking_back.pain_trend(protocol, diary, today),
    )


def plan_events(outlook: Plan, at: time) -> tuple[PlanEvent, ...]:
    """The seven days that the plan fixes, and the same weekdays of the weeks after as an outline; `at`: o'clock."""
    tasks = [task for day in outlook.ahead for task in day.tasks if not (task.done or task.skipped)]
    fixed = [_event(task, at) for task in tasks if task.kind is TaskKind.RUN or task.kind in _MINUTES]
    outline = [
        _outlined(task, task.on + number * WEEK, at)
        for number in range(1, OUTLINED + 1)
        for task in tasks
        if task.kind in _OUTLINED
    ]
    return (*fixed, *outline)


def _outlined(task: Task, on: date, at: time) -> PlanEvent:
    return PlanEvent(f"{on}-{task.kind}", on, at, _minutes(task), texts.event_title(task.kind, None), texts.OUTLINE)


def _event(task: Task, at: time) -> PlanEvent:
    title, notes = texts.event_title(task.kind, task.run), texts.event_notes(task.run)
    return PlanEvent(f"{task.on}-{task.kind}", task.on, at, _minutes(task), title, notes)


def _minutes(task: Task) -> int:
    if task.run is None:
        return _MINUTES[task.kind]
    return round(task.run.minutes) + (_AROUND if task.run.step else 0)


def _tried(protocol: RehabProtocol, diary: Diary, outlook: Plan, course: Course, weeks: int) -> Iterator[str | None]:
    lengths = [run.load.minutes for run in course.runs]
    yield texts.strength(sum(share for _, share in course.sessions), weeks, outlook.week.strength_goal)
    yield texts.levels(protocol, outlook) if outlook.levels else None
    yield texts.runs(len(lengths), sum(lengths), max(lengths, default=0.0))
    yield texts.ladder(outlook)
    yield texts.cross(sum(isinstance(entry, CrossTraining) for entry in diary.entries))
    yield texts.cadence(outlook.cadence)
    yield texts.left_out(outlook)


def _weeks(protocol: RehabProtocol, diary: Diary, today: date, course: Course, outlook: Plan) -> Iterator[ReportWeek]:
    if course.started is None:
        return
    ran = {week.starts_on: week for week in looking_back.weekly_minutes(protocol, diary, today).weeks}
    runs = looking_back.pain_trend(protocol, diary, today).runs
    start = max(monday(course.started), monday(today) - (MOST_WEEKS - 1) * WEEK)
    while start <= today:
        end = start + timedelta(days=6)
        load = ran.get(start)
        yield ReportWeek(
            starts_on=start,
            strength_done=int(sum(share for on, share in course.sessions if start <= on <= end)),
            strength_goal=outlook.week.strength_goal,
            run_minutes=load.minutes if load else 0.0,
            week_cap=load.week_cap if load else None,
            worst_pain=max((pain for on, pain in course.worst_days if start <= on <= end), default=None),
            onset=next((r.onset for r in reversed(runs) if start <= r.on <= end and r.onset is not None), None),
        )
        start += WEEK
