"""The strength ladder, sessions that count, kit that is missing."""

import pytest

from protocols.diary import ExerciseLog
from protocols.model import Phase
from protocols.outlook import Plan, Prescription, TaskKind
from tests.support.diaries import Book, itbs, tasks

QUIET = {"daily_pain": 0}
IDS = ("side_lying_abduction", "clamshell", "single_leg_bridge", "step_down", "monster_walk")


def session(found: Plan) -> dict[str, Prescription]:
    """The next session, by exercise."""
    return {item.exercise: item for item in tasks(found, TaskKind.STRENGTH)[0].strength}


def why(item: Prescription) -> set[str]:
    return {reason.rule for reason in item.reasons}


def test_the_first_session_is_the_articles_dose() -> None:
    found = session(Book(QUIET).plan(1))
    assert {id_: (item.sets, item.reps, item.per_side, item.laps) for id_, item in found.items()} == {
        "side_lying_abduction": (3, 15, True, False),
        "clamshell": (3, 15, True, False),
        "single_leg_bridge": (3, 10, True, False),
        "step_down": (3, 10, True, False),
        "monster_walk": (1, 4, False, True),
    }
    assert all(item.level == 0 for item in found.values())


def test_the_single_leg_squat_joins_with_the_second_phase_and_never_leaves() -> None:
    book = Book(QUIET)
    book.checks(range(2, 9))
    book.go(8, "phase:build")
    squat = session(book.plan(8))["single_leg_squat"]
    assert (squat.sets, squat.reps) == (3, 8)
    assert "squat_joins" in why(squat)


def test_two_good_sessions_move_one_level_up_and_the_ladder_has_a_top() -> None:
    book = Book(QUIET)
    book.workout(1, effort=6, pain=2)
    assert book.plan(2).levels["clamshell"] == 0
    book.workout(3, effort=6, pain=2)
    found = book.plan(4)
    assert found.levels["clamshell"] == 1
    assert "level_up" in why(session(found)["clamshell"])
    for on in (5, 8, 10, 12, 15, 17):
        logs = tuple(ExerciseLog("clamshell", level, 3, 3, 5, 0) for level in ("heavy_band", "long_hold"))
        book.workout(on, exercises=logs)
    assert book.plan(18).levels["clamshell"] == 2
    assert session(book.plan(18))["clamshell"].hold_s == 3


@pytest.mark.parametrize(
    "second",
    [
        {"effort": 7},
        {"pain": 3},
        {"short": True},
        {"backfilled": True},
        {"exercises": (ExerciseLog("clamshell", "band", 2, 3, 5, 0),)},
        {"exercises": (ExerciseLog("clamshell", "band", 0, 3, 5, 0),)},
    ],
)
def test_a_session_that_was_hard_sore_short_or_late_moves_nothing_up(second: dict[str, object]) -> None:
    book = Book(QUIET)
    book.workout(1, effort=5)
    book.workout(3, **{"effort": 5, **second})
    assert book.plan(4).levels["clamshell"] == 0


def test_a_hard_session_starts_the_count_again() -> None:
    book = Book(QUIET)
    for on, effort in ((1, 5), (3, 8), (5, 5)):
        book.workout(on, effort=effort)
    assert book.plan(6).levels["clamshell"] == 0
    book.workout(8, effort=5)
    assert book.plan(9).levels["clamshell"] == 1


def test_two_sessions_on_one_day_are_one() -> None:
    book = Book(QUIET)
    book.workout(1, effort=5)
    book.workout(1, effort=5)
    assert book.plan(2).levels["clamshell"] == 0
    assert book.plan(2).week.strength_done == 1


def test_nothing_moves_up_on_an_amber_day_or_in_a_flare() -> None:
    amber = Book({"daily_pain": 3})
    amber.workouts((1, 3), effort=5)
    assert amber.plan(4).levels["clamshell"] == 0
    flare = Book(QUIET)
    flare.run(1, limp=True)
    flare.check(2, 0)
    flare.workouts((2, 3), effort=5)
    assert flare.plan(3).levels["clamshell"] == 0


def test_a_level_below_the_one_that_was_due_counts_for_nothing() -> None:
    book = Book(QUIET)
    book.workouts((1, 3), effort=5)
    book.workouts((5, 8), effort=5, level="band")
    assert book.plan(9).levels["clamshell"] == 1


@pytest.mark.parametrize(("pain", "level"), [(3, 1), (4, 0), (6, 0)])
def test_pain_in_an_exercise_moves_that_one_down(pain: int, level: int) -> None:
    book = Book(QUIET)
    book.workouts((1, 3), effort=5)
    book.workout(5, exercises=(ExerciseLog("clamshell", "heavy_band", 3, 3, 5, pain),))
    found = book.plan(5)
    assert found.levels["clamshell"] == level
    if pain == 4:
        assert found.levels["step_down"] == 1
        assert "level_down" in why(session(found)["clamshell"])


def test_at_the_easiest_level_pain_takes_a_set_away_until_it_goes_well_again() -> None:
    book = Book(QUIET)
    book.workout(1, exercises=(ExerciseLog("clamshell", "band", 3, 3, 5, 4),))
    book.check(2, 0)
    assert session(book.plan(2))["clamshell"].sets == 2
    assert session(book.plan(2))["step_down"].sets == 3
    book.workout(3, exercises=(ExerciseLog("clamshell", "band", 2, 2, 5, 0),))
    assert session(book.plan(4))["clamshell"].sets == 3


def top(book: Book) -> None:
    """Every exercise as high as it goes, by day 8."""
    for on in (1, 3, 5, 8):
        logs = tuple(
            ExerciseLog(id_, level.id, 1, 1, 3, 0) for id_ in IDS for level in itbs().exercises[id_].levels[-1:]
        )
        book.workout(on, exercises=logs)


def test_an_amber_day_goes_one_level_lighter_for_that_day() -> None:
    book = Book(QUIET)
    top(book)
    book.check(9, 3)
    found = session(book.plan(9))
    assert found["clamshell"].level == 1
    assert "level_amber" in why(found["clamshell"])
    assert book.plan(9).levels["clamshell"] == 2
    book.check(10, 2)
    assert session(book.plan(10))["clamshell"].level == 2


def test_a_flare_goes_two_levels_and_a_set_lighter_and_ends_one_level_lower() -> None:
    book = Book(QUIET)
    top(book)
    book.run(9, 10, limp=True)
    found = session(book.plan(9))
    assert (found["clamshell"].level, found["clamshell"].sets) == (0, 2)
    assert found["monster_walk"].sets == 1  # a set that is the only one stays
    assert "flare_strength" in why(found["clamshell"])
    book.checks((10, 11, 12))
    after = session(book.plan(12))
    assert (after["clamshell"].level, after["clamshell"].sets) == (1, 3)


def test_two_weeks_without_a_session_start_one_level_lower_once() -> None:
    book = Book(QUIET)
    top(book)
    assert book.plan(22).levels["clamshell"] == 2
    found = book.plan(23)
    assert found.levels["clamshell"] == 1
    assert "level_gap" in why(session(found)["clamshell"])
    book.check(30, 0)
    assert book.plan(60).levels["clamshell"] == 1


@pytest.mark.parametrize(
    ("kit", "levels"),
    [
        ((), {"side_lying_abduction": 0, "clamshell": 0, "single_leg_bridge": 0, "step_down": 0, "monster_walk": 0}),
        (
            ("band",),
            {"side_lying_abduction": 1, "clamshell": 2, "single_leg_bridge": 0, "step_down": 0, "monster_walk": 1},
        ),
        (
            ("ankle_weight", "bench", "step"),
            {"side_lying_abduction": 1, "clamshell": 0, "single_leg_bridge": 1, "step_down": 1, "monster_walk": 0},
        ),
    ],
)
def test_missing_kit_leads_to_the_nearest_version_that_can_be_done(
    kit: tuple[str, ...], levels: dict[str, int]
) -> None:
    book = Book({**QUIET, "kit": kit})
    top(book)
    found = session(book.plan(9))
    assert {id_: found[id_].level for id_ in IDS} == levels
    assert set(found) >= set(IDS)


def test_what_is_missing_is_named() -> None:
    found = session(Book({**QUIET, "kit": ("band",)}).plan(1))
    missing = [r.numbers["kit"] for r in found["step_down"].reasons if r.rule == "kit_missing"]
    assert missing == ["step"]
    assert "kit_missing" not in why(found["clamshell"])


def test_without_the_heavy_band_the_way_goes_from_band_to_longer_holds() -> None:
    book = Book({**QUIET, "kit": ("band",)})
    book.workouts((1, 3), effort=5)
    assert session(book.plan(4))["clamshell"].level == 0
    book.workouts((5, 8), effort=5, level="band")
    assert session(book.plan(9))["clamshell"].level == 2


def test_new_kit_counts_from_the_day_it_is_there() -> None:
    book = Book({**QUIET, "kit": ()})
    top(book)
    book.answer(9, kit=("bench",))
    assert session(book.plan(9))["single_leg_bridge"].level == 1


@pytest.mark.parametrize(("sets", "share"), [(3, 1), (2, 0.5), (1, 0.5), (0, 0)])
def test_a_session_counts_by_its_sets(sets: int, share: float) -> None:
    book = Book(QUIET)
    book.workout(1, exercises=(ExerciseLog("clamshell", "band", sets, 3),))
    book.checks(range(2, 9))
    book.go(8, "phase:build")
    gate = book.plan(8).gate
    assert gate is not None
    assert next(c for c in gate.conditions if c.id == "sessions").have == share


def test_an_exercise_nobody_knows_and_a_level_nobody_knows_are_passed_over() -> None:
    book = Book(QUIET)
    book.workout(1, exercises=(ExerciseLog("plank", "floor", 3, 3, 5, 0), ExerciseLog("clamshell", "rope", 3, 3, 5, 0)))
    found = book.plan(1)
    assert "plank" not in found.levels
    assert found.levels["clamshell"] == 0


def test_strength_goes_on_in_every_phase() -> None:
    book = Book(QUIET)
    on = book.growing()
    found = book.plan(on)
    assert found.phase is Phase.GROW
    assert len(tasks(found, TaskKind.STRENGTH)) == 3
