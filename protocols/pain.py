"""The pain light, calm days, flares. Every pain value of the diary passes through `read`."""

from datetime import date, datetime

from protocols.adherence import adherence
from protocols.course import VOLUME, Course
from protocols.diary import Run, Side
from protocols.ladder import back
from protocols.model import Light, Phase
from protocols.outlook import Reason
from protocols.seen import DAY, Relapse

_RANK = {Light.GREEN: 0, Light.AMBER: 1, Light.RED: 2}


def light_of_run(course: Course, run: Run) -> Light:
    """As for any pain; a limp or rising pain is red whatever the number."""
    return Light.RED if run.limp or run.rising else course.light(run.pain)


def light_reason(course: Course) -> Reason:
    """Why the light is what it is."""
    if course.reading_limp:
        return Reason("pain_limp", {"pain": course.reading_pain})
    return Reason(f"pain_{course.reading_light}", {"pain": course.reading_pain})


def read(course: Course, on: date, pain: int, light: Light, *, run: bool = False, limp: bool = False) -> None:
    """Take note of a pain value: the light of its day, calm days, and a flare that begins or ends."""
    _keep_worst(course, on, pain, light, limp)
    if light is Light.GREEN:
        if course.flare_on and course.calm_days >= course.protocol.value("flare", "days"):
            course.flare_on = course.amber = None
            if course.phase in VOLUME:
                course.trimmed_on = on
        return
    course.calm_days = 0
    uncalm(course, on)
    if light is Light.RED:
        _red(course, on, pain, run)


def uncalm(course: Course, on: date) -> None:
    """Amber, red or a worse morning: calm sessions start again from nought and growth waits."""
    course.uncalm_on = on
    course.calm_sessions = 0


def note_amber(course: Course, on: date, pain: int, light: Light) -> None:
    """Watch runs and mornings for an amber above that of an earlier day."""
    if light is not Light.AMBER:
        return
    first = course.amber or (on, pain)
    course.amber = (on, max(pain, first[1]) if first[0] == on else pain)
    if first[0] < on and pain > first[1] and (on - first[0]).days <= course.protocol.value("flare", "window"):
        _red(course, on, pain, run=False)


def rest_pain(course: Course, on: date, pain: int, side: Side | None) -> None:
    """Take note of pain without running; with two sore knees the worse one counts."""
    days = course.check_days
    if not days or days[-1][0] != on:
        days.append((on, pain))
        course.by_side = {side: pain}
        course.rest_pain = pain
        return
    if pain > days[-1][1]:
        days[-1] = (on, pain)
    course.by_side[side] = pain
    course.rest_pain = max(course.by_side.values())


def severe(course: Course, on: date, at: datetime) -> None:
    """Severe pain with no load that day or the day before raises a red flag."""
    loads = [course.runs[-1].on if course.runs else None, course.sessions[-1][0] if course.sessions else None]
    latest = max([day for day in (*loads, course.cross[-1] if course.cross else None) if day], default=None)
    if latest is None or (on - latest).days > course.protocol.value("severe_pain", "quiet_days"):
        course.flagged_on = course.flagged_on or on
        course.flags["severe_pain"] = max(at, course.flags.get("severe_pain", at))


def _keep_worst(course: Course, on: date, pain: int, light: Light, limp: bool) -> None:
    if course.reading_on != on:
        course.reading_on, course.reading_light, course.reading_pain, course.reading_limp = on, light, pain, limp
        course.worst_days.append((on, pain))
        if light is Light.GREEN:
            course.calm_days += 1
        return
    if _RANK[light] > _RANK[course.reading_light] or (light is course.reading_light and pain > course.reading_pain):
        course.reading_light, course.reading_pain, course.reading_limp = light, pain, limp
    if pain > course.worst_days[-1][1]:
        course.worst_days[-1] = (on, pain)


def _red(course: Course, on: date, pain: int, run: bool) -> None:
    """A flare begins with one step back; within one, only another red run goes back again."""
    if course.flare_on is None:
        _begin_flare(course, on)
    elif not run:
        return
    why = Reason("red_back", {"on": on, "pain": pain})
    back(course, int(course.protocol.value("red_back", "steps")), on, why)


def _begin_flare(course: Course, on: date) -> None:
    course.flare_on = on
    course.calm_days = 0
    for progress in course.progress.values():
        progress.level, progress.good = max(0, progress.level - 1), 0
    if course.phase in VOLUME:
        course.late_flares += 1
        if course.phase is not Phase.GROW or course.late_flares > 1:
            kept = adherence(course, on - DAY)
            course.relapse = Relapse(on, kept.enough(course), kept.numbers)
