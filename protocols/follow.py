"""One pass over the diary: every entry, in the order of its day and moment, changes the Course a little."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any

from protocols.cadence import take_cadence
from protocols.course import RUNNING, Course
from protocols.diary import (
    Answer,
    CadenceMeasured,
    CheckIn,
    Cleared,
    CrossTraining,
    Decision,
    Entry,
    Flag,
    Pause,
    Resume,
    Run,
    Shoes,
    Side,
    Skip,
    Test,
    Workout,
)
from protocols.intake import is_complete, profile_of
from protocols.ladder import advance, back
from protocols.model import RehabProtocol
from protocols.offers import decide, misfit
from protocols.outlook import Reason
from protocols.pain import read, rest_pain, severe
from protocols.runs import take_morning, take_run
from protocols.seen import Span
from protocols.strength import ease_all, fade, take_workout


def follow(protocol: RehabProtocol, entries: Iterable[Entry], today: date) -> Course:
    """The course of a runner up to and including `today`; later entries are not looked at."""
    course = Course(protocol)
    for entry in sorted((e for e in entries if e.on <= today), key=attrgetter("on", "at", "id")):
        take(course, entry)
    _pass_time(course, today)
    if course.started is None:
        course.profile = profile_of(course.latest)
    return course


def take(course: Course, entry: Entry) -> None:
    """Let one entry change the course; entries come in the order of day, moment and id."""
    if entry.on != course.last_on:
        _pass_time(course, entry.on)
        course.last_on = entry.on
    kind = type(entry)
    change = _CHANGES.get(kind)
    if change and (course.started or kind in _ALWAYS):
        change(course, entry)


def _pass_time(course: Course, day: date) -> None:
    if course.phase in RUNNING:
        advance(course, day)
    if course.sessions and course.levels_eased_on is None:
        fade(course, day)


def _answer(course: Course, answer: Answer) -> None:
    if not answer.complete:
        return
    course.latest[answer.question] = answer
    if answer.question.startswith("safety_") and isinstance(answer.value, tuple):
        for flag in answer.value:
            _raise_flag(course, flag, answer)
    elif answer.question.startswith("pattern_"):
        course.profile_at = answer.at
    if course.started is None:
        _start(course, answer)
    else:
        course.profile = profile_of(course.latest)
        _changed_mind(course, answer)


def _changed_mind(course: Course, answer: Answer) -> None:
    """An answer of the intake given anew counts from its day on."""
    if answer.question == "daily_pain" and isinstance(answer.value, int):
        _rest(course, answer, answer.value, None)
    elif answer.question == "onset":
        course.onset = course.load(course.profile.onset) if course.profile.onset else None
    elif answer.question == "side" and answer.value == Side.BOTH:
        course.second_on = course.second_on or answer.on
    elif answer.question == "kit":
        course.doable.clear()


def _start(course: Course, last: Entry) -> None:
    """Day 1 is the day on which the intake is complete and the answers allow a plan."""
    if len(course.latest) < len(course.protocol.questions) - 1 or not is_complete(course.protocol, course.latest):
        return
    course.profile = profile_of(course.latest)
    if not course.profile.of_age or misfit(course):
        return
    course.started = course.phase_since = last.on
    if course.profile.onset:
        course.onset = course.load(course.profile.onset)
    _rest(course, last, course.profile.daily_pain or 0, None)


def _check_in(course: Course, check: CheckIn) -> None:
    take_morning(course, check)
    if check.run is None:
        _rest(course, check, check.pain, check.side)
    else:
        _settle(course, check, check.pain, check.side)
    if check.side is not None:
        _second_side(course, check.on, check.side, check.pain)


def _rest(course: Course, entry: Entry, pain: int, side: Side | None) -> None:
    if pain >= course.severe_from:
        severe(course, entry.on, entry.at)
    _settle(course, entry, pain, side)


def _settle(course: Course, entry: Entry, pain: int, side: Side | None) -> None:
    rest_pain(course, entry.on, pain, side)
    read(course, entry.on, pain, course.light(pain))


def _second_side(course: Course, on: date, side: Side | None, pain: int) -> None:
    """A knee that was not sore at the start."""
    known = course.profile.side
    if side is None or side is Side.BOTH or known in (None, Side.BOTH, side) or course.second_on:
        return
    if pain >= course.protocol.value("second_side", "pain"):
        course.second_on = on


def _run(course: Course, run: Run) -> None:
    take_run(course, run)
    _second_side(course, run.on, run.side, run.pain)


def _cross(course: Course, entry: CrossTraining) -> None:
    if not course.cross or course.cross[-1] != entry.on:
        course.cross.append(entry.on)
    read(course, entry.on, entry.pain, course.light(entry.pain))


def _test(course: Course, test: Test) -> None:
    course.tests[test.test] = test
    read(course, test.on, test.pain, course.light(test.pain))


def _flag(course: Course, entry: Flag) -> None:
    _raise_flag(course, entry.flag, entry)


def _raise_flag(course: Course, flag: str, entry: Entry) -> None:
    course.flagged_on = course.flagged_on or entry.on
    course.flags[flag] = max(entry.at, course.flags.get(flag, entry.at))


def _cleared(course: Course, entry: Cleared) -> None:
    """A professional's word lifts every flag; a plan that had come further goes on one step lower."""
    stood = bool(course.standing_flags) or misfit(course)
    course.cleared_at = max(entry.at, course.cleared_at or entry.at)
    course.cleared_on = entry.on
    if course.flagged_on:
        course.stops.append(Span(course.flagged_on, entry.on))
        course.flagged_on = None
    if course.started is None:
        _start(course, entry)
    elif stood:
        steps = int(course.protocol.value("cleared_back", "steps"))
        back(course, steps, entry.on, Reason("cleared_back"))
        ease_all(course, steps, Reason("cleared_back"))


def _pause(course: Course, entry: Pause) -> None:
    """A pause; said anew while one holds, the length that was said last counts."""
    open_span = course.paused(entry.on)
    if open_span:
        open_span.end = entry.on
    course.pauses.append(Span(entry.on, entry.until))


def _resume(course: Course, entry: Resume) -> None:
    open_span = course.paused(entry.on)
    if open_span:
        open_span.end = entry.on


def _skip(course: Course, entry: Skip) -> None:
    course.skipped.add(entry.task)


def _shoes(course: Course, entry: Shoes) -> None:
    course.shoes = entry


_Take = Callable[[Course, Any], None]
_ALWAYS = frozenset({Answer, Flag, Cleared, Shoes})  # also before day 1
_CHANGES: Mapping[type[Entry], _Take] = {
    Answer: _answer,
    Flag: _flag,
    Cleared: _cleared,
    Shoes: _shoes,
    CheckIn: _check_in,
    Run: _run,
    Workout: take_workout,
    CrossTraining: _cross,
    Test: _test,
    CadenceMeasured: take_cadence,
    Decision: decide,
    Pause: _pause,
    Resume: _resume,
    Skip: _skip,
}
