"""Is it getting better? Adherence first, then the trend: what to ask at week 4 and what to say at week 6."""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from protocols.course import DAY, VOLUME, WEEK, Course, Span
from protocols.outlook import Number, Reason
from protocols.strength import sessions_goal


@dataclass(frozen=True, slots=True)
class Adherence:
    """Strength sessions done of those asked for; pauses ask for none."""

    done: float
    asked: float

    def enough(self, course: Course) -> bool:
        """True when the work was well done as the article puts it."""
        return self.done * 100 >= self.asked * course.protocol.value("stalled_ask", "adherence")

    @property
    def numbers(self) -> dict[str, Number]:
        """For a reason."""
        return {"done": round(self.done, 1), "asked": round(self.asked)}


@dataclass(frozen=True, slots=True)
class Stall:
    """No improvement: `rule` is stalled_ask, referral, or adherence when too little was done to tell."""

    rule: str
    numbers: dict[str, Number]

    @property
    def reason(self) -> Reason:
        """For an alert."""
        return Reason(self.rule, self.numbers)


def adherence(course: Course, until: date) -> Adherence:
    """Over the last six weeks, or since the start; `until` is the last day that counts."""
    window = timedelta(days=int(course.protocol.value("referral", "days")) - 1)
    since = max(until - window, course.started or until)
    days = (until - since).days + 1 - sum(_overlap(span, since, until) for span in course.pauses)
    done = sum(share for on, share in course.recent_sessions(since) if on <= until)
    return Adherence(done, sessions_goal(course) * max(days, 0) / 7)


def stall(course: Course, today: date) -> Stall | None:
    """What the trend says four and six weeks after the start, or after a professional's word."""
    value = course.protocol.value
    begin = max(filter(None, (course.started, course.cleared_on)), default=today)
    days = (today - begin).days
    if course.phase in VOLUME or days < value("stalled_ask", "days"):
        return None
    before, now = course.profile.daily_pain or 0, _now(course, today)
    if now is None or _better(course, today, before, now):
        return None
    kept = adherence(course, today - DAY)
    if not kept.enough(course):
        return Stall("adherence", kept.numbers)
    rule = "referral" if days >= value("referral", "days") else "stalled_ask"
    return Stall(rule, {**kept.numbers, "before": before, "now": now})


def referred(course: Course, today: date) -> bool:
    """True when the plan stays where it is until a professional has looked."""
    found = stall(course, today)
    return found is not None and found.rule == "referral"


def relapse(course: Course, today: date) -> Reason | None:
    """Pain that came back late: after kept-up work a gait analysis, after faded work the work."""
    on = course.relapse_on
    if on is None or (today - on).days >= course.protocol.value("recurrence", "days"):
        return None
    kept = adherence(course, on - DAY)
    rule = "recurrence" if kept.enough(course) else "strength_dropped"
    return Reason(rule, {"on": on, **kept.numbers})


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


def _overlap(span: Span, since: date, until: date) -> int:
    end = min(span.end - DAY, until) if span.end else until
    return max(0, (end - max(span.start, since)).days + 1)
