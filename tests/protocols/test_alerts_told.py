"""Every alert, whole: how serious it is, the rules it stands on and the runner's own numbers."""

from typing import Any

import pytest

from protocols.model import Overlay, Severity
from protocols.outlook import Plan
from tests.support.diaries import Book, alerts, day

QUIET = {"daily_pain": 0, "volume": "300 min", "longest": "60 min", "onset": "none"}

Told = tuple[Severity | None, list[tuple[str, dict[str, Any]]]]


def alert(found: Plan, id_: str) -> Told:
    """How serious, and each reason with its numbers; it must be there once."""
    (raised,) = [a for a in found.alerts if a.id == id_]
    return raised.severity, [(reason.rule, dict(reason.numbers)) for reason in raised.reasons]


def told(rule: str, **numbers: Any) -> Told:
    return None, [(rule, numbers)]


def see_a_professional(rule: str, **numbers: Any) -> Told:
    return Severity.PROFESSIONAL, [(rule, numbers)]


def test_why_there_is_no_plan_yet() -> None:
    assert alert(Book(complete=False).plan(1), "intake_open") == told("intake_open")
    assert alert(Book({"age": "no"}).plan(1), "under_age") == see_a_professional("under_age")
    assert alert(Book({"pattern_swelling": "yes"}).plan(1), "pattern") == see_a_professional("pattern_fit")


def test_a_red_flag_names_itself_and_severe_pain_its_number() -> None:
    book = Book()
    book.flag(2, "locking")
    assert alert(book.plan(2), "red_flag:locking") == (Severity.URGENT, [("red_flag", {"flag": "locking"})])
    book.check(3, 9)
    assert alert(book.plan(3), "red_flag:severe_pain") == (Severity.URGENT, [("severe_pain", {"pain": 9})])


def test_a_pattern_that_no_longer_fits_is_told_beside_a_red_flag() -> None:
    book = Book()
    book.answer(3, pattern_swelling="yes")
    book.flag(3, "locking")
    assert alerts(book.plan(3)) == {"red_flag:locking", "pattern"}


def test_a_flare_says_since_when_and_how_many_calm_days_there_were() -> None:
    book = Book(QUIET)
    book.check(3, 6)
    book.check(4, 1)
    care = [("flare_care", {}), ("ice", {})]
    assert alert(book.plan(4), "flare") == (None, [("flare", {"on": day(3), "have": 1}), *care])


def test_a_flare_that_stays_red_is_booked_and_one_that_turned_amber_is_not() -> None:
    red, amber = Book(QUIET), Book(QUIET)
    red.checks((3, 4, 5, 6), 6)
    amber.checks((3, 4, 5), 6)
    amber.check(6, 4)
    assert alert(red.plan(6), "flare_book") == see_a_professional("flare_book")
    assert "flare" in alerts(amber.plan(6))
    assert "flare_book" not in alerts(amber.plan(6))


def test_both_knees_from_the_start_are_no_second_knee() -> None:
    found = Book({"side": "both"}).plan(1)
    assert alert(found, "both_sides") == told("both_sides")
    assert Overlay.BOTH_SIDES in found.overlays
    assert "second_side" not in alerts(found)
    assert "both_sides" not in alerts(Book({"side": "left"}).plan(1))


def test_a_second_knee_within_two_weeks_is_looked_at() -> None:
    book = Book({"side": "left"})
    book.check(5, 3, side="right")
    assert alert(book.plan(5), "both_sides") == told("both_sides")
    assert alert(book.plan(5), "second_side") == see_a_professional("second_side")


def test_silence_and_a_week_without_work_say_since_when() -> None:
    book = Book(QUIET)
    book.workout(2)
    assert alert(book.plan(9), "gap_week") == told("missed_week", on=day(2))
    book.check(4, 0)
    assert alert(book.plan(18), "silent") == told("silent", have=14)


def test_a_pause_says_since_when_and_asks_for_nothing_else() -> None:
    book = Book(QUIET)
    book.workout(2)
    book.pause(5)
    found = book.plan(12)
    assert alert(found, "paused") == told("paused", on=day(5))
    assert "gap_week" not in alerts(found)


def test_few_days_say_how_many_sessions_fit() -> None:
    assert alert(Book({"days": ("mon", "thu")}).plan(1), "days_few") == told("days_few", have=2, need=3)
    assert "days_few" not in alerts(Book().plan(1))


def test_hip_work_that_lapses_says_since_when() -> None:
    book = Book(QUIET)
    on = book.returning()
    for later in range(on, on + 8, 2):
        book.calm_run(later, 15, step="R1")
    assert alert(book.plan(22), "strength_lapse") == told("strength_lapse", on=day(12))


def test_time_off_says_when_the_last_run_was() -> None:
    book = Book(QUIET)
    on = book.returning()
    book.calm_run(on, 15, step="R1")
    book.workouts(range(on + 1, on + 9, 3))
    assert alert(book.plan(on + 8), "re_entry") == told("reentry_repeat", on=day(on))


def test_a_limit_that_is_passed_says_by_how_much() -> None:
    book = Book({"volume": "24 km", "longest": "10 km"})
    book.run(1, 25, km=4.14)
    book.run(2, 25, km=4.14)
    book.run(3, 25, km=4.15)
    assert alert(book.plan(3), "over_cap") == told("over_cap", used=12.4, limit=12.0, unit="km")


def test_runs_on_two_days_in_a_row_say_which() -> None:
    book = Book(QUIET)
    on = book.returning()
    book.calm_run(on, 15, step="R1")
    book.calm_run(on + 1, 15, step="R1")
    assert alert(book.plan(on + 1), "runs_apart") == told("runs_apart", first=day(on), second=day(on + 1))
    assert alert(book.plan(on + 2), "runs_apart") == told("runs_apart", first=day(on), second=day(on + 1))
    assert "runs_apart" not in alerts(book.plan(on + 3))


@pytest.mark.parametrize(("on", "said"), [(27, False), (28, True)])
def test_no_progress_is_said_on_day_28(on: int, said: bool) -> None:
    book = Book({"daily_pain": 4, "run_pain": 4})
    book.checks(range(2, 29), 4)
    book.workouts(range(1, 29, 2))
    assert ("stalled_ask" in alerts(book.plan(on + 1))) is said
