"""What a session holds, whole: every exercise with its level, its dose and why it is as it is."""

from typing import Any

import pytest

from protocols.diary import ExerciseLog
from protocols.outlook import Reason, TaskKind
from tests.support.diaries import Book, day, tasks

QUIET = {"daily_pain": 0, "volume": "300 min", "longest": "60 min", "onset": "none"}


def told(reasons: tuple[Reason, ...]) -> list[tuple[str, dict[str, Any]]]:
    return [(reason.rule, dict(reason.numbers)) for reason in reasons]


def worked(level: str, effort: int | None, pain: int | None, sets: int = 3) -> tuple[ExerciseLog, ...]:
    return (ExerciseLog("clamshell", level, sets, 3, effort, pain),)


def test_an_exercise_as_it_is_prescribed() -> None:
    (session,) = [t for t in Book(QUIET).plan(1).tasks if t.kind is TaskKind.STRENGTH]
    doses = {p.exercise: (p.level, p.sets, p.reps, p.per_side, p.laps, p.hold_s) for p in session.strength}
    assert doses["side_lying_abduction"][:5] == (0, 3, 15, True, False)
    assert doses["clamshell"][:5] == (0, 3, 15, True, False)
    assert doses["single_leg_bridge"][:5] == (0, 3, 10, True, False)
    assert doses["step_down"][:5] == (0, 3, 10, True, False)
    assert doses["monster_walk"][2:5] == (4, False, True)
    assert all(not p.reasons for p in session.strength)


def prescribed(book: Book, on: int, exercise: str = "clamshell") -> tuple[int, int, list[tuple[str, dict[str, Any]]]]:
    found = next(t for t in tasks(book.plan(on), TaskKind.STRENGTH) if t.strength)
    p = next(p for p in found.strength if p.exercise == exercise)
    return p.level, p.sets, told(p.reasons)


def test_two_easy_sessions_move_one_level_up_and_say_when() -> None:
    book = Book(QUIET)
    book.workout(1, exercises=worked("band", 6, 2))
    assert prescribed(book, 3)[0] == 0
    book.workout(3, exercises=worked("band", 6, 2))
    assert prescribed(book, 5) == (1, 3, [("level_up", {"on": day(3)})])
    book.workout(5, exercises=worked("heavy_band", 6, 2))
    assert prescribed(book, 8)[0] == 1


@pytest.mark.parametrize(("effort", "pain", "sets"), [(7, 0, 3), (6, 3, 3), (6, 0, 2)])
def test_a_session_that_was_hard_sore_or_cut_short_moves_nothing(effort: int, pain: int, sets: int) -> None:
    book = Book(QUIET)
    book.workout(1, exercises=worked("band", 6, 0))
    book.workout(3, exercises=worked("band", effort, pain, sets))
    assert prescribed(book, 5)[0] == 0


def test_a_sore_session_begins_the_count_anew() -> None:
    book = Book(QUIET)
    book.workout(1, exercises=worked("band", 6, 0))
    book.workout(3, exercises=worked("band", 8, 0))
    book.workout(5, exercises=worked("band", 6, 0))
    assert prescribed(book, 8)[0] == 0
    book.workout(8, exercises=worked("band", 6, 0))
    assert prescribed(book, 10)[0] == 1


def test_pain_of_four_at_the_easiest_level_takes_a_set_and_a_good_session_gives_it_back() -> None:
    book = Book(QUIET)
    book.workout(1, exercises=worked("band", 6, 4))
    book.check(2, 0)
    level, sets, why = prescribed(book, 3)
    assert (level, sets, why) == (0, 2, [("level_down", {"on": day(1), "pain": 4})])
    book.check(3, 0)
    book.workout(3, exercises=worked("band", 6, 0))
    assert prescribed(book, 5)[1] == 3


def test_a_flare_is_a_level_for_good_one_for_now_and_a_set() -> None:
    book = Book(QUIET)
    for on in (1, 3, 5, 8):
        level = "band" if on < 5 else "heavy_band"
        book.workout(on, exercises=worked(level, 5, 0))
    assert prescribed(book, 9)[0] == 2
    book.check(9, 6)
    level, sets, why = prescribed(book, 9)
    assert (level, sets) == (0, 2)
    assert "flare_strength" in dict(why)


def test_an_amber_day_is_a_level_lighter_with_all_sets() -> None:
    book = Book(QUIET)
    for on in (1, 3):
        book.workout(on, exercises=worked("band", 5, 0))
    book.check(5, 4)
    level, sets, why = prescribed(book, 5)
    assert (level, sets) == (0, 3)
    assert "level_amber" in dict(why)


def test_the_squat_says_why_it_has_joined_and_stays() -> None:
    book = Book(QUIET)
    assert "single_leg_squat" not in book.plan(1).levels
    book.checks(range(1, 9), 0)
    book.workouts((1, 3, 5))
    book.go(8, "phase:build")
    assert prescribed(book, 8, "single_leg_squat")[2] == [("squat_joins", {})]


def test_what_the_kit_does_not_allow_is_named() -> None:
    book = Book({**QUIET, "kit": ("band",)})
    for on in (1, 3):
        book.workout(on, exercises=worked("band", 5, 0))
    level, _, why = prescribed(book, 5)
    assert level == 0
    assert ("kit_missing", {"kit": "heavy_band"}) in why


def test_half_a_session_is_half_and_eighty_percent_is_whole() -> None:
    book = Book(QUIET)
    book.workout(1, exercises=(ExerciseLog("clamshell", "band", 4, 5, 6, 0),))
    assert book.plan(1).week.strength_done == 1
    book = Book(QUIET)
    book.workout(1, exercises=(ExerciseLog("clamshell", "band", 39, 50, 6, 0),))
    book.workout(3, exercises=(ExerciseLog("clamshell", "band", 39, 50, 6, 0),))
    assert book.plan(3).week.strength_done == 1
    book.workout(5, exercises=(ExerciseLog("clamshell", "band", 0, 3, None, None),))
    assert book.plan(5).week.strength_done == 1


def test_two_sessions_on_a_day_are_one() -> None:
    book = Book(QUIET)
    book.workout(1, short=True)
    book.workout(1)
    assert book.plan(1).week.strength_done == 1


def test_what_was_left_out_of_a_session_counts_against_it() -> None:
    book = Book(QUIET)
    done, left_out = (
        ExerciseLog("clamshell", "band", 3, 3, 6, 0),
        ExerciseLog("step_down", "low_step", 0, 3, None, None),
    )
    for on in (1, 3):
        book.workout(on, exercises=(left_out, done))
    assert book.plan(3).week.strength_done == 1


def test_after_a_level_down_two_easy_sessions_are_needed_again() -> None:
    book = Book(QUIET)
    for on in (1, 3):
        book.workout(on, exercises=worked("band", 6, 0))
    book.workout(5, exercises=worked("heavy_band", 6, 4))
    book.check(6, 0)
    book.workout(8, exercises=worked("band", 6, 0))
    assert prescribed(book, 10)[0] == 0
    book.workout(10, exercises=worked("band", 6, 0))
    assert prescribed(book, 12)[0] == 1
