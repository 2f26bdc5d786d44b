"""Moving on: what a runner may choose today, and what a recorded choice does."""

from collections.abc import Iterator
from datetime import date, timedelta

from protocols.adherence import days_without_hip_work
from protocols.course import VOLUME, Course
from protocols.diary import Choice, Decision
from protocols.gates import gate, hills_condition
from protocols.intake import Pattern
from protocols.model import Light, Phase
from protocols.outlook import Condition, Gate, Offer, Reason
from protocols.progress import referred

_NO_OVERRIDE = frozenset({Phase.GROW})  # the article's own gate to growing: only its "twice" is ours


def offers(course: Course, today: date, way: Gate | None) -> tuple[Offer, ...]:
    """What is on the table today, without what the runner has just said no to; `way` is today's gate."""
    return tuple(offer for offer in available(course, today, way) if not _stayed(course, offer, today))


def available(course: Course, today: date, way: Gate | None) -> tuple[Offer, ...]:
    """Every move that the rules allow today: open ones, and informed ones ahead of a gate."""
    if blocked(course, today) or referred(course, today):
        return ()
    every = (*_phase(way), *_step(course, today), *_hills(course, today), *_speed(course))
    ahead = may_go_ahead(course, today)
    return tuple(offer for offer in every if (ahead if offer.informed else _calm_now(course)))


def blocked(course: Course, today: date) -> bool:
    """True when nothing moves: no plan, a red flag, a flare, a pause."""
    stopped = bool(course.standing_flags) or course.flare_on is not None or course.paused(today) is not None
    return course.started is None or stopped or misfit(course)


def misfit(course: Course) -> bool:
    """True when the pattern does not fit and no professional has said otherwise since."""
    if course.profile.pattern is not Pattern.DOES_NOT_FIT:
        return False
    return course.cleared_at is None or course.profile_at is None or course.cleared_at < course.profile_at


def decide(course: Course, decision: Decision) -> None:
    """What a recorded choice does: nothing unless it was on the table that day."""
    if decision.choice is Choice.STAY:
        course.stays[decision.offer] = decision.on
        return
    on_the_table = available(course, decision.on, gate(course, decision.on))
    offer = next((o for o in on_the_table if o.id == decision.offer), None)
    if offer is None or (offer.informed and decision.choice is Choice.GO):
        return
    why = Reason("override" if offer.informed else "decided", {"on": decision.on})
    if offer.informed:
        course.overridden_on = decision.on
    _take(course, offer.id, decision.on, why)


def may_go_ahead(course: Course, today: date) -> bool:
    """An informed choice ahead of a gate: calm for two days, and not the second within a week."""
    value = course.protocol.value
    last = course.overridden_on
    if last is not None and (today - last).days < value("override", "days"):
        return False
    since = today - timedelta(hours=value("override", "hours"))
    recent = [pain for on, pain in course.worst_days[-3:] if on >= since]
    return bool(recent) and max(recent) <= value("override", "pain_max") and not _uncalm_since(course, since)


def _uncalm_since(course: Course, since: date) -> bool:
    return course.uncalm_on is not None and course.uncalm_on >= since


def _calm_now(course: Course) -> bool:
    """The last reading is green and no later than the last worse morning."""
    worse = course.uncalm_on is not None and course.uncalm_on == course.reading_on
    return course.reading_light is Light.GREEN and not worse


def _stayed(course: Course, offer: Offer, today: date) -> bool:
    said = course.stays.get(offer.id)
    name = "phase_days" if offer.id.startswith("phase:") else "step_days"
    return said is not None and (today - said).days < course.protocol.value("offer_stay", name)


def _phase(way: Gate | None) -> Iterator[Offer]:
    if way is None:
        return
    unmet = tuple(c for c in way.conditions if not c.met)
    if not unmet or way.leads_to not in _NO_OVERRIDE or unmet[0].have != 0:
        yield _offer(f"phase:{way.leads_to}", unmet, tuple(c.reason for c in way.conditions))


def _step(course: Course, today: date) -> Iterator[Offer]:
    if course.phase is not Phase.RETURN or course.step + 1 >= len(course.protocol.ladder):
        return
    need = int(course.protocol.value("ladder_calm", "sessions"))
    why = Reason("ladder_calm", {"have": course.calm_sessions})
    calm = Condition("calm_sessions", course.calm_sessions >= need, course.calm_sessions, need, why)
    unmet = tuple(c for c in (calm, _hip_work(course, today)) if not c.met)
    yield _offer(f"step:{course.protocol.ladder[course.step + 1].id}", unmet, (why,))


def _hip_work(course: Course, today: date) -> Condition:
    """The next step loads what the hip work protects."""
    days, most = days_without_hip_work(course, today), int(course.protocol.value("ladder_strength", "days"))
    return Condition("hip_work", days < most, days, most, Reason("ladder_strength", {"have": days}))


def _hills(course: Course, today: date) -> Iterator[Offer]:
    if course.phase in VOLUME and course.hills_on is None:
        calm = hills_condition(course, today)
        yield _offer("hills", () if calm.met else (calm,), (calm.reason, Reason("hills_small")))


def _speed(course: Course) -> Iterator[Offer]:
    if course.phase is Phase.MAINTAIN and course.speed_on is None:
        yield Offer("speed", reasons=(Reason("speed_allowed"),))


def _offer(id_: str, unmet: tuple[Condition, ...], reasons: tuple[Reason, ...]) -> Offer:
    if unmet:
        return Offer(id_, informed=True, unmet=unmet, reasons=(Reason("override"),))
    return Offer(id_, reasons=reasons)


def _take(course: Course, offer: str, on: date, why: Reason) -> None:
    kind, _, target = offer.partition(":")
    if kind == "phase":
        _enter(course, Phase(target), on, why)
    elif kind == "step":
        course.place(course.step + 1, why)
        if course.step > course.best_step:
            course.best_step, course.best_step_on = course.step, on
    elif kind == "hills":
        course.hills_on, course.hilly_runs = on, 0
    else:
        course.speed_on = on


def _enter(course: Course, phase: Phase, on: date, why: Reason) -> None:
    course.move(phase, on, why)
    if phase is Phase.RETURN:
        course.place(0, why)
        course.best_step, course.best_step_on = 0, on
        course.run_clock, course.reentry = on, 0
        course.base = None
        course.onset_fresh = False
    elif phase is Phase.GROW:
        course.grew_on = on
