"""Strength sessions asked for, and how many of them happened."""

from dataclasses import dataclass
from datetime import date, timedelta

from protocols.course import Course
from protocols.model import Phase
from protocols.outlook import Number
from protocols.seen import DAY, Span


@dataclass(frozen=True, slots=True)
class Adherence:
    """Strength sessions done of those asked for; pauses and red flags ask for none."""

    done: float
    asked: float

    def enough(self, course: Course) -> bool:
        """True when the work was well done, as the article puts it."""
        return self.done * 100 >= self.asked * course.protocol.value("stalled_ask", "adherence")

    @property
    def numbers(self) -> dict[str, Number]:
        """For a reason."""
        return {"done": round(self.done, 1), "asked": round(self.asked)}


def sessions_goal(course: Course) -> int:
    """Strength sessions asked for in a week."""
    if course.phase is Phase.MAINTAIN:
        return int(course.protocol.value("strength_maintain", "sessions"))
    return int(course.protocol.value("strength_week", "sessions"))


def adherence(course: Course, until: date) -> Adherence:
    """Over the last six weeks, or since the start; `until` is the last day that counts."""
    window = timedelta(days=int(course.protocol.value("referral", "days")) - 1)
    since = max(until - window, course.started or until)
    days = (until - since).days + 1 - sum(_overlap(span, since, until) for span in (*course.pauses, *course.stops))
    done = sum(share for on, share in course.recent_sessions(since) if on <= until)
    return Adherence(done, sessions_goal(course) * max(days, 0) / 7)


def days_without_hip_work(course: Course, today: date) -> int:
    """Since the last strength session, however short, or since nothing stood in the way of one."""
    last = course.sessions[-1][0] if course.sessions else None
    since = (last, course.started, course.cleared_on, back_from_pause(course))
    return (today - max(filter(None, since), default=today)).days


def back_from_pause(course: Course) -> date | None:
    """The end of the last pause."""
    return course.pauses[-1].end if course.pauses else None


def _overlap(span: Span, since: date, until: date) -> int:
    end = min(span.end - DAY, until) if span.end else until
    return max(0, (end - max(span.start, since)).days + 1)
