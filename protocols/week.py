"""Which of the next seven days hold strength, runs, cross-training or rest."""

from dataclasses import dataclass
from datetime import date, timedelta

from protocols.adherence import sessions_goal
from protocols.course import Course
from protocols.load import runs_goal, runs_that_fit, unrun
from protocols.model import Light, Phase
from protocols.outlook import Cap, Reason
from protocols.placement import Days, Pair, Wish, place
from protocols.seen import DAY, WEEK, monday

EVERY_DAY: Days = tuple(range(7))


@dataclass(frozen=True, slots=True)
class Schedule:
    """Days from today on. `cross` stands in for `runs` where running waits, and fills a free day where it does not."""

    strength: frozenset[date]
    runs: frozenset[date]
    cross: frozenset[date]
    missed: int  # strength sessions of this week that were due and did not happen
    dropped: int  # those of them for which the week has no room left


def running_allowed(course: Course) -> bool:
    """False in a flare, and before the ladder for somebody who was not running, or has not been for weeks."""
    waiting = course.phase in (Phase.CALM, Phase.BUILD) and (course.profile.volume is None or unrun(course))
    return course.flare_on is None and not waiting


def schedule(course: Course, today: date, week: Cap) -> Schedule:
    """This week's remaining sessions and next week's first ones; `week` is the weekly cap."""
    strength, runs, missed, dropped = _this_week(course, today, week)
    later, later_runs = _next_week(course, today, strength, runs)
    if running_allowed(course):
        cross = _spare_day(course, today, strength | runs)
        return Schedule(strength | later, runs | later_runs, cross, missed, dropped)
    return Schedule(strength | later, frozenset(), runs | later_runs, missed, dropped)


def room_for_strength(course: Course) -> int:
    """How many sessions an untouched week of the runner's days can hold."""
    suits = course.profile.days or EVERY_DAY
    return len(place(suits, Wish(sessions_goal(course), 0, _strength_apart(course)), Wish(0, 0, 1))[0])


def dropped_reason(weekly: Schedule) -> tuple[Reason, ...]:
    """Why this week holds fewer sessions than asked for."""
    return (Reason("missed_dropped", {"missed": weekly.dropped}),) if weekly.dropped else ()


def _this_week(course: Course, today: date, week: Cap) -> tuple[frozenset[date], frozenset[date], int, int]:
    first = monday(today)
    done = [on for on, _ in course.recent_sessions(first)]
    ran = sorted({run.on for run in course.recent_runs(first)})
    crossed = [on for on in course.cross[-7:] if on >= first]
    instead = ran if running_allowed(course) else crossed
    strength = _wish(course, today, sessions_goal(course) - len(done), _last_session(course), "strength")
    wanted = _goal(course, today) - len(instead)
    if running_allowed(course):
        wanted = min(wanted, runs_that_fit(course, today, week))
    runs = _wish(course, today, wanted, _last_run(course), "run")
    busy = (today.weekday(),) if today in (*done, *ran) else ()
    usual = _usual(course, today)
    days = place(_suits(course, first), strength, runs, busy, usual)
    due = () if _pause_touches(course, first) else usual[0]
    missed = max(0, sum(first + day * DAY < today for day in due) - sum(on < today for on in done))
    dropped = max(0, len(due) - len(done) - len(days[0])) if missed else 0
    return _dates(first, days[0]), _dates(first, days[1]), missed, dropped


def _next_week(
    course: Course, today: date, strength: frozenset[date], runs: frozenset[date]
) -> tuple[frozenset[date], frozenset[date]]:
    first = monday(today) + WEEK
    last = max(filter(None, (_last_session(course), *strength)), default=None)
    last_run = max(filter(None, (_last_run(course), *runs)), default=None)
    days = place(
        _suits(course, first),
        Wish(sessions_goal(course), _from(first, last, _strength_apart(course)), _strength_apart(course)),
        Wish(_goal(course, today), _from(first, last_run, _runs_apart(course, today)), _runs_apart(course, today)),
    )
    end = today + 7 * DAY
    later, later_runs = (frozenset(day for day in _dates(first, found) if day < end) for found in days)
    return later, later_runs


def _wish(course: Course, today: date, count: int, last: date | None, task: str) -> Wish:
    apart = _strength_apart(course) if task == "strength" else _runs_apart(course, today)
    over = last == today or f"{today}:{task}" in course.skipped
    start = max(today.weekday() + over, _from(monday(today), last, apart))
    return Wish(max(0, count), start, apart)


def _goal(course: Course, today: date) -> int:
    """Runs of a week, or the sessions that stand in for them."""
    if running_allowed(course):
        return runs_goal(course, today)
    return int(course.protocol.value("cross_training", "sessions"))


def _usual(course: Course, today: date) -> Pair:
    """Where the week's sessions lay when it began."""
    first = monday(today)
    begin = max(0, ((course.started or first) - first).days)
    session = max((on for on, _ in course.recent_sessions(first - WEEK) if on < first), default=None)
    run = max((run.on for run in course.recent_runs(first - WEEK) if run.on < first), default=None)
    apart, runs_apart, goal = _strength_apart(course), _runs_apart(course, today), _goal(course, today)
    return place(
        course.profile.days or EVERY_DAY,
        Wish(sessions_goal(course), max(begin, _from(first, session, apart)), apart),
        Wish(goal, max(begin, _from(first, run, runs_apart)), runs_apart),
    )


def _pause_touches(course: Course, first: date) -> bool:
    """In a week with a pause or a red flag nothing counts as missed."""
    spans = (*course.pauses, *course.stops)
    return any(span.start < first + WEEK and (span.end is None or span.end > first) for span in spans)


def _spare_day(course: Course, today: date, planned: frozenset[date]) -> frozenset[date]:
    """One day of cross-training in a week that still keeps a day off."""
    first = monday(today)
    ran = {run.on for run in course.recent_runs(first)}
    active = {on for on, _ in course.recent_sessions(first)} | ran | {on for on in planned if on < first + WEEK}
    crossed = any(on >= first for on in course.cross[-1:])
    if course.phase not in (Phase.CALM, Phase.BUILD, Phase.RETURN) or crossed or len(active) > 5:
        return frozenset()
    free = [day for day in _dates(first, _suits(course, first)) if day >= today and day not in active]
    calm = [day for day in sorted(free) if day != today or course.reading_light is not Light.RED]
    return frozenset(calm[:1])


def _last_session(course: Course) -> date | None:
    return course.sessions[-1][0] if course.sessions else None


def _last_run(course: Course) -> date | None:
    if running_allowed(course):
        return course.runs[-1].on if course.runs else None
    return course.cross[-1] if course.cross else None


def _from(first: date, last: date | None, apart: int) -> int:
    """The first weekday on which another session may follow the last."""
    return 0 if last is None else max(0, (last - first).days + apart)


def _strength_apart(course: Course) -> int:
    return int(course.protocol.value("strength_spacing", "days")) + 1


def _runs_apart(course: Course, today: date) -> int:
    """Every other day, unless the week of somebody who is back needs more runs than that allows."""
    return 1 if runs_goal(course, today) > course.protocol.value("runs_week", "return_to") else 2


def _suits(course: Course, first: date) -> Days:
    """Weekdays that suit and on which nothing is paused."""
    days = course.profile.days or EVERY_DAY
    return tuple(day for day in sorted(days) if course.paused(first + timedelta(days=day)) is None)


def _dates(first: date, days: Days) -> frozenset[date]:
    return frozenset(first + day * DAY for day in days)
