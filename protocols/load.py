"""How much running is allowed: the week, a single run, and the point where pain starts. The lowest always counts."""

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil, floor

from protocols.course import VOLUME, Course
from protocols.intake import Amount
from protocols.model import Light, Phase
from protocols.outlook import Cap, Number, Reason
from protocols.seen import GATE_AGAIN, WEEK, Load, RunSeen, monday


def caps(course: Course, today: date) -> tuple[Cap, ...]:
    """The limits that hold today: `week`, `single_run` and `onset`, each with the runner's own numbers."""
    if course.phase is Phase.RETURN:
        return (*_ladder_caps(course, today), *_onset_after_amber(course))
    if course.phase in VOLUME:
        return (_grow_week(course, today), _grow_single(course, today), *_onset_after_amber(course))
    return tuple(_halved(course, today))


def unrun(course: Course) -> bool:
    """True after so long without a run that half of the old volume would be a jump: first the gate again."""
    return course.reentry == GATE_AGAIN and course.phase is Phase.BUILD


def round_down(amount: float, unit: str) -> float:
    """Whole minutes, or kilometres to one decimal: a limit is never rounded up."""
    return floor(amount * 10 + 1e-9) / 10 if unit == "km" else float(floor(amount + 1e-9))


def growth_base(course: Course, day: date) -> Load:
    """The volume from which the week of `day` grows: the larger of the last full weeks, after a gap what it left."""
    best = max(_full_weeks(course, day), key=lambda load: load.minutes, default=course.base or Load())
    least = course.protocol.value("grow_base", "minutes")
    return best if best.minutes >= least else Load(least, max(best.km, least / course.pace))


def _full_weeks(course: Course, day: date) -> Iterator[Load]:
    first = monday(course.base_on) if course.base else date.min
    for back in range(1, int(course.protocol.value("grow_base", "weeks")) + 1):
        week = monday(day) - back * WEEK
        if week >= first and week in course.calm_weeks:
            yield course.calm_weeks[week]


def longest_run(course: Course, today: date) -> Load:
    """The longest calm run of the last thirty days, walks left out; twenty minutes when there was none."""
    since = today - timedelta(days=int(course.protocol.value("grow_single", "days")))
    loads = [run.running for run in course.recent_runs(since) if run.light is Light.GREEN]
    least = course.protocol.value("gate_grow_continuous", "minutes")
    return max(loads, key=lambda load: load.minutes, default=Load(least, least / course.pace))


def runs_goal(course: Course, today: date) -> int:
    """Runs asked for in a week."""
    value = course.protocol.value
    if course.phase is Phase.RETURN:
        return int(value("runs_week", "return_from" if _held(course, today) else "return_to"))
    if course.phase not in VOLUME:
        return int(value("runs_week", "calm"))
    usual, most = int(value("runs_week", "grow")), int(value("runs_week", "full"))
    if course.phase is Phase.GROW:
        return usual
    longest, goal = longest_run(course, today).minutes, growth_base(course, today).minutes
    return max(usual, min(most, ceil(goal / max(longest, 1.0))))


def runs_that_fit(course: Course, today: date, week: Cap) -> int:
    """How many more runs of a useful length this week's limit leaves room for."""
    room = week.limit - week.used
    if course.phase is Phase.RETURN:
        return max(0, int((room + 1e-9) // course.rung.total_minutes))
    if course.phase in VOLUME and course.profile.volume:
        room = min(room, course.load(course.profile.volume).amount(week.unit) - week.used)
    minutes = room * course.pace if week.unit == "km" else room
    return runs_goal(course, today) if minutes >= course.protocol.value("run_minimum", "minutes") else 0


def growth(course: Course, today: date) -> tuple[float, tuple[Reason, ...]]:
    """The factor on last week's volume, and why it is not the usual one."""
    value = course.protocol.value
    trimmed, held = course.trimmed_on, course.uncalm_on
    if trimmed and (today - trimmed).days < value("grow_trim", "days"):
        return 1 - value("grow_trim", "percent") / 100, (Reason("grow_trim", {"on": trimmed}),)
    if held and _held(course, today):
        return 1.0, (Reason("grow_hold", {"on": held}),)
    if course.base and course.base_why and not any(_full_weeks(course, today)):
        return 1.0, (course.base_why,)
    return 1 + value("grow_week", "percent") / 100, ()


def _held(course: Course, today: date) -> bool:
    held = course.uncalm_on
    return held is not None and (today - held).days < course.protocol.value("grow_hold", "days")


def _cap(unit: str, id_: str, limit: Load, used: float, rule: str, **numbers: Number) -> Cap:
    amount = round_down(limit.amount(unit), unit)
    told = {"unit": unit, "limit": amount, "used": round(used, 1), **numbers}
    return Cap(id_, amount, used, unit, (Reason(rule, told),))


def _share(load: Load, factor: float) -> Load:
    return Load(load.minutes * factor, load.km * factor)


def _longest_this_week(course: Course, today: date, unit: str) -> float:
    return max((run.running.amount(unit) for run in course.recent_runs(monday(today))), default=0.0)


def _halved(course: Course, today: date) -> Iterator[Cap]:
    unit = course.unit
    used = course.week(today).amount(unit)
    volume, longest = course.profile.volume, course.profile.longest
    if unrun(course):
        yield Cap("week", 0.0, used, unit, (Reason("reentry_build", {"on": course.run_clock}),))
    elif volume is None:
        yield Cap("week", 0.0, used, unit, (Reason("no_volume"),))
    else:
        yield _half(course, "week", volume, used, "half_volume", "volume")
    if longest is not None:
        yield _half(course, "single_run", longest, _longest_this_week(course, today, unit), "half_longest", "longest")
    if course.onset is not None:
        yield _onset(course, course.onset, "onset_ceiling")


def _half(course: Course, id_: str, amount: Amount, used: float, rule: str, name: str) -> Cap:
    load = course.load(amount)
    half = _share(load, course.protocol.value(rule, "percent") / 100)
    return _cap(course.unit, id_, half, used, rule, **{name: round(load.amount(course.unit), 1)})


def _onset(course: Course, onset: Load, rule: str) -> Cap:
    below = _share(onset, course.protocol.value("onset_ceiling", "percent") / 100)
    unit = "min" if course.phase is Phase.RETURN else course.unit  # the ladder counts minutes
    return _cap(unit, "onset", below, 0.0, rule, onset=round(onset.amount(unit), 1))


def _onset_after_amber(course: Course) -> Iterator[Cap]:
    if course.onset_fresh and course.onset is not None:
        yield _onset(course, course.onset, "onset_after_amber")


def _ladder_caps(course: Course, today: date) -> tuple[Cap, Cap]:
    """The sessions of the week: those done as they were meant, the others at the current step."""
    minutes = course.rung.total_minutes
    done = [min(run.load.minutes, run.rung.total_minutes) for run in course.recent_runs(monday(today)) if run.rung]
    since = max(monday(today), course.phase_since)  # runs from before the ladder were no steps of it
    ran = list(course.recent_runs(since))
    longest = max((minutes if _as_meant(run) else run.load.minutes for run in ran), default=0.0)
    limit = sum(done) + max(0, runs_goal(course, today) - len(done)) * minutes
    reasons = (_ladder_reason(course), Reason("runs_week"))
    return (
        Cap("week", limit, sum(run.load.minutes for run in ran), "min", reasons),
        Cap("single_run", minutes, longest, "min", reasons[:1]),
    )


def _as_meant(run: RunSeen) -> bool:
    """True for a step of the ladder that was no longer than it should be, though a later step may be shorter."""
    return run.rung is not None and run.load.minutes <= run.rung.total_minutes


def _ladder_reason(course: Course) -> Reason:
    """The article's three stages: short bouts, longer ones with walks, no walks."""
    if course.rung.continuous:
        return Reason("gate_grow_continuous")
    short = course.rung.run <= course.protocol.value("ladder_start", "bout_to")
    return Reason("ladder_start" if short else "ladder_bouts")


def _grow_week(course: Course, today: date) -> Cap:
    factor, held = growth(course, today)
    base = growth_base(course, today)
    unit = course.unit
    used = course.week(today).amount(unit)
    cap = _cap(unit, "week", _share(base, factor), used, "grow_week", base=round(base.amount(unit), 1))
    return Cap(cap.id, cap.limit, cap.used, cap.unit, cap.reasons + held + (Reason("grow_base"),))


def _grow_single(course: Course, today: date) -> Cap:
    longest = longest_run(course, today)
    factor = 1.0 if _held(course, today) else 1 + course.protocol.value("grow_single", "percent") / 100
    used = _longest_this_week(course, today, course.unit)
    told = round(longest.amount(course.unit), 1)
    return _cap(course.unit, "single_run", _share(longest, factor), used, "grow_single", longest=told)
