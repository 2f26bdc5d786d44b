"""Nobody gets an exercise before the intake is complete, of age, with a pattern that fits and no red flag."""

import pytest

from bot.simulation.runners import INTAKE
from protocols.diary import Feeling
from protocols.model import Overlay, Phase, Severity
from protocols.outlook import TaskKind
from tests.support.diaries import Book, alerts, day, itbs, tasks


@pytest.mark.parametrize(
    ("answers", "alert"),
    [
        ({"age": "no"}, "under_age"),
        ({"pattern_where": "front"}, "pattern"),
        ({"pattern_swelling": "yes"}, "pattern"),
        ({"pattern_mechanical": "yes"}, "pattern"),
    ],
)
def test_no_plan_but_a_reason(answers: dict[str, str], alert: str) -> None:
    found = Book(answers).plan(3)
    assert (found.day, found.phase, found.phase_since) == (0, Phase.CALM, day(3))
    assert alerts(found) == {alert}
    assert not tasks(found, *TaskKind)
    assert (found.gate, found.offers, found.caps, found.levels, found.avoid, found.reasons) == (
        None,
        (),
        (),
        {},
        (),
        (),
    )
    assert len(found.ahead) == 7


def test_an_empty_diary_asks_for_the_intake() -> None:
    found = Book(complete=False).plan(1)
    assert found.day == 0
    assert alerts(found) == {"intake_open"}
    assert found.pain is None


def test_the_intake_may_take_days_and_day_one_is_the_last_answer() -> None:
    book = Book(complete=False)
    book.answer(1, **{question: value for question, value in INTAKE.items() if question != "days"})
    assert book.plan(4).day == 0
    book.answer(5, days=())
    assert book.plan(5).day == 1
    assert book.plan(6).day == 2


def test_what_comes_before_day_one_changes_nothing() -> None:
    book = Book(complete=False)
    book.check(1, 9)
    book.run(1, 30, 8)
    book.answer(2, **{**INTAKE, "daily_pain": 0})
    found = book.plan(2)
    assert (found.day, found.pain, found.week.run_minutes) == (1, 0, 0)


def test_entries_without_a_rule_change_nothing() -> None:
    book = Book()
    before = book.plan(3)
    book.add(Feeling, 3, feeling="worse")
    book.answer(3, time="07:30")
    assert book.plan(3) == before


def test_an_unclear_pattern_still_gets_a_plan() -> None:
    found = Book({"pattern_worse": "unsure", "pattern_settles": "unsure"}).plan(1)
    assert found.day == 1
    assert tasks(found, TaskKind.STRENGTH)


def test_a_professional_may_clear_a_pattern_that_did_not_fit() -> None:
    book = Book({"pattern_where": "front"})
    book.cleared(9)
    found = book.plan(9)
    assert found.day == 1
    assert tasks(found, TaskKind.STRENGTH)


def test_a_pattern_that_no_longer_fits_stops_the_plan_where_it_stands() -> None:
    book = Book()
    on = book.returning()
    book.answer(on, pattern_where="front")
    found = book.plan(on)
    assert found.phase is Phase.RETURN
    assert Overlay.REFERRED in found.overlays
    assert not tasks(found, *TaskKind)
    assert found.offers == ()
    book.cleared(on + 1)
    assert tasks(book.plan(on + 1), TaskKind.STRENGTH)


@pytest.mark.parametrize("flag", sorted(itbs().flags))
def test_every_red_flag_stops_every_exercise_until_cleared(flag: str) -> None:
    book = Book()
    book.flag(4, flag)
    found = book.plan(5)
    assert Overlay.RED_FLAG in found.overlays
    assert not tasks(found, *TaskKind)
    assert found.offers == ()
    assert [(a.id, a.severity) for a in found.alerts] == [(f"red_flag:{flag}", itbs().flags[flag].severity)]
    book.cleared(6)
    assert tasks(book.plan(6), TaskKind.STRENGTH)


def test_a_flag_ticked_on_day_0_is_not_untied_by_another_answer() -> None:
    book = Book({"safety_knee": ("locking",)})
    book.answer(2, safety_knee=())
    assert alerts(book.plan(3)) == {"red_flag:locking"}


def test_a_box_that_is_still_being_ticked_counts_for_nothing() -> None:
    book = Book()
    book.add(type(book.entries[0]), 3, question="safety_knee", value=("locking",), complete=False)
    assert Overlay.RED_FLAG not in book.plan(3).overlays


def test_a_flag_nobody_knows_is_taken_seriously() -> None:
    book = Book()
    book.flag(2, "something_new")
    assert [a.severity for a in book.plan(2).alerts] == [Severity.URGENT]


def test_after_a_stop_on_the_ladder_the_plan_goes_on_one_step_lower() -> None:
    book = Book()
    on = book.climb(book.returning(), "R4")
    book.flag(on)
    book.cleared(on + 1)
    found = book.plan(on + 1)
    assert found.step is not None
    assert found.step.id == "R3"
    assert "cleared_back" in {reason.rule for reason in found.reasons}


def test_after_a_stop_every_exercise_goes_on_one_level_lower() -> None:
    book = Book({"daily_pain": 0})
    book.workouts((1, 3), effort=5)
    assert book.plan(3).levels["clamshell"] == 1
    book.flag(4)
    book.cleared(5)
    assert book.plan(5).levels["clamshell"] == 0


@pytest.mark.parametrize(("pain", "raised"), [(7, False), (8, True), (9, True), (10, True)])
def test_severe_pain_out_of_nowhere_is_a_red_flag(pain: int, raised: bool) -> None:
    book = Book()
    book.check(5, pain)
    assert ("red_flag:severe_pain" in alerts(book.plan(5))) is raised


@pytest.mark.parametrize("load", ["run", "workout", "cross"])
def test_severe_pain_after_load_is_a_flare_and_no_flag(load: str) -> None:
    book = Book()
    getattr(book, load)(4)
    book.check(5, 9)
    assert "flare" in alerts(book.plan(5))
    assert Overlay.RED_FLAG not in book.plan(5).overlays


def test_the_day_before_is_as_far_as_load_explains_severe_pain() -> None:
    book = Book()
    book.run(3)
    book.check(5, 9)
    assert Overlay.RED_FLAG in book.plan(5).overlays


def test_a_severe_morning_tied_to_its_run_is_no_surprise() -> None:
    book = Book()
    run = book.run(3)
    book.morning(5, 9, run)
    assert Overlay.RED_FLAG not in book.plan(5).overlays


def test_severe_daily_pain_on_day_0_is_a_flag() -> None:
    assert "red_flag:severe_pain" in alerts(Book({"daily_pain": 8}).plan(1))
