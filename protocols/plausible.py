"""What cannot be true is asked about and not stored; what contradicts itself is asked about once.

`check` raises an ImplausibleError with one of these codes (numbers in brackets):
    pain (pain) · future (on) · before_start (on, start) · long_ago (on, days) · minutes (minutes) · km (km)
    pace (minutes, km) · onset_beyond (onset, run) · cadence (spm) · effort (effort) · sets (sets) · reps (amount)
    descent (metres) · drop (mm) · until (until)
`doubts` returns some of:
    never_hurt · pain_without_onset · easier_than_said · same_run_twice · morning_before_run
"""

from collections.abc import Iterator
from datetime import date
from math import isfinite

from protocols.diary import (
    CadenceMeasured,
    CheckIn,
    CheckInKind,
    CrossTraining,
    Diary,
    Entry,
    ExerciseLog,
    Pause,
    Run,
    Shoes,
    Test,
    Workout,
)
from protocols.errors import ImplausibleError

LONGEST_MINUTES = 24 * 60.0  # longer is no session any more
LONGEST_KM = 200.0
FASTEST = 2.2  # minutes per kilometre; world records are slower over every distance somebody in rehab might type
SLOWEST = 30.0
CADENCE = (90.0, 240.0)
FARTHEST_BACK = 31  # days: older runs are remembered wrongly
LONGEST_PAUSE = 366  # days
_MOST_SETS = 20
_MOST_REPS = 500
_DROPS = (-5.0, 25.0)
_DEEPEST = 5000.0
_SURELY = 6  # pain of this size began somewhere


def check(entry: Entry, diary: Diary, today: date) -> None:
    """Refuse an entry that cannot be true; ImplausibleError says why."""
    _check_day(entry, diary, today)
    match entry:
        case CheckIn():
            _check_pain(entry.pain)
        case Run():
            _check_run(entry)
        case Workout():
            _check_workout(entry)
        case CrossTraining():
            _check_pain(entry.pain)
            _check_minutes(entry.minutes)
        case Test():
            _check_pain(entry.pain)
            _within("reps", entry.amount, 1, _MOST_REPS, amount=entry.amount)
        case CadenceMeasured():
            _within("cadence", entry.spm, *CADENCE, spm=entry.spm)
        case Shoes() if entry.drop_mm is not None:
            _within("drop", entry.drop_mm, *_DROPS, mm=entry.drop_mm)
        case Pause() if entry.until is not None and not 0 < (entry.until - entry.on).days <= LONGEST_PAUSE:
            raise ImplausibleError("until", until=entry.until)


def doubts(entry: Entry, diary: Diary) -> tuple[str, ...]:
    """Contradictions worth one question: the entry may still be right."""
    return tuple(_doubts(entry, diary))


def _doubts(entry: Entry, diary: Diary) -> Iterator[str]:
    if isinstance(entry, Run):
        onset = entry.onset_minutes is not None or entry.onset_km is not None
        if onset and entry.pain == 0:
            yield "never_hurt"  # pain began somewhere, and there was none
        if (entry.limp or entry.rising) and entry.pain == 0:
            yield "easier_than_said"  # a limp without any pain
        if not onset and entry.pain >= _SURELY:
            yield "pain_without_onset"
        if any(_same_run(entry, other) for other in diary.entries):
            yield "same_run_twice"
    if isinstance(entry, CheckIn) and entry.kind is CheckInKind.MORNING:
        runs = {run.id: run for run in diary.entries if isinstance(run, Run)}
        if entry.run in runs and runs[entry.run].on >= entry.on:
            yield "morning_before_run"


def _same_run(run: Run, other: Entry) -> bool:
    same = isinstance(other, Run) and other.id != run.id and other.on == run.on
    return same and isinstance(other, Run) and other.minutes == run.minutes and other.km == run.km


def _check_day(entry: Entry, diary: Diary, today: date) -> None:
    if entry.on > today:
        raise ImplausibleError("future", on=entry.on)
    start = min((other.on for other in diary.entries), default=entry.on)
    if entry.on < start:
        raise ImplausibleError("before_start", on=entry.on, start=start)
    if (today - entry.on).days > FARTHEST_BACK:
        raise ImplausibleError("long_ago", on=entry.on, days=FARTHEST_BACK)


def _check_run(run: Run) -> None:
    _check_pain(run.pain)
    _check_minutes(run.minutes)
    if run.km is not None:
        _within("km", run.km, 0.05, LONGEST_KM, km=run.km)
        _within("pace", run.minutes / run.km, FASTEST, SLOWEST, minutes=run.minutes, km=run.km)
    for onset, whole in ((run.onset_minutes, run.minutes), (run.onset_km, run.km)):
        if onset is not None:
            _within("onset_beyond", onset, 0, LONGEST_MINUTES if whole is None else whole, onset=onset, run=whole)
    if run.cadence is not None:
        _within("cadence", run.cadence, *CADENCE, spm=run.cadence)
    if run.descent_m is not None:
        _within("descent", run.descent_m, 0, _DEEPEST, metres=run.descent_m)


def _check_workout(workout: Workout) -> None:
    if workout.minutes is not None:
        _check_minutes(workout.minutes)
    for log in workout.exercises:
        _check_exercise(log)


def _check_exercise(log: ExerciseLog) -> None:
    _within("sets", log.sets, 0, _MOST_SETS, sets=log.sets)
    _within("sets", log.planned, 1, _MOST_SETS, sets=log.planned)
    if log.pain is not None:
        _check_pain(log.pain)
    if log.effort is not None:
        _within("effort", log.effort, 0, 10, effort=log.effort)


def _check_pain(pain: int) -> None:
    _within("pain", pain, 0, 10, pain=pain)


def _check_minutes(minutes: float) -> None:
    _within("minutes", minutes, 0.5, LONGEST_MINUTES, minutes=minutes)


def _within(code: str, value: float, low: float, high: float, **numbers: object) -> None:
    if not isfinite(value) or not low <= value <= high:
        raise ImplausibleError(code, **numbers)
