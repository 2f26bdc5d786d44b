"""The pain light, the morning after, flares: values and what they lead to."""

import pytest

from protocols.diary import Side
from protocols.model import Light, Overlay, Phase
from protocols.outlook import TaskKind
from tests.support.diaries import Book, alerts, day, offers, rules, run_tasks, tasks

QUIET = {"daily_pain": 0}


@pytest.mark.parametrize(
    ("pain", "light"),
    [(0, Light.GREEN), (2, Light.GREEN), (3, Light.AMBER), (5, Light.AMBER), (6, Light.RED), (10, Light.RED)],
)
def test_the_light_of_a_pain(pain: int, light: Light) -> None:
    book = Book(QUIET)
    book.run(3)
    book.check(4, pain)
    found = book.plan(4)
    assert (found.light, found.pain) == (light, pain)
    assert f"pain_{light}" in rules(found)


@pytest.mark.parametrize("sign", ["limp", "rising"])
def test_a_limp_or_rising_pain_is_red_whatever_the_number(sign: str) -> None:
    book = Book(QUIET)
    book.run(2, pain=1, **{sign: True})
    found = book.plan(2)
    assert found.light is Light.RED
    assert "pain_limp" in rules(found)
    assert Overlay.FLARE in found.overlays


def test_the_worst_of_a_day_is_its_light_and_the_next_day_begins_anew() -> None:
    book = Book(QUIET)
    book.check(2, 4)
    book.check(2, 1)
    assert (book.plan(2).light, book.plan(2).pain) == (Light.AMBER, 4)
    book.check(2, 5)
    assert book.plan(2).pain == 5
    book.check(3, 1)
    assert (book.plan(3).light, book.plan(3).pain) == (Light.GREEN, 1)


@pytest.mark.parametrize("kind", ["cross", "tests", "exercise"])
def test_pain_in_whatever_is_done_counts_for_the_light(kind: str) -> None:
    book = Book(QUIET)
    if kind == "cross":
        book.cross(3, pain=4)
    elif kind == "tests":
        book.tests(3, walk=4)
    else:
        book.workout(3, pain=4)
    assert book.plan(3).light is Light.AMBER


def test_amber_holds_the_step_and_the_calm_sessions_begin_again() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R2", last=1)
    run = book.run(on, 16, 3, step="R2")
    book.morning(on + 1, 0, run)
    assert offers(book.plan(on + 1)) == set()
    book.calm_run(on + 2, 16, step="R2")
    assert offers(book.plan(on + 3)) == set()
    book.calm_run(on + 4, 16, step="R2")
    assert offers(book.plan(on + 5)) == {"step:R3"}


@pytest.mark.parametrize(
    ("before", "after", "step", "open_"),
    [(0, 0, "R2", True), (0, 1, "R2", False), (0, 2, "R1", False), (1, 1, "R2", True), (1, 0, "R2", True)],
)
def test_the_next_morning_judges_the_run(before: int, after: int, step: str, open_: bool) -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R2", last=1)
    book.check(on, before)
    run = book.run(on, 16, step="R2")
    assert offers(book.plan(on)) == set()  # feeling fine the same evening is the trap
    book.morning(on + 1, after, run)
    found = book.plan(on + 1)
    assert found.step is not None
    assert found.step.id == step
    assert offers(found) == ({"step:R3"} if open_ else set())


def test_a_daily_check_the_day_after_is_as_good_as_a_morning_one() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R1", last=1)
    book.run(on, 15, step="R1")
    book.check(on + 1, 0)
    assert offers(book.plan(on + 1)) == {"step:R2"}


def test_a_morning_may_be_told_up_to_three_days_late() -> None:
    for late, counts in ((3, True), (4, False)):
        book = Book(QUIET)
        on = book.climb(book.returning(), "R1", last=1)
        run = book.run(on, 15, step="R1")
        book.morning(on + late, 0, run)
        assert (offers(book.plan(on + late)) == {"step:R2"}) is counts


def test_a_check_on_the_evening_of_the_run_is_no_morning() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R1", last=1)
    run = book.run(on, 15, step="R1")
    book.morning(on, 0, run)
    assert offers(book.plan(on)) == set()


def test_with_two_sore_knees_the_worse_morning_counts() -> None:
    book = Book({"side": "both", "daily_pain": 0})
    on = book.climb(book.returning(), "R2", last=1)
    run = book.run(on, 16, step="R2")
    book.check(on + 1, 0, run=run, side=Side.LEFT)
    assert offers(book.plan(on + 1)) == {"step:R3"}
    book.check(on + 1, 2, run=run, side=Side.RIGHT)
    found = book.plan(on + 1)
    assert offers(found) == set()
    assert found.step is not None
    assert found.step.id == "R1"
    assert found.pain == 2
    book.check(on + 1, 1, run=run, side=Side.LEFT)  # better than what is known: changes nothing
    assert book.plan(on + 1).step == found.step


def test_a_red_run_goes_one_step_back_and_begins_a_flare() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R4")
    book.run(on, 18, 6, step="R4")
    found = book.plan(on)
    assert found.step is not None
    assert found.step.id == "R3"
    assert Overlay.FLARE in found.overlays
    assert "red_back" in rules(found)
    assert not run_tasks(found)
    assert tasks(found, TaskKind.STRENGTH)
    assert tasks(found, TaskKind.CROSS)


def test_one_run_goes_back_once_however_bad_its_morning() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R5")
    run = book.run(on, 20, 7, step="R5")
    book.morning(on + 1, 7, run)
    found = book.plan(on + 1)
    assert found.step is not None
    assert found.step.id == "R4"


def test_a_red_morning_after_a_green_run_goes_back_once() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R5")
    run = book.run(on, 20, 0, step="R5")
    book.morning(on + 1, 6, run)
    found = book.plan(on + 1)
    assert found.step is not None
    assert found.step.id == "R4"
    assert Overlay.FLARE in found.overlays


def test_another_red_run_within_the_flare_goes_back_again_and_a_red_check_does_not() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R5")
    book.run(on, 20, 7, step="R5")
    book.check(on + 2, 6)
    assert book.plan(on + 2).step == book.plan(on).step
    book.run(on + 3, 20, 7)
    found = book.plan(on + 3)
    assert found.step is not None
    assert found.step.id == "R3"


def test_the_ladder_has_a_floor() -> None:
    book = Book(QUIET)
    on = book.returning()
    book.run(on, 15, 7, step="R1")
    found = book.plan(on)
    assert found.step is not None
    assert found.step.id == "R1"


def test_a_flare_ends_after_three_calm_days_and_an_amber_one_starts_the_count_again() -> None:
    book = Book(QUIET)
    book.run(2, pain=7)
    book.checks((3, 4), 2)
    assert Overlay.FLARE in book.plan(4).overlays
    book.check(5, 3)
    book.checks((6, 8), 1)  # a day without a word neither counts nor harms
    assert Overlay.FLARE in book.plan(8).overlays
    book.check(9, 2)
    assert Overlay.FLARE not in book.plan(9).overlays


def test_two_readings_on_one_day_are_one_calm_day() -> None:
    book = Book(QUIET)
    book.run(2, pain=7)
    for on in (3, 3, 4, 4):
        book.check(on, 0)
    assert Overlay.FLARE in book.plan(4).overlays


@pytest.mark.parametrize(
    ("first", "second", "gap", "flares"),
    [(3, 4, 2, True), (4, 4, 2, False), (4, 3, 2, False), (3, 4, 14, True), (3, 4, 15, False)],
)
def test_a_second_amber_run_above_the_first_is_a_flare(first: int, second: int, gap: int, flares: bool) -> None:
    book = Book(QUIET)
    book.run(2, pain=first)
    book.run(2 + gap, pain=second)
    assert (Overlay.FLARE in book.plan(2 + gap).overlays) is flares


def test_a_calm_run_between_two_ambers_breaks_the_row() -> None:
    book = Book(QUIET)
    book.run(2, pain=3)
    book.run(4, pain=0)
    book.run(6, pain=4)
    assert Overlay.FLARE not in book.plan(6).overlays


def test_an_amber_morning_above_an_amber_run_is_a_flare_but_two_knees_on_one_morning_are_not() -> None:
    book = Book({"side": "both", "daily_pain": 3})
    run = book.run(2, pain=3)
    book.check(3, 3, run=run, side=Side.LEFT)
    assert Overlay.FLARE not in book.plan(3).overlays
    book.check(3, 5, run=run, side=Side.RIGHT)
    assert Overlay.FLARE not in book.plan(3).overlays  # the same morning, told knee by knee
    book.run(5, pain=4)
    assert Overlay.FLARE not in book.plan(5).overlays
    book.morning(6, 5)
    assert Overlay.FLARE in book.plan(6).overlays


def test_daily_pain_that_wobbles_is_no_flare() -> None:
    book = Book({"daily_pain": 3})
    book.check(2, 4)
    book.check(3, 5)
    assert Overlay.FLARE not in book.plan(3).overlays


def test_a_flare_that_stays_red_for_three_days_wants_a_professional() -> None:
    book = Book(QUIET)
    book.run(2, pain=7)
    book.check(4, 6)
    assert "flare_book" not in alerts(book.plan(4))
    book.cross(4)
    book.check(5, 6)
    assert "flare_book" in alerts(book.plan(5))
    assert Overlay.REFERRED in book.plan(5).overlays


def test_a_red_day_in_growth_goes_back_to_the_last_rung() -> None:
    book = Book(QUIET)
    on = book.growing()
    book.run(on, 22, 6)
    found = book.plan(on)
    assert (found.phase, found.phase_since) == (Phase.RETURN, day(on))
    assert found.step is not None
    assert found.step.id == "R13"


def test_no_exercise_today_when_today_is_red_but_strength_goes_on_tomorrow() -> None:
    book = Book(QUIET)
    book.run(2, pain=7)
    book.check(3, 7)
    found = book.plan(3)
    assert TaskKind.CROSS not in {task.kind for task in found.tasks}
    assert tasks(found, TaskKind.STRENGTH)
