"""The gates: each computed from the diary, condition by condition, and shown whether open or not."""

from datetime import date, timedelta

from protocols.course import VOLUME, Course
from protocols.load import round_down
from protocols.model import Phase
from protocols.outlook import Condition, Gate, Number, Reason
from protocols.runs import continuous_calm
from protocols.seen import DAY, WEEK, monday


def gate(course: Course, today: date) -> Gate | None:
    """The gate of the current phase; None in `maintain`, which leads nowhere further."""
    match course.phase:
        case Phase.CALM:
            return Gate("build", Phase.BUILD, _to_build(course, today))
        case Phase.BUILD:
            return Gate("return", Phase.RETURN, _to_return(course, today))
        case Phase.RETURN:
            return Gate("grow", Phase.GROW, _to_grow(course))
        case Phase.GROW:
            return Gate("full", Phase.FULL, _to_full(course, today))
        case Phase.FULL:
            return Gate("maintain", Phase.MAINTAIN, _to_maintain(course, today))
        case _:
            return None


def load_kept(course: Course, today: date) -> bool:
    """True when running stays within the half and below the onset."""
    return _half(course, today).met and _below_onset(course, today).met


def calm_days_since(course: Course, since: date, today: date) -> int:
    """Full days since a day without amber, red or a worse morning."""
    begin = max(since, course.uncalm_on) if course.uncalm_on else since
    return max(0, (today - begin).days)


def hills_condition(course: Course, today: date) -> Condition:
    """Enough calm weeks of growing for the first hills."""
    need = int(course.protocol.value("hills_wait", "weeks") * 7)
    have = min(calm_days_since(course, course.grew_on, today), need) if course.phase in VOLUME else 0
    return _condition("calm_weeks", "hills_wait", have, need, met=have >= need)


def _condition(id_: str, rule: str, have: Number, need: Number, *, met: bool, unit: str | None = None) -> Condition:
    told: dict[str, Number] = {"have": have, "need": need}
    if unit:
        told["unit"] = unit
    return Condition(id_, met, have, need, Reason(rule, told))


def _calm_checks(course: Course, today: date, most: float) -> int:
    """Days in a row with check-ins of `most` at the worst. A day without one is forgiven, two in a row are not."""
    count, last = 0, today
    for on, pain in reversed(course.check_days):
        if pain > most or (last - on).days > 2:
            break
        count, last = count + 1, on
    return count


def _pain_condition(course: Course, today: date, rule: str) -> Condition:
    need = int(course.protocol.value(rule, "days"))
    have = _calm_checks(course, today, course.protocol.value(rule, "pain_max"))
    return _condition("daily_pain", rule, min(have, need), need, met=have >= need)


def _to_build(course: Course, today: date) -> tuple[Condition, ...]:
    return (
        _time(course, today),
        _pain_condition(course, today, "gate_build_pain"),
        _half(course, today),
        _below_onset(course, today),
    )


def _time(course: Course, today: date) -> Condition:
    value = course.protocol.value
    day = (today - (course.started or today)).days + 1
    sessions = len(course.sessions)
    need_day, need_sessions = int(value("gate_build_time", "day")), value("gate_build_time", "sessions")
    told = Reason("gate_build_time", {"day": day, "sessions": sessions})
    return Condition("time", day >= need_day or sessions >= need_sessions, day, need_day, told)


def _half(course: Course, today: date) -> Condition:
    unit, volume = course.unit, course.profile.volume
    have = round(max(course.week(today).amount(unit), course.week(today - WEEK).amount(unit)), 1)
    share = course.protocol.value("gate_build_half", "percent") / 100
    need = round_down(course.load(volume).amount(unit) * share, unit) if volume else 0.0
    return _condition("half_volume", "gate_build_half", have, need, met=have <= need, unit=unit)


def _below_onset(course: Course, today: date) -> Condition:
    since = today - timedelta(days=int(course.protocol.value("gate_build_onset", "days")) - 1)
    unit = course.unit
    longest = max((run.load.amount(unit) for run in course.recent_runs(since)), default=0.0)
    if course.onset is None:
        told = Reason("gate_build_onset", {"have": round(longest, 1), "need": "–", "unit": unit})
        return Condition("below_onset", True, round(longest, 1), "–", told)
    need = round(course.onset.amount(unit), 1)
    met = longest < course.onset.amount(unit)
    return _condition("below_onset", "gate_build_onset", round(longest, 1), need, met=met, unit=unit)


def _to_return(course: Course, today: date) -> tuple[Condition, ...]:
    return (
        _pain_condition(course, today, "gate_return_pain"),
        _enough_sessions(course, today),
        _test(course, today, "step_down", "gate_return_step_down", "reps"),
        _test(course, today, "walk", "gate_return_walk", "minutes"),
    )


def _enough_sessions(course: Course, today: date) -> Condition:
    value = course.protocol.value
    since = today - timedelta(days=int(value("gate_return_sessions", "weeks")) * 7 - 1)
    have = sum(share for _, share in course.recent_sessions(since))
    need = int(value("gate_return_sessions", "sessions"))
    return _condition("sessions", "gate_return_sessions", have, need, met=have >= need)


def _test(course: Course, today: date, test: str, rule: str, amount: str) -> Condition:
    value = course.protocol.value
    last = course.tests.get(test)
    young = last is not None and (today - last.on).days <= value(rule, "days")
    calm = last is not None and last.pain <= value(rule, "pain_max")
    have = last.amount if last and young and calm else 0
    return _condition(test, rule, have, int(value(rule, amount)), met=have >= value(rule, amount))


def _to_grow(course: Course) -> tuple[Condition, ...]:
    need = int(course.protocol.value("gate_grow_continuous", "runs"))
    have = min(continuous_calm(course), need)
    return (_condition("continuous_runs", "gate_grow_continuous", have, need, met=have >= need),)


def _to_full(course: Course, today: date) -> tuple[Condition, ...]:
    value = course.protocol.value
    weeks = int(value("gate_full_weeks", "weeks") * 7)
    calm = min(calm_days_since(course, course.phase_since, today), weeks)
    hills = int(value("gate_full_hills", "runs"))
    return (
        _condition("calm_weeks", "gate_full_weeks", calm, weeks, met=calm >= weeks),
        _condition("hills_begun", "gate_full_hills", course.hilly_runs, hills, met=course.hilly_runs >= hills),
        _volume(course, "gate_full_volume", max(_last_days(course, today), _past_weeks(course, today, 1))),
    )


def _to_maintain(course: Course, today: date) -> tuple[Condition, ...]:
    value = course.protocol.value
    need = int(value("gate_maintain_symptoms", "days"))
    free = min(_symptom_free(course, today, need), need)
    weeks = int(value("gate_maintain_volume", "weeks"))
    return (
        _volume(course, "gate_maintain_volume", _past_weeks(course, today, weeks)),
        _condition("no_symptoms", "gate_maintain_symptoms", free, need, met=free >= need),
    )


def _symptom_free(course: Course, today: date, window: int) -> int:
    """Days in this phase since the last one with a symptom, of the last `window` days with an entry."""
    most = course.protocol.value("gate_maintain_symptoms", "pain_max")
    sore = [on for on, pain in course.worst_days[-window:] if pain > most]
    return (today - max([course.phase_since, *sore[-1:]])).days


def _volume(course: Course, rule: str, have: float) -> Condition:
    unit, volume = course.unit, course.profile.volume
    share = course.protocol.value(rule, "percent") / 100
    need = round_down(course.load(volume).amount(unit) * share, unit) if volume else 0.0
    return _condition("volume", rule, round(have, 1), need, met=have >= need, unit=unit)


def _last_days(course: Course, today: date) -> float:
    return sum(run.load.amount(course.unit) for run in course.recent_runs(today - WEEK + DAY))


def _past_weeks(course: Course, today: date, weeks: int) -> float:
    """The lowest volume of the last full calendar weeks."""
    first = monday(today)
    return min(course.week(first - back * WEEK).amount(course.unit) for back in range(1, weeks + 1))
