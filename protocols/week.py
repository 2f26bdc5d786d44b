"""Which of the next seven days hold strength, runs, cross-training or rest."""

from dataclasses import dataclass
from datetime import date, timedelta

from protocols.course import DAY, WEEK, Course, monday
from protocols.load import runs_goal, runs_that_fit
from protocols.model import Light, Phase
from protocols.outlook import Cap, Reason
from protocols.placement import Days, Wish, place
from protocols.strength import sessions_goal

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
    """False in a flare, and before the ladder for somebody who was not running."""
    waiting = course.phase in (Phase.CALM, Phase.BUILD) and course.profile.volume is None
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
    days = place(_suits(course, first), strength, runs, busy)
    template = _template(course, first)
    missed = max(0, sum(first + day * DAY < today for day in template) - sum(on < today for on in done))
    dropped = max(0, len(template) - len(done) - len(days[0])) if missed else 0
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
        Wish(_goal(course, today), _from(first, last_run, _runs_apart(course)), _runs_apart(course)),
    )
    end = today + 7 * DAY
    return tuple(frozenset(day for day in _dates(first, found) if day < end) for found in days)  # type: ignore[return-value]


def _wish(course: Course, today: date, count: int, last: date | None, task: str) -> Wish:
    apart = _strength_apart(course) if task == "strength" else _runs_apart(course)
    over = last == today or f"{today}:{task}" in course.skipped
    start = max(today.weekday() + over, _from(monday(today), last, apart))
    return Wish(max(0, count), start, apart)


def _goal(course: Course, today: date) -> int:
    """Runs of a week, or the sessions that stand in for them."""
    if running_allowed(course):
        return runs_goal(course, today)
    return int(course.protocol.value("cross_training", "sessions"))


def _template(course: Course, first: date) -> Days:
    """Where the week's strength sessions were due when it began; nothing in a week with a pause."""
    begin = course.started or first
    if any(span.start < first + WEEK and (span.end is None or span.end > first) for span in course.pauses):
        return ()
    before = [on for on, _ in course.recent_sessions(first - WEEK) if on < first]
    apart = _strength_apart(course)
    start = max(0, (begin - first).days, _from(first, before[-1] if before else None, apart))
    return place(course.profile.days or EVERY_DAY, Wish(sessions_goal(course), start, apart), Wish(0, 0, 1))[0]


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


def _runs_apart(course: Course) -> int:
    """Every other day until running is fully back."""
    return 1 if course.phase in (Phase.FULL, Phase.MAINTAIN) else 2


def _suits(course: Course, first: date) -> Days:
    """Weekdays that suit and on which nothing is paused."""
    days = course.profile.days or EVERY_DAY
    return tuple(day for day in sorted(days) if course.paused(first + timedelta(days=day)) is None)


def _dates(first: date, days: Days) -> frozenset[date]:
    return frozenset(first + day * DAY for day in days)


def dropped_reason(plan: Schedule) -> tuple[Reason, ...]:
    """Why this week holds fewer sessions than asked for."""
    return (Reason("missed_dropped", {"missed": plan.dropped}),) if plan.dropped else ()
