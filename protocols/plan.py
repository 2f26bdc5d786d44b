"""The heart: `plan(protocol, diary, today)` says where a runner stands, what is due and why.

A pure function. State is derived from the diary in one pass (`protocols.follow`) and looked at once; nothing of it is
stored. Entries in any order give the same plan, and nothing recorded for a later day matters.
"""

from datetime import date

from protocols.adherence import sessions_goal
from protocols.alerts import alerts, overlays, waiting_alerts
from protocols.avoid import avoid
from protocols.cadence import target
from protocols.course import Course
from protocols.diary import Diary
from protocols.follow import follow
from protocols.gates import gate
from protocols.load import caps
from protocols.model import Phase, RehabProtocol
from protocols.offers import misfit, offers
from protocols.outlook import Alert, Cap, Day, Gate, Plan, Reason, Week
from protocols.pain import light_reason
from protocols.seen import DAY
from protocols.strength import levels
from protocols.tasks import days_ahead
from protocols.week import dropped_reason, schedule


def plan(protocol: RehabProtocol, diary: Diary, today: date) -> Plan:
    """The plan of a day. Without a complete intake, of age and with a pattern that fits: no exercise, an alert why."""
    course = follow(protocol, diary.entries, today)
    if course.started is None:
        return _outlook(course, today, raised=waiting_alerts(course), ahead=_empty(today))
    limits, way = caps(course, today), gate(course, today)
    raised = alerts(course, today, limits)
    if course.standing_flags or misfit(course):
        return _outlook(course, today, raised=raised, ahead=_empty(today), way=way)  # a limit would be leave to run
    weekly = schedule(course, today, limits[0])
    ahead = days_ahead(course, today, weekly, limits, way)
    return _outlook(course, today, raised=raised, ahead=ahead, limits=limits, why=dropped_reason(weekly), way=way)


def _empty(today: date) -> tuple[Day, ...]:
    return tuple(Day(today + offset * DAY, ()) for offset in range(7))


def _outlook(
    course: Course,
    today: date,
    *,
    raised: tuple[Alert, ...],
    ahead: tuple[Day, ...],
    limits: tuple[Cap, ...] = (),
    why: tuple[Reason, ...] = (),
    way: Gate | None = None,
) -> Plan:
    started = course.started
    return Plan(
        today=today,
        day=(today - started).days + 1 if started else 0,
        phase=course.phase,
        phase_since=course.phase_since if started else today,
        overlays=overlays(course, today, raised),
        light=course.reading_light,
        pain=course.reading_pain if course.reading_on else None,
        tasks=ahead[0].tasks,
        ahead=ahead,
        week=_week(course, today),
        step=course.rung if course.phase is Phase.RETURN else None,
        levels=levels(course) if started else {},
        caps=limits,
        onset=round(course.onset.amount(course.unit), 1) if course.onset else None,
        unit=course.unit,
        gate=way,
        offers=offers(course, today, way),
        avoid=avoid(course, today) if started else (),
        alerts=raised,
        cadence=target(course, today),
        reasons=_reasons(course) + why if started else (),
    )


def _reasons(course: Course) -> tuple[Reason, ...]:
    """Why phase, step and light are what they are."""
    named = (Reason(f"phase_{course.phase}"), course.phase_why)
    step = (course.step_why,) if course.step_why and course.phase is Phase.RETURN else ()
    return tuple({reason.rule: reason for reason in (*named, *step, light_reason(course))}.values())


def _week(course: Course, today: date) -> Week:
    from_monday = today - today.weekday() * DAY
    load = course.week(today)
    worst = [pain for on, pain in course.worst_days[-7:] if on >= from_monday]
    return Week(
        strength_done=int(sum(share for _, share in course.recent_sessions(from_monday))),
        strength_goal=sessions_goal(course),
        run_minutes=load.minutes,
        run_km=round(load.km, 1),
        worst_pain=max(worst, default=None),
    )
