"""Where one day, one session or one entry more makes the difference: each was found as a mutant that lived."""

from dataclasses import replace

import pytest

from bot.simulation.runners import INTAKE
from protocols.adherence import adherence
from protocols.diary import CheckIn, Diary, Side
from protocols.errors import ContentError, ImplausibleError
from protocols.follow import follow
from protocols.model import Light, Overlay, Phase
from protocols.outlook import TaskKind
from protocols.plan import plan
from tests.support.diaries import (
    Book,
    alerts,
    cap,
    condition,
    day,
    itbs,
    offers,
    rules,
    tasks,
)

QUIET = {"daily_pain": 0, "volume": "300 min", "longest": "60 min", "onset": "none"}


def asked(book: Book, until: int) -> tuple[float, float]:
    """Strength sessions done and asked for."""
    found = adherence(follow(itbs(), book.entries, day(until)), day(until))
    return found.done, found.asked


# --- how well the work was done


def test_a_pause_asks_for_nothing_on_its_days_and_for_everything_after() -> None:
    book = Book(QUIET)
    book.pause(8, 15)  # the 15th is the first day back
    assert asked(book, 28) == (0, 3 * 21 / 7)


def test_a_pause_before_the_six_weeks_is_over_and_done_with() -> None:
    book = Book(QUIET)
    book.pause(3, 10)
    book.pause(12, 19)
    assert asked(book, 70) == (0, 18)


def test_a_pause_of_all_the_time_asks_for_nothing() -> None:
    book = Book(QUIET)
    book.pause(1)
    assert asked(book, 30) == (0, 0)


def test_the_last_day_of_the_window_counts() -> None:
    book = Book(QUIET)
    book.workouts((1, 28))
    assert asked(book, 28)[0] == 2
    assert asked(book, 27)[0] == 1


def test_exactly_seventy_percent_is_well_done() -> None:
    """10.5 of 15: ten whole sessions and a short one in five weeks."""
    course = follow(itbs(), Book().entries, day(1))
    book = Book(QUIET)
    book.workouts(range(1, 21, 2))
    book.workout(22, short=True)
    found = adherence(follow(itbs(), book.entries, day(35)), day(35))
    assert (found.done, found.asked) == (10.5, 15)
    assert found.enough(course)
    assert not replace(found, done=10.4).enough(course)


def test_a_short_session_on_the_first_day_of_three_weeks_counts_half() -> None:
    book = Book(QUIET)
    book.checks(range(1, 9), 0)
    book.workout(1, short=True)
    book.workouts((3, 5))
    book.go(8, "phase:build")
    assert condition(book.plan(21), "sessions").have == 2.5
    assert condition(book.plan(22), "sessions").have == 2


# --- one entry and another


def test_what_was_noted_late_stands_on_its_own_day() -> None:
    """Yesterday's pain of 4, noted tonight, does not outshine this morning's 1."""
    book = Book(QUIET)
    book.check(4, 1)
    late = CheckIn(id="late", on=day(3), at=book.entries[-1].at.replace(hour=21), pain=4)
    found = plan(itbs(), Diary((*book.entries, late)), day(4))
    assert (found.light, found.pain) == (Light.GREEN, 1)


def test_moments_of_a_day_count_not_ids() -> None:
    book = Book(QUIET)
    book.flag(3)
    book.cleared(3)
    flag, cleared = book.entries[-2:]
    turned = (*book.entries[:-2], replace(flag, id="z"), replace(cleared, id="a"))
    found = plan(itbs(), Diary(turned), day(3))
    assert Overlay.RED_FLAG not in found.overlays
    assert "red_flag:locking" not in alerts(found)


def test_a_new_answer_about_one_knee_is_no_second_knee() -> None:
    book = Book({**QUIET, "side": "left"})
    book.answer(5, side="right")
    assert "both_sides" not in alerts(book.plan(5))


def test_a_number_for_another_question_is_no_pain() -> None:
    book = Book({**QUIET, "daily_pain": 1})
    book.answer(5, run_pain=9)
    found = book.plan(5)
    assert (found.light, found.pain) == (Light.GREEN, 1)


def test_cross_training_of_two_days_keeps_both_and_of_one_day_counts_once() -> None:
    book = Book(QUIET)
    for on in (3, 3, 5):
        book.cross(on)
    assert follow(itbs(), book.entries, day(5)).cross == [day(3), day(5)]


def test_clearance_says_why_step_and_levels_are_lower() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R4", last=1)
    book.workout(on, effort=5)
    book.workout(on + 2, effort=5)
    book.flag(on + 3)
    book.cleared(on + 4)
    found = book.plan(on + 4)
    assert found.step is not None
    assert found.step.id == "R3"
    assert "cleared_back" in rules(found)
    strength = next(task for task in tasks(found, TaskKind.STRENGTH) if task.strength)
    assert any(reason.rule == "cleared_back" for item in strength.strength for reason in item.reasons)


def test_clearance_after_growing_enters_the_return_on_its_day() -> None:
    book = Book(QUIET)
    on = book.growing()
    book.flag(on)
    book.cleared(on + 1)
    found = book.plan(on + 1)
    assert (found.phase, found.phase_since) == (Phase.RETURN, day(on + 1))
    assert found.step is not None
    assert found.step.id == itbs().ladder[-1].id
    assert "cleared_back" in rules(found)


def test_a_pause_said_anew_ends_the_one_before() -> None:
    book = Book(QUIET)
    book.pause(3, 20)
    book.pause(5, 8)
    course = follow(itbs(), book.entries, day(10))
    assert [(span.start, span.end) for span in course.pauses] == [(day(3), day(5)), (day(5), day(8))]


def test_calm_sessions_of_an_earlier_stay_on_a_step_do_not_count() -> None:
    """One calm R2, a red one, back to R1 and up again: R3 wants two new ones."""
    book = Book(QUIET)
    on = book.climb(book.returning(), "R2", last=1)
    book.run(on, 16, 7, step="R2")
    book.checks(range(on + 1, on + 5), 0)
    on += 5
    for _ in range(2):
        book.calm_run(on, 15, step="R1")
        on += 2
    book.workout(on - 1)
    book.go(on - 1, "step:R2")
    book.calm_run(on, 16, step="R2")
    found = book.plan(on + 1)
    assert found.step is not None
    assert found.step.id == "R2"
    assert "step:R3" not in offers(found)


def test_the_worse_knee_is_the_level_before_a_run_whichever_was_told_last() -> None:
    """Right 2, left 0, and right 2 the next morning: nothing rose."""
    book = Book({**QUIET, "side": "both", "worse_side": "right"})
    on = book.climb(book.returning(), "R3", last=0)
    book.check(on, 2, side=Side.RIGHT)
    book.check(on, 0, side=Side.LEFT)
    run = book.run(on, 20, 0, step="R3")
    book.morning(on + 1, 2, run)
    found = book.plan(on + 1)
    assert found.step is not None
    assert found.step.id == "R3"


# --- cadence


@pytest.mark.parametrize(("begins", "due"), [(2, True), (3, False)])
def test_steps_are_counted_from_day_15_on(begins: int, due: bool) -> None:
    """Tuesday of the third week is a run day: the 15th for who began on a Tuesday, the 14th for a Wednesday."""
    book = Book(complete=False)
    book.answer(begins, **INTAKE)
    book.run(begins + 2, 18, 1)
    found = book.plan(16)
    assert found.day == 17 - begins
    assert any(task.on == day(16) for task in tasks(found, TaskKind.CADENCE_TEST)) is due


# --- growing


def full(*weeks: tuple[int, ...]) -> tuple[Book, int]:
    """Through hills into full, then weeks of runs on Tuesday, Thursday and Saturday; returns the Monday after."""
    book = Book({**QUIET, "volume": "60 min"})
    monday = book.calm_weeks(book.growing())
    book.go(monday, "hills")
    book.calm_run(monday, 20, surface="hilly")
    book.go(monday + 1, "phase:full")
    assert book.plan(monday + 1).phase is Phase.FULL
    for weekday in (2, 4):
        book.calm_run(monday + weekday, 20)
    for runs in weeks:
        monday += 7
        for weekday, minutes in zip((1, 3, 5), runs, strict=True):
            book.calm_run(monday + weekday, minutes)
    return book, monday + 7


def test_the_last_full_week_counts_for_full_however_light_the_one_before_was() -> None:
    book = Book({**QUIET, "volume": "60 min"})
    on = book.growing()
    monday = on + (1 - on) % 7
    for week, minutes in enumerate((10, 20)):
        for weekday in (1, 3, 5):
            book.calm_run(monday + 7 * week + weekday, minutes)
    assert condition(book.plan(monday + 14 + 3), "volume").have == 60


def test_the_old_volume_is_asked_of_two_weeks_and_of_no_third() -> None:
    book, monday = full((10, 10, 10), (20, 20, 20), (20, 20, 20))
    assert condition(book.plan(monday), "volume").have == 60
    book, monday = full((20, 20, 20), (10, 10, 10), (20, 20, 20))
    assert condition(book.plan(monday), "volume").have == 30


def test_hills_are_begun_anew_after_two_weeks_without_a_run() -> None:
    book, monday = full((20, 20, 20))
    found = book.plan(monday + 20)
    assert found.phase is Phase.GROW
    assert condition(found, "hills_begun").have == 0


def test_the_single_run_of_who_never_ran_calmly_is_measured_at_their_pace() -> None:
    book = Book({**QUIET, "volume": "30 km"})
    on = book.growing()
    for later in range(on, on + 35, 4):
        book.run(later, 30, 3, km=5.0)
        book.check(later + 1, 0)
    found = cap(book.plan(on + 45), "single_run")
    assert found.unit == "km"
    assert found.limit == pytest.approx(20 / 6 * 1.1, abs=0.1)


# --- errors


def test_errors_hold_what_they_say() -> None:
    wrong = ContentError("rules.toml", "pain_red", "is missing")
    assert (wrong.file, wrong.key, wrong.problem) == ("rules.toml", "pain_red", "is missing")
    assert str(ImplausibleError("pain", value=11)) == "pain"
