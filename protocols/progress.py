"""Is it getting better? Adherence first, then the trend: what to ask at week 4 and what to say at week 6."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from protocols.adherence import adherence
from protocols.course import Course
from protocols.gates import load_kept
from protocols.model import Phase
from protocols.outlook import Number, Reason
from protocols.seen import DAY, WEEK


@dataclass(frozen=True, slots=True)
class Stall:
    """No improvement. `kind` is stalled_ask or referral; adherence or load_first when that has to be mended first."""

    kind: str
    reason: Reason


def stall(course: Course, today: date) -> Stall | None:
    """What four and six weeks without improvement lead to, counted anew from a professional's word."""
    if course.phase in (Phase.CALM, Phase.BUILD):
        return _sore(course, today)
    return _stuck(course, today) if course.phase is Phase.RETURN else None


def referred(course: Course, today: date) -> bool:
    """True when the plan stays where it is until a professional has looked."""
    found = stall(course, today)
    return found is not None and found.kind == "referral"


def relapse(course: Course, today: date) -> Reason | None:
    """Pain that came back late: after kept-up work a gait analysis, after faded work the work."""
    again = course.relapse
    if again is None or (today - again.on).days >= course.protocol.value("recurrence", "days"):
        return None
    rule = "recurrence" if again.kept_up else "strength_dropped"
    return Reason(rule, {"on": again.on, **again.numbers})


def _sore(course: Course, today: date) -> Stall | None:
    """Before the ladder: daily pain and run pain against those of the intake."""
    days = _days_since(course, course.started, today)
    before, now = course.profile.daily_pain or 0, _now(course, today)
    if now is None or days < course.protocol.value("stalled_ask", "days") or _better(course, today, before, now):
        return None
    if not load_kept(course, today):
        return Stall("load_first", Reason("load_first"))
    return _stall(course, today, days, None, {"before": before, "now": now})


def _stuck(course: Course, today: date) -> Stall | None:
    """On the ladder: weeks without a new step, with pain as the reason."""
    days = _days_since(course, course.best_step_on, today)
    sore = course.uncalm_on is not None and today - course.uncalm_on <= 2 * WEEK
    if not sore or days < course.protocol.value("stalled_ask", "days"):
        return None
    return _stall(course, today, days, "stalled_step", {"step": course.rung.id, "on": course.best_step_on})


def _stall(course: Course, today: date, days: int, rule: str | None, numbers: Mapping[str, Number]) -> Stall:
    kept = adherence(course, today - DAY)
    if not kept.enough(course):
        return Stall("adherence", Reason("adherence", kept.numbers))
    kind = "referral" if days >= course.protocol.value("referral", "days") else "stalled_ask"
    return Stall(kind, Reason(rule or kind, {**kept.numbers, **numbers}))


def _days_since(course: Course, begin: date | None, today: date) -> int:
    return (today - max(filter(None, (begin, course.cleared_on)), default=today)).days


def _now(course: Course, today: date) -> float | None:
    recent = [pain for on, pain in course.check_days[-7:] if on > today - WEEK]
    return median(recent) if recent else None


def _better(course: Course, today: date, before: int, now: float) -> bool:
    """Like with like: daily pain against daily pain, runs against runs."""
    by = course.protocol.value("stalled_ask", "better")
    runs = [run.pain for run in course.recent_runs(today - 2 * WEEK)]
    quiet = course.protocol.value("pain_green", "pain_max")
    run_now, run_before = median(runs) if runs else 0, course.profile.run_pain or 0
    return (now == 0 or before - now >= by) and (run_now <= quiet or run_before - run_now >= by)
