"""Cadence: measured first, raised twice, never above ten percent, never a goal by itself."""

import pytest

from protocols.outlook import TaskKind
from tests.support.diaries import Book, tasks

QUIET = {"daily_pain": 0}


def running(spm: float) -> tuple[Book, int]:
    """Measured before the first return run; returns the morning after it."""
    book = Book(QUIET)
    on = book.returning()
    book.cadence(on, spm)
    book.calm_run(on, 15, step="R1")
    return book, on + 1


@pytest.mark.parametrize(
    ("spm", "first", "second"), [(150, 157, 165), (160, 168, 176), (166, 174, 180), (169.9, 178, 180)]
)
def test_first_five_then_ten_percent_and_never_beyond_180(spm: float, first: int, second: int) -> None:
    book, on = running(spm)
    target = book.plan(on).cadence
    assert target is not None
    assert (target.baseline, target.target, target.stage) == (spm, first, 1)
    later = book.plan(on + 14).cadence
    assert later is not None
    assert (later.target, later.stage) == (second, 2)
    assert book.plan(on + 13).cadence == target


@pytest.mark.parametrize("spm", [170, 176, 188])
def test_inside_the_usual_range_and_above_it_nothing_is_raised(spm: float) -> None:
    book, on = running(spm)
    target = book.plan(on + 20).cadence
    assert target is not None
    assert (target.target, target.stage) == (None, 0)
    assert "cadence_range" in {reason.rule for reason in target.reasons}


def test_nothing_is_raised_before_a_calm_session_on_the_ladder() -> None:
    book = Book(QUIET)
    book.cadence(3, 160)
    book.calm_run(4)
    target = book.plan(6).cadence
    assert target is not None
    assert target.target is None
    assert "cadence_waits" in {reason.rule for reason in target.reasons}


def test_back_at_the_build_gate_the_target_waits_again() -> None:
    book, on = running(160)
    target = book.plan(on + 40).cadence
    assert target is not None
    assert target.stage == 0


def test_later_measurements_are_results_and_do_not_move_the_target() -> None:
    book, on = running(160)
    book.cadence(on + 5, 168)
    target = book.plan(on + 14).cadence
    assert target is not None
    assert (target.baseline, target.target) == (160, 176)


def test_the_first_day_may_be_measured_again() -> None:
    book = Book(QUIET)
    book.cadence(3, 120)
    book.cadence(3, 162)
    target = book.plan(3).cadence
    assert target is not None
    assert target.baseline == 162


def test_the_second_raise_waits_for_a_calm_week_and_a_flare_takes_the_target_away() -> None:
    book, on = running(160)
    book.check(on + 10, 3)
    assert [c.stage if (c := book.plan(on + later).cadence) else None for later in (16, 17)] == [1, 2]
    book.run(on + 18, 15, limp=True)
    target = book.plan(on + 18).cadence
    assert target is not None
    assert target.stage == 0


def test_it_is_measured_from_the_third_week_on_when_the_last_run_was_calm() -> None:
    for pain, asked in ((0, True), (3, False)):
        book = Book(QUIET)
        book.run(14, pain=pain)
        book.check(15, 0)
        book.check(16, 0)
        found = book.plan(16)
        assert bool(tasks(found, TaskKind.CADENCE_TEST)) is asked
    early = Book(QUIET)
    early.run(9)
    assert not tasks(early.plan(11), TaskKind.CADENCE_TEST)


def test_the_target_goes_with_the_run() -> None:
    book, on = running(160)
    run = next(task.run for task in tasks(book.plan(on), TaskKind.RUN) if not task.done)
    assert run is not None
    assert run.cadence == 168


def test_before_any_measurement_there_is_no_target() -> None:
    assert Book(QUIET).plan(1).cadence is None
