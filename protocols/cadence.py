"""Cadence: measured first, raised in two stages, never above ten percent of the runner's own rate."""

from datetime import date, timedelta
from math import floor

from protocols.course import RUNNING, Course
from protocols.diary import CadenceMeasured
from protocols.model import Light, Phase
from protocols.outlook import CadenceTarget, Reason


def take_cadence(course: Course, entry: CadenceMeasured) -> None:
    """The first day's measurement is the baseline; later ones are results and do not move the target."""
    if course.cadence is None or course.cadence_on == entry.on:
        course.cadence, course.cadence_on = entry.spm, entry.on


def target(course: Course, today: date) -> CadenceTarget | None:
    """Today's target, or None before anything was measured."""
    baseline = course.cadence
    if baseline is None:
        return None
    if baseline >= course.protocol.value("cadence_range", "low"):
        return CadenceTarget(baseline, None, 0, (Reason("cadence_range", {"baseline": baseline}), Reason("form_tall")))
    stage = _stage(course, today)
    if stage == 0:
        return CadenceTarget(baseline, None, 0, (Reason("cadence_waits", {"baseline": baseline}), Reason("form_tall")))
    rule = "cadence_second" if stage == 2 else "cadence_first"
    raised = floor(baseline * (1 + course.protocol.value(rule, "percent") / 100) + 1e-9)
    goal = min(raised, int(course.protocol.value("cadence_range", "high")))
    return CadenceTarget(baseline, goal, stage, (Reason(rule, {"baseline": baseline, "target": goal}),))


def wants_measuring(course: Course, today: date) -> bool:
    """True when the step rate is unknown and runs are calm enough to count it."""
    started, last = course.started, course.runs[-1] if course.runs else None
    if course.cadence is not None or started is None or last is None:
        return False
    day = (today - started).days + 1
    return day >= course.protocol.value("cadence_measure", "day") and last.light is Light.GREEN


def _stage(course: Course, today: date) -> int:
    since = course.cadence_since
    if since is None or course.phase not in RUNNING or course.flare_on:
        return 0
    value = course.protocol.value
    calm_from = today - timedelta(days=int(value("cadence_second", "calm_days")))
    calm = course.uncalm_on is None or course.uncalm_on <= calm_from
    long_enough = (today - since).days >= value("cadence_second", "days")
    return 2 if long_enough and calm else 1


def form_cue(course: Course) -> tuple[Reason, ...]:
    """What to mind on a run: posture first, variety once hills are back."""
    if course.phase is Phase.CALM:
        return ()
    return (Reason("form_tall"), Reason("form_vary")) if course.hills_on else (Reason("form_tall"),)
