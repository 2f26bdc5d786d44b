"""What a runner must know today, and which overlays hold."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from protocols.adherence import back_from_pause, days_without_hip_work, sessions_goal
from protocols.course import RUNNING, Course
from protocols.diary import Side
from protocols.intake import is_complete
from protocols.model import Light, Overlay, Phase, Severity
from protocols.offers import misfit
from protocols.outlook import Alert, Cap, Number, Reason
from protocols.progress import relapse, stall
from protocols.seen import DAY, WEEK
from protocols.week import room_for_strength

_REFERRING = frozenset({"referral", "recurrence", "second_side", "flare_book", "pattern"})
_REENTRY = {1: "reentry_repeat", 2: "reentry_back", 3: "reentry_build"}


def alerts(course: Course, today: date, caps: tuple[Cap, ...]) -> tuple[Alert, ...]:
    """Everything that matters today, the most serious first; beside a red flag nothing else does."""
    if course.standing_flags:
        return (*_flags(course), *_pattern(course))
    serious = (*_flags(course), *_pattern(course), *_flare(course), *_sides(course), *_trend(course, today))
    return (*serious, *_rhythm(course, today), *_running(course, today, caps))


def overlays(course: Course, today: date, raised: tuple[Alert, ...]) -> frozenset[Overlay]:
    """What holds besides the phase."""
    ids = {alert.id for alert in raised}
    holds = {
        Overlay.FLARE: course.flare_on is not None,
        Overlay.PAUSED: course.paused(today) is not None,
        Overlay.STALLED: bool(ids & {"stalled_ask", "referral"}),
        Overlay.SILENT: "silent" in ids,
        Overlay.REFERRED: bool(ids & _REFERRING),
        Overlay.BOTH_SIDES: "both_sides" in ids,
        Overlay.RED_FLAG: bool(course.standing_flags),
    }
    return frozenset(overlay for overlay, held in holds.items() if held)


def waiting_alerts(course: Course) -> tuple[Alert, ...]:
    """Why there is no plan yet."""
    open_ = (
        () if is_complete(course.protocol, course.latest) else (Alert("intake_open", None, (Reason("intake_open"),)),)
    )
    return (*_flags(course), *_age(course), *_pattern(course), *open_)


def _flags(course: Course) -> Iterator[Alert]:
    for flag in course.standing_flags:
        known = course.protocol.flags.get(flag)
        rule = "severe_pain" if flag == "severe_pain" else "red_flag"
        numbers = {"pain": course.reading_pain} if flag == "severe_pain" else {"flag": flag}
        yield Alert(f"red_flag:{flag}", known.severity if known else Severity.URGENT, (Reason(rule, numbers),))


def _age(course: Course) -> Iterator[Alert]:
    if course.profile.of_age is False:
        yield Alert("under_age", Severity.PROFESSIONAL, (Reason("under_age"),))


def _pattern(course: Course) -> Iterator[Alert]:
    if misfit(course):
        yield Alert("pattern", Severity.PROFESSIONAL, (Reason("pattern_fit"),))


def _flare(course: Course) -> Iterator[Alert]:
    since = course.flare_on
    if since is None:
        return
    told = Reason("flare", {"on": since, "have": course.calm_days})
    yield Alert("flare", None, (told, Reason("flare_care"), Reason("ice")))
    red_for = (course.reading_on - since).days if course.reading_on and course.reading_light is Light.RED else 0
    if red_for >= course.protocol.value("flare_book", "days"):
        yield Alert("flare_book", Severity.PROFESSIONAL, (Reason("flare_book"),))


def _sides(course: Course) -> Iterator[Alert]:
    second, started = course.second_on, course.started
    if second is None and course.profile.side is not Side.BOTH:
        return
    yield Alert("both_sides", None, (Reason("both_sides"),))
    if second and started and (second - started).days < course.protocol.value("second_side", "days"):
        yield Alert("second_side", Severity.PROFESSIONAL, (Reason("second_side"),))


def _trend(course: Course, today: date) -> Iterator[Alert]:
    found = stall(course, today)
    if found:
        severity = Severity.PROFESSIONAL if found.kind == "referral" else None
        yield Alert(found.kind, severity, (found.reason,))
    again = relapse(course, today)
    if again:
        yield Alert(again.rule, Severity.PROFESSIONAL if again.rule == "recurrence" else None, (again,))


def _rhythm(course: Course, today: date) -> Iterator[Alert]:
    quiet = (today - (course.last_on or today)).days
    if quiet >= course.protocol.value("silent", "days"):
        yield Alert("silent", None, (Reason("silent", {"have": quiet}),))
    last = max(filter(None, (_last(course), course.started, course.cleared_on, back_from_pause(course))), default=today)
    pause = course.paused(today)
    if pause:
        yield Alert("paused", None, (Reason("paused", {"on": pause.start}),))
    elif (today - last).days >= course.protocol.value("missed_week", "days"):
        yield Alert("gap_week", None, (Reason("missed_week", {"on": last}),))
    else:
        yield from _lapse(course, today)
    room, goal = room_for_strength(course), sessions_goal(course)
    if room < goal:
        yield Alert("days_few", None, (Reason("days_few", {"have": room, "need": goal}),))


def _lapse(course: Course, today: date) -> Iterator[Alert]:
    """Running goes on and the hip work does not."""
    if course.phase not in RUNNING or not course.sessions:
        return
    if days_without_hip_work(course, today) >= course.protocol.value("strength_lapse", "days"):
        yield Alert("strength_lapse", None, (Reason("strength_lapse", {"on": course.sessions[-1][0]}),))


def _running(course: Course, today: date, caps: tuple[Cap, ...]) -> Iterator[Alert]:
    if course.reentry and (course.phase in RUNNING or _just_back(course, today)):
        yield Alert("re_entry", None, (Reason(_REENTRY[course.reentry], {"on": course.run_clock}),))
    yield from _over(caps)
    if course.early and course.early_on and today - course.early_on < WEEK:
        yield Alert(course.early.rule, None, (course.early,))
    if course.phase is Phase.RETURN:
        yield from _run_days(course, today)


def _just_back(course: Course, today: date) -> bool:
    """Back at the build gate: it is said until the runner has been heard of for a week."""
    after = bisect_right(course.check_days, (course.phase_since, 10))
    heard = course.check_days[after][0] if after < len(course.check_days) else today
    return today - heard < WEEK


def _over(caps: tuple[Cap, ...]) -> Iterator[Alert]:
    """A limit of this week that is passed: the week's, else that of a single run."""
    rules = {"week": "over_cap", "single_run": "over_single"}
    passed = next((cap for cap in caps if cap.id in rules and cap.used > cap.limit + 0.05), None)
    if passed:
        numbers: dict[str, Number] = {"used": round(passed.used, 1), "limit": passed.limit, "unit": passed.unit}
        yield Alert("over_cap", None, (Reason(rules[passed.id], numbers),))


def _run_days(course: Course, today: date) -> Iterator[Alert]:
    days = sorted({run.on for run in course.recent_runs(max(today - 2 * DAY, course.phase_since))})
    for first, second in pairwise(days):
        if second - first == DAY:
            yield Alert("runs_apart", None, (Reason("runs_apart", {"first": first, "second": second}),))
            return


def _last(course: Course) -> date | None:
    days = [course.sessions[-1][0] if course.sessions else None, course.runs[-1].on if course.runs else None]
    return max(filter(None, days), default=None)
