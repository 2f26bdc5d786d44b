"""Where a plan says that its runner stands, and whether it is getting better; with the runner's own numbers."""

from typing import Any

from protocols.model import Light, Overlay, Phase
from protocols.outlook import Plan, Reason
from tests.support.diaries import Book, alerts, condition, day, rules

QUIET = {"daily_pain": 0, "volume": "300 min", "longest": "60 min", "onset": "none"}


def told(reasons: tuple[Reason, ...]) -> list[tuple[str, dict[str, Any]]]:
    return [(reason.rule, dict(reason.numbers)) for reason in reasons]


def test_a_plan_says_where_its_runner_stands() -> None:
    book = Book({"daily_pain": 1, "volume": "24 km", "longest": "10 km", "onset": "3.6 km"})
    book.workout(1)
    book.run(2, 18, 1, km=3.14)
    found = book.plan(2)
    assert (found.today, found.day, found.phase, found.phase_since) == (day(2), 2, Phase.CALM, day(1))
    assert (found.light, found.pain, found.onset, found.unit) == (Light.GREEN, 1, 3.6, "km")
    assert (found.week.strength_done, found.week.strength_goal) == (1, 3)
    assert (found.week.run_minutes, found.week.run_km, found.week.worst_pain) == (18, 3.1, 1)
    assert (found.step, found.cadence) == (None, None)
    assert [on.on for on in found.ahead] == [day(n) for n in range(2, 9)]
    assert found.tasks == found.ahead[0].tasks
    assert rules(found) >= {"phase_calm", "pain_green"}


def test_a_week_begins_on_monday() -> None:
    book = Book(QUIET)
    book.check(7, 2)
    book.workout(7)
    assert book.plan(7).week.worst_pain == 2
    found = book.plan(8).week
    assert (found.worst_pain, found.strength_done) == (None, 0)


def test_a_red_flag_keeps_the_gate_in_sight_and_takes_every_task_and_limit() -> None:
    book = Book(QUIET)
    book.flag(2)
    found = book.plan(3)
    assert Overlay.RED_FLAG in found.overlays
    assert [on.on for on in found.ahead] == [day(n) for n in range(3, 10)]
    assert not found.tasks
    assert found.gate is not None
    assert not found.caps  # "at most 12 km" would be leave to run
    assert condition(found, "time").have == 3


def sore(days: int, pain: int = 4, **answers: Any) -> Book:
    """Sore as on the first day, all sessions done."""
    book = Book({"daily_pain": 4, "run_pain": 4, **answers})
    book.checks(range(2, days + 1), pain)
    book.workouts(range(1, days + 1, 2))
    return book


def reasons_of(found: Plan, alert: str) -> list[tuple[str, dict[str, Any]]]:
    (raised,) = [a for a in found.alerts if a.id == alert]
    return told(raised.reasons)


def test_weeks_without_getting_better_say_what_was_and_what_is() -> None:
    ((rule, numbers),) = reasons_of(sore(29).plan(29), "stalled_ask")
    assert rule == "stalled_ask"
    assert (numbers["before"], numbers["now"], numbers["asked"]) == (4, 4, 12)
    ((rule, numbers),) = reasons_of(sore(43).plan(43), "referral")
    assert (rule, numbers["before"], numbers["now"], numbers["asked"]) == ("referral", 4, 4, 18)


def test_the_last_seven_days_are_what_now_is() -> None:
    book = sore(25)
    book.checks(range(26, 30), 1)
    assert "stalled_ask" not in alerts(book.plan(29))
    book = sore(26)
    book.checks(range(27, 30), 1)
    assert "stalled_ask" in alerts(book.plan(29))


def test_better_by_two_is_better_and_gone_is_better_from_one() -> None:
    assert "stalled_ask" not in alerts(sore(29, 2).plan(29))
    assert "stalled_ask" in alerts(sore(29, 3).plan(29))
    assert "stalled_ask" not in alerts(sore(29, 0, daily_pain=1).plan(29))


def test_weeks_on_one_step_say_which_and_since_when() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R3", last=1)
    since = on - 3
    for later in range(on, since + 30, 2):
        book.run(later, 20, 3, step="R3")
        book.workout(later + 1)
    ((rule, numbers),) = reasons_of(book.plan(since + 28), "stalled_ask")
    assert (rule, numbers["step"], numbers["on"]) == ("stalled_step", "R3", day(since))


def test_limits_of_a_fresh_week_are_unused() -> None:
    found = Book({"volume": "24 km", "longest": "10 km", "onset": "3.6 km"}).plan(1)
    assert [(cap.id, cap.limit, cap.used, cap.unit) for cap in found.caps] == [
        ("week", 12.0, 0.0, "km"),
        ("single_run", 5.0, 0.0, "km"),
        ("onset", 3.0, 0.0, "km"),
    ]


def test_load_that_was_not_kept_comes_before_any_other_reason() -> None:
    book = sore(29)
    book.run(27, 60, 4, km=14.0)
    assert reasons_of(book.plan(29), "load_first") == [("load_first", {})]
