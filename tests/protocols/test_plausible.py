"""What cannot be true is refused by its code; what contradicts itself is asked about once."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from protocols.diary import (
    CadenceMeasured,
    CheckIn,
    CheckInKind,
    CrossTraining,
    Diary,
    Entry,
    ExerciseLog,
    Feeling,
    Pause,
    Run,
    Shoes,
    Test,
    Workout,
)
from protocols.errors import ImplausibleError
from protocols.plausible import check, doubts
from tests.support.diaries import Book, day

TODAY = day(10)


NUMBERS = {
    "pain": {"pain"},
    "future": {"on"},
    "before_start": {"on", "start"},
    "minutes": {"minutes"},
    "km": {"km"},
    "pace": {"minutes", "km"},
    "onset_beyond": {"onset", "run"},
    "cadence": {"spm"},
    "descent": {"metres"},
    "reps": {"amount"},
    "drop": {"mm"},
    "until": {"until"},
    "sets": {"sets"},
    "effort": {"effort"},
}


def entry(make: type[Entry], /, on: date = TODAY, **fields: Any) -> Entry:
    return make(id="new", on=on, at=datetime(2026, 3, 11, tzinfo=UTC), **fields)


def run(**fields: Any) -> Entry:
    return entry(Run, **{"minutes": 30.0, "pain": 1, **fields})


def workout(**fields: Any) -> Entry:
    log = {"exercise": "clamshell", "level": "band", "sets": 3, "planned": 3, **fields}
    return entry(Workout, exercises=(ExerciseLog(**log),))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (entry(CheckIn, pain=11), "pain"),
        (entry(CheckIn, pain=-1), "pain"),
        (entry(CheckIn, on=day(11), pain=1), "future"),
        (entry(CheckIn, on=date(2026, 3, 1), pain=1), "before_start"),
        (run(pain=11), "pain"),
        (run(minutes=0.0), "minutes"),
        (run(minutes=1441.0), "minutes"),
        (run(minutes=float("inf")), "minutes"),
        (run(minutes=1400.0, km=500.0), "km"),
        (run(km=0.0), "km"),
        (run(minutes=10.0, km=5.0), "pace"),
        (run(minutes=100.0, km=3.0), "pace"),
        (run(onset_minutes=31.0), "onset_beyond"),
        (run(km=5.0, onset_km=5.1), "onset_beyond"),
        (run(onset_km=1441.0), "onset_beyond"),
        (run(cadence=20), "cadence"),
        (run(descent_m=-1.0), "descent"),
        (run(descent_m=6000.0), "descent"),
        (entry(CadenceMeasured, spm=20.0), "cadence"),
        (entry(CadenceMeasured, spm=241.0), "cadence"),
        (entry(CrossTraining, sport="bike", minutes=0.0), "minutes"),
        (entry(CrossTraining, sport="bike", minutes=30.0, pain=12), "pain"),
        (entry(Test, test="walk", amount=0.0, pain=0), "reps"),
        (entry(Test, test="walk", amount=30.0, pain=11), "pain"),
        (entry(Test, test="step_down", amount=501.0, pain=0), "reps"),
        (entry(Shoes, minimal=False, drop_mm=40.0), "drop"),
        (entry(Pause, reason="ill", until=TODAY), "until"),
        (entry(Pause, reason="ill", until=day(10 + 367)), "until"),
        (workout(sets=21), "sets"),
        (workout(planned=0), "sets"),
        (workout(pain=11), "pain"),
        (workout(effort=11), "effort"),
        (entry(Workout, exercises=(), minutes=0.0), "minutes"),
    ],
)
def test_what_cannot_be_true_is_refused_by_its_code(wrong: Entry, code: str) -> None:
    with pytest.raises(ImplausibleError) as refusal:
        check(wrong, Book().diary, TODAY)
    assert refusal.value.code == code
    assert set(refusal.value.numbers) == NUMBERS[code]
    assert any(number == getattr(wrong, name, number) for name, number in refusal.value.numbers.items())
    if code != "onset_beyond":
        assert None not in refusal.value.numbers.values()


def test_more_than_a_month_ago_is_too_long_to_remember() -> None:
    book = Book()
    check(entry(CheckIn, on=day(9), pain=1), book.diary, day(40))
    with pytest.raises(ImplausibleError) as refusal:
        check(entry(CheckIn, on=day(8), pain=1), book.diary, day(40))
    assert refusal.value.code == "long_ago"
    assert refusal.value.numbers == {"on": day(8), "days": 31}


@pytest.mark.parametrize(
    "fine",
    [
        entry(CheckIn, pain=0),
        entry(CheckIn, on=day(1), pain=10),
        run(pain=5),
        run(pain=6, onset_minutes=10.0),
        run(km=5.0, onset_km=5.0, cadence=168, descent_m=0.0),
        run(minutes=11.0, km=5.0),
        run(minutes=1440.0, onset_minutes=0.0),
        workout(pain=10, effort=0),
        workout(),
        workout(sets=0, planned=1),
        run(minutes=1.0, km=0.3),
        entry(Test, test="step_down", amount=1.0, pain=0),
        entry(Workout, exercises=(), minutes=35.0),
        entry(CadenceMeasured, spm=90.0),
        entry(Test, test="walk", amount=30.0, pain=0),
        entry(CrossTraining, sport="bike", minutes=40.0),
        entry(Shoes, minimal=True),
        entry(Shoes, minimal=False, drop_mm=0.0),
        entry(Pause, reason="ill", until=day(11)),
        entry(Pause, reason="ill"),
        entry(Feeling, feeling="same"),
    ],
)
def test_what_can_be_true_passes(fine: Entry) -> None:
    check(fine, Book().diary, TODAY)
    assert doubts(fine, Book().diary) == ()


def test_the_first_entry_of_all_has_no_start_to_be_before() -> None:
    check(entry(CheckIn, pain=1), Diary(), TODAY)


@pytest.mark.parametrize(
    ("odd", "doubt"),
    [
        (run(pain=0, onset_minutes=12.0), "never_hurt"),
        (run(pain=0, onset_km=2.0), "never_hurt"),
        (run(pain=6), "pain_without_onset"),
        (run(pain=0, limp=True), "easier_than_said"),
        (run(pain=0, rising=True), "easier_than_said"),
    ],
)
def test_contradictions_are_asked_about(odd: Entry, doubt: str) -> None:
    check(odd, Book().diary, TODAY)
    assert doubts(odd, Book().diary) == (doubt,)


def test_the_same_run_twice_is_asked_about() -> None:
    book = Book()
    id_ = book.run(10, 30.0, 1)
    assert doubts(run(), book.diary) == ("same_run_twice",)
    assert doubts(run(minutes=31.0), book.diary) == ()
    assert doubts(run(km=5.0), book.diary) == ()
    assert doubts(run(on=day(9)), book.diary) == ()
    assert doubts(next(e for e in book.entries if e.id == id_), book.diary) == ()


def test_a_morning_before_its_run_is_asked_about() -> None:
    book = Book()
    id_ = book.run(10, 30.0)
    check_in = entry(CheckIn, pain=0, kind=CheckInKind.MORNING, run=id_)
    assert doubts(check_in, book.diary) == ("morning_before_run",)
    assert doubts(entry(CheckIn, on=day(11), pain=0, kind=CheckInKind.MORNING, run=id_), book.diary) == ()
