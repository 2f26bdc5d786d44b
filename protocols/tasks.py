"""What there is to do on a day, and why."""

from collections.abc import Iterator
from datetime import date

from protocols.adherence import sessions_goal
from protocols.cadence import wants_measuring
from protocols.course import Course
from protocols.load import unrun
from protocols.model import Light, Phase
from protocols.outlook import Cap, Day, Gate, Prescription, Reason, RunTask, Task, TaskKind
from protocols.runs import missing_morning
from protocols.runtask import RunBudget
from protocols.seen import DAY, monday
from protocols.strength import prescriptions
from protocols.week import Schedule, running_allowed

_EXERCISE = (TaskKind.RUN, TaskKind.STRENGTH, TaskKind.CROSS)


def days_ahead(course: Course, today: date, plan: Schedule, caps: tuple[Cap, ...], way: Gate | None) -> tuple[Day, ...]:
    """Seven days from today on. Checks and the tests of today's gate (`way`) appear only on the day itself."""
    budget = RunBudget(course, today, caps)
    session = prescriptions(course)
    week = []
    for offset in range(7):
        on = today + offset * DAY
        tasks = list(_sessions(course, on, today, plan, budget, session))
        if offset == 0:
            tasks = [*_checks(course, today, tasks), *tasks, *_tests(course, today, tasks, way)]
            tasks = [task for task in tasks if task.done or course.paused(on) is None]
        if not any(task.kind in _EXERCISE for task in tasks) and course.paused(on) is None:
            tasks.append(_task(on, TaskKind.REST, Reason("rest_day")))
        week.append(Day(on, tuple(tasks)))
    return tuple(week)


def _task(on: date, kind: TaskKind, *reasons: Reason, done: bool = False) -> Task:
    return Task(f"{on}:{kind}", kind, on, done=done, reasons=reasons)


def _sessions(
    course: Course, on: date, today: date, plan: Schedule, budget: RunBudget, session: tuple[Prescription, ...]
) -> Iterator[Task]:
    run = _run(course, on, today, plan, budget)
    if run:
        yield run
    strength = _strength(course, on, today, plan, session)
    if strength:
        yield strength
    cross = on in plan.cross or (on in plan.runs and run is None)
    crossed = bool(course.cross) and course.cross[-1] == on
    if (cross and not _red_today(course, on, today)) or crossed:
        reasons = (Reason("cross_training"), *_why_no_run(course, on, plan), *_climbs(course))
        yield _task(on, TaskKind.CROSS, *reasons, done=crossed)


def _run(course: Course, on: date, today: date, plan: Schedule, budget: RunBudget) -> Task | None:
    id_ = f"{on}:{TaskKind.RUN}"
    if on == today and course.runs and course.runs[-1].on == today:
        return Task(id_, TaskKind.RUN, on, done=True, run=_ran(course), reasons=budget.reasons())
    skipped = on == today and id_ in course.skipped and course.paused(on) is None and running_allowed(course)
    if not skipped and (on not in plan.runs or (on == today and sore_for_return(course))):
        return None
    left = sum(monday(day) == monday(on) and day >= on for day in plan.runs)
    task = budget.task(on, left)
    return Task(id_, TaskKind.RUN, on, skipped=skipped, run=task, reasons=budget.reasons()) if task else None


def _ran(course: Course) -> RunTask:
    """What a run of today was meant as: a step, or minutes of one's own."""
    last = course.runs[-1]
    return RunTask(last.rung, last.load.minutes, flat=course.hills_on is None)


def _strength(course: Course, on: date, today: date, plan: Schedule, session: tuple[Prescription, ...]) -> Task | None:
    id_ = f"{on}:{TaskKind.STRENGTH}"
    done = bool(course.sessions) and course.sessions[-1][0] == on
    skipped = not done and on == today and id_ in course.skipped and course.paused(on) is None
    if not (on in plan.strength or done or skipped):
        return None
    count = len(course.recent_sessions(monday(on)))
    rule = "strength_maintain" if course.phase is Phase.MAINTAIN else "strength_week"
    reasons = [Reason(rule, {"have": f"{count}/{sessions_goal(course)}"})]
    if plan.missed and monday(on) == monday(today) and not done:
        reasons.append(Reason("missed_moved", {"missed": plan.missed}))
    return Task(id_, TaskKind.STRENGTH, on, done, skipped, strength=session, reasons=tuple(reasons))


def sore_for_return(course: Course) -> bool:
    """True when daily life hurts too much for a return run."""
    rest = course.rest_pain or 0
    return course.phase is Phase.RETURN and rest > course.protocol.value("daily_pain_rest", "pain_max")


def _red_today(course: Course, on: date, today: date) -> bool:
    return on == today == course.reading_on and course.reading_light is Light.RED


def _why_no_run(course: Course, on: date, plan: Schedule) -> tuple[Reason, ...]:
    if course.flare_on:
        return (Reason("flare", {"on": course.flare_on, "have": course.calm_days}),)
    if unrun(course):
        return (Reason("reentry_build", {"on": course.run_clock}),)
    if not running_allowed(course):
        return (Reason("no_volume"),)
    if on not in plan.runs:
        return ()
    if sore_for_return(course):
        return (Reason("daily_pain_rest", {"pain": course.rest_pain or 0}),)
    return (Reason("run_minimum"),)


def _climbs(course: Course) -> tuple[Reason, ...]:
    return (Reason("cross_climbs"),) if course.phase in (Phase.CALM, Phase.BUILD) or course.flare_on else ()


def _checks(course: Course, today: date, tasks: list[Task]) -> Iterator[Task]:
    checked = bool(course.check_days) and course.check_days[-1][0] == today
    about = missing_morning(course, today)
    running = any(task.kind is TaskKind.RUN and not task.done for task in tasks)
    if about and (about.on == today - DAY or running):
        yield _morning(today, about.id, done=False)
        return
    yesterday = next((run for run in course.recent_runs(today - DAY) if run.on == today - DAY), None)
    if yesterday:
        yield _morning(today, yesterday.id, done=True)
    elif checked or _check_due(course, today):
        yield _task(today, TaskKind.DAILY_CHECK, Reason("daily_check"), done=checked)


def _morning(today: date, run: str, *, done: bool) -> Task:
    kind = TaskKind.MORNING_CHECK
    return Task(f"{today}:{kind}", kind, today, done, about_run=run, reasons=(Reason("morning_check"),))


def _check_due(course: Course, today: date) -> bool:
    """Daily while the knee settles; once a week, from Monday until it is answered, when running is back."""
    if course.phase in (Phase.CALM, Phase.BUILD) or course.flare_on:
        return True
    return not course.check_days or course.check_days[-1][0] < monday(today)


def _tests(course: Course, today: date, tasks: list[Task], way: Gate | None) -> Iterator[Task]:
    kinds = {task.kind for task in tasks}
    if TaskKind.RUN in kinds and wants_measuring(course, today):
        yield _task(today, TaskKind.CADENCE_TEST, Reason("cadence_measure"))
    for condition in way.conditions if way else ():
        if condition.id == "step_down" and TaskKind.STRENGTH in kinds:
            yield from _test(course, today, TaskKind.STEP_DOWN_TEST, "step_down", condition.reason, condition.met)
        elif condition.id == "walk" and TaskKind.RUN not in kinds:
            yield from _test(course, today, TaskKind.WALK_TEST, "walk", condition.reason, condition.met)


def _test(course: Course, today: date, kind: TaskKind, test: str, why: Reason, met: bool) -> Iterator[Task]:
    """A test of the gate to run and walk, once the knee is quiet and some strength is there."""
    last = course.tests.get(test)
    if last and last.on == today:
        yield _task(today, kind, why, done=True)
        return
    value = course.protocol.value
    ready = sum(share for _, share in course.sessions) >= value("tests_due", "sessions")
    quiet = course.rest_pain == 0 and course.flare_on is None
    rested = last is None or (today - last.on).days >= value("tests_due", "days")
    if ready and quiet and rested and not met:
        yield _task(today, kind, why, Reason("tests_due"))
