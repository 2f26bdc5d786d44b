"""Runs, the mornings after them, hills and cadence, where one day or one answer more makes the difference."""

import pytest

from protocols.outlook import TaskKind
from tests.support.diaries import (
    Book,
    alerts,
    cap,
    condition,
    day,
    offers,
    run_tasks,
    tasks,
)

QUIET = {"daily_pain": 0, "volume": "300 min", "longest": "60 min", "onset": "none"}


def on_step(step: str, last: int = 0) -> tuple[Book, int]:
    book = Book(QUIET)
    return book, book.climb(book.returning(), step, last=last)


def stands_on(book: Book, on: int) -> str:
    found = book.plan(on).step
    assert found is not None
    return found.id


def test_one_morning_told_twice_is_one_calm_session() -> None:
    book, on = on_step("R3")
    book.check(on, 2)
    run = book.run(on, 20, 0, step="R3")
    book.morning(on + 1, 1, run)
    book.morning(on + 1, 2, run)
    assert "step:R4" not in offers(book.plan(on + 1))


def test_one_bad_morning_told_twice_is_one_step_back() -> None:
    book, on = on_step("R5")
    run = book.run(on, 20, 0, step="R5")
    book.morning(on + 1, 2, run)
    book.morning(on + 1, 3, run)
    assert stands_on(book, on + 1) == "R4"


def test_a_red_run_and_its_bad_morning_are_one_step_back() -> None:
    book, on = on_step("R5")
    run = book.run(on, 20, 7, step="R5")
    book.morning(on + 1, 3, run)
    assert stands_on(book, on + 1) == "R4"


def test_a_second_amber_that_rose_and_its_bad_morning_are_one_step_back() -> None:
    book, on = on_step("R5")
    run = book.run(on, 20, 3, step="R5")
    book.morning(on + 1, 0, run)
    run = book.run(on + 2, 20, 4, step="R5")
    book.morning(on + 3, 2, run)
    assert stands_on(book, on + 3) == "R4"


def test_a_check_two_days_later_is_not_the_morning_after() -> None:
    book, on = on_step("R3")
    book.run(on, 20, 0, step="R3")
    run = book.run(on + 2, 20, 0, step="R3")
    book.check(on + 2, 0)
    book.morning(on + 3, 0, run)
    assert "step:R4" not in offers(book.plan(on + 3))


def test_a_late_answer_is_about_the_run_it_names_and_no_other() -> None:
    book, on = on_step("R3")
    first = book.run(on, 20, 0, step="R3")
    book.run(on + 2, 20, 0, step="R3")
    book.morning(on + 2, 0, first)
    assert "step:R4" not in offers(book.plan(on + 2))


def test_the_morning_is_asked_on_the_next_day_and_of_the_run_before() -> None:
    book, on = on_step("R3")
    book.run(on, 20, 0, step="R3")
    assert not [task for task in book.plan(on).tasks if task.kind is TaskKind.MORNING_CHECK]
    assert [task for task in book.plan(on + 1).tasks if task.kind is TaskKind.MORNING_CHECK and not task.done]


def test_a_continuous_run_with_a_worse_morning_is_not_calm() -> None:
    book, on = on_step("R11")
    run = book.run(on, 20, 0, step="R11")
    book.morning(on + 1, 1, run)
    assert condition(book.plan(on + 1), "continuous_runs").have == 0


@pytest.mark.parametrize(("minutes", "offered"), [(16, True), (15.9, False)])
def test_a_step_counts_from_four_fifths_of_it_on(minutes: float, offered: bool) -> None:
    book, on = on_step("R3")
    for later in (on, on + 2):
        book.calm_run(later, minutes, step="R3")
    assert ("step:R4" in offers(book.plan(on + 3))) is offered


def test_a_flat_easy_run_is_neither_too_hilly_nor_too_fast() -> None:
    book, on = on_step("R3", last=1)
    assert not alerts(book.plan(on)) & {"hills_early", "speed_early"}


def test_pain_that_began_at_a_minute_is_placed_at_the_pace_of_that_run() -> None:
    book = Book({"daily_pain": 1, "volume": "25 km", "longest": "10 km", "onset": "none"})
    book.run(3, 30, 4, km=6.0, onset_minutes=20)  # five minutes a kilometre: 4 km
    assert cap(book.plan(4), "onset").limit == 3.4
    book.run(5, 30, 4, km=5.0, onset_km=3.0)
    assert cap(book.plan(6), "onset").limit == 2.5


def test_pain_that_began_at_a_kilometre_is_placed_in_minutes_on_the_ladder() -> None:
    book, on = on_step("R8")
    book.run(on, 24, 3, km=4.0, onset_km=3.0, step="R8")  # six minutes a kilometre: 18 minutes
    assert cap(book.plan(on + 1), "onset").limit == 15


def hilly_days(book: Book, on: int) -> list[int]:
    return [
        (task.on - day(1)).days + 1 for task in tasks(book.plan(on), TaskKind.RUN) if task.run and not task.run.flat
    ]


def with_hills() -> tuple[Book, int]:
    """Hills were taken up on a Monday, after three weeks of growing."""
    book = Book({**QUIET, "volume": "60 min"})
    monday = book.calm_weeks(book.growing())
    book.go(monday, "hills")
    return book, monday


def test_after_a_hilly_run_the_others_of_the_week_are_flat() -> None:
    book, monday = with_hills()
    assert hilly_days(book, monday)
    book.calm_run(monday + 1, 20, surface="hilly")
    assert not [on for on in hilly_days(book, monday + 2) if on < monday + 7]


def test_a_flat_run_leaves_the_hilly_one_of_the_week_open() -> None:
    book, monday = with_hills()
    book.calm_run(monday + 1, 20)
    assert hilly_days(book, monday + 2)


def test_the_second_stage_comes_two_weeks_after_the_first_calm_run_with_it() -> None:
    book, on = on_step("R3", last=2)
    book.cadence(on, 150)
    stages = {}
    for later in range(on, on + 30, 2):
        book.calm_run(later, 20, step="R3")
        target = book.plan(later + 1).cadence
        assert target is not None
        stages[later + 1 - on] = target.stage
    assert stages[1] == 1
    first = min(after for after, stage in stages.items() if stage == 2)
    assert 14 <= first <= 16


def test_cross_training_in_a_flare_is_counted() -> None:
    book, on = on_step("R3")
    book.checks(range(on, on + 1), 0)
    monday = on + (1 - on) % 7
    book.check(monday, 6)
    before = [task.on for task in tasks(book.plan(monday), TaskKind.CROSS) if task.on < day(monday + 7)]
    book.cross(monday + 1)
    after = [
        task.on for task in tasks(book.plan(monday + 1), TaskKind.CROSS) if task.on < day(monday + 7) and not task.done
    ]
    assert len(after) == len(before) - 1


def test_a_session_missed_in_a_flare_is_moved_with_its_reason() -> None:
    book = Book(QUIET)
    book.check(1, 6)
    moved = next(task for task in tasks(book.plan(2), TaskKind.STRENGTH))
    assert "missed_moved" in {reason.rule for reason in moved.reasons}


def test_planned_runs_carry_step_and_step_rate() -> None:
    book, on = on_step("R3", last=1)
    book.cadence(on, 150)
    planned = run_tasks(book.plan(on))
    assert planned
    assert all(run.step is not None and run.step.id == "R3" for run in planned)
    target = book.plan(on).cadence
    assert target is not None
    assert {run.cadence for run in planned} == {target.target}
    grown = Book(QUIET)
    on = grown.growing()
    grown.cadence(on, 150)
    grown.calm_run(on, 20)
    target = grown.plan(on + 1).cadence
    assert target is not None
    assert {run.cadence for run in run_tasks(grown.plan(on + 1))} == {target.target}
