"""What gates, offers and the pain light hand out, whole: ids, numbers and reasons, not only whether a door is open."""

from typing import Any

from protocols.model import Light, Overlay
from protocols.outlook import Plan, TaskKind
from tests.support.diaries import Book, ahead_of_gate, alerts, day, offers, rules, tasks

QUIET = {"daily_pain": 0, "volume": "300 min", "longest": "60 min", "onset": "none"}


def gate(found: Plan) -> tuple[str, dict[str, tuple[Any, ...]]]:
    """The gate's id, and of each condition: met, have, need, rule."""
    assert found.gate is not None
    return found.gate.id, {c.id: (c.met, c.have, c.need, c.reason.rule) for c in found.gate.conditions}


def numbers(found: Plan, condition: str) -> dict[str, Any]:
    """What the reason of a condition tells."""
    assert found.gate is not None
    return dict(next(c for c in found.gate.conditions if c.id == condition).reason.numbers)


def reasons(found: Plan, offer: str) -> list[str]:
    return [reason.rule for o in found.offers if o.id == offer for reason in o.reasons]


def growing() -> tuple[Book, int]:
    """Three calm weeks of growing behind them."""
    book = Book({**QUIET, "volume": "60 min"})
    on = book.growing()
    for later in range(on, on + 22, 2):
        book.calm_run(later, 20)
    return book, on + 21


def test_the_way_to_build() -> None:
    book = Book({"daily_pain": 1, "volume": "25 km", "longest": "10 km", "onset": "3.6 km"})
    book.run(2, 18.33, km=2.94)
    book.check(2, 1)
    assert gate(book.plan(2)) == (
        "build",
        {
            "time": (False, 2, 7, "gate_build_time"),
            "daily_pain": (False, 2, 3, "gate_build_pain"),
            "half_volume": (True, 2.9, 12.5, "gate_build_half"),
            "below_onset": (True, 2.9, 3.6, "gate_build_onset"),
        },
    )
    assert numbers(book.plan(2), "below_onset") == {"have": 2.9, "need": 3.6, "unit": "km"}


def test_the_way_to_build_without_a_point_where_pain_starts_or_an_old_volume() -> None:
    book = Book({"daily_pain": 0, "volume": "none", "longest": "none", "onset": "none"})
    book.run(2, 18.26)
    found = book.plan(2)
    _, conditions = gate(found)
    assert conditions["below_onset"] == (True, 18.3, "–", "gate_build_onset")
    assert numbers(found, "below_onset") == {"have": 18.3, "need": "–", "unit": "min"}
    assert conditions["half_volume"][2] == 0.0


def test_the_way_to_return() -> None:
    book = Book(QUIET)
    book.checks(range(1, 9), 0)
    book.workouts((1, 3, 5))
    book.go(8, "phase:build")
    assert gate(book.plan(8)) == (
        "return",
        {
            "daily_pain": (True, 3, 3, "gate_return_pain"),
            "sessions": (False, 3, 6, "gate_return_sessions"),
            "step_down": (False, 0, 10, "gate_return_step_down"),
            "walk": (False, 0, 30, "gate_return_walk"),
        },
    )


def test_the_way_to_grow() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R11", last=1)
    assert gate(book.plan(on)) == ("grow", {"continuous_runs": (False, 1, 2, "gate_grow_continuous")})


def test_the_ways_to_full_and_through() -> None:
    book, end = growing()
    id_, conditions = gate(book.plan(end))
    assert id_ == "full"
    assert conditions["hills_begun"] == (False, 0, 1, "gate_full_hills")
    book.go(end, "hills")
    book.calm_run(end, 20, surface="hilly")
    book.go(end + 1, "phase:full")
    id_, conditions = gate(book.plan(end + 1))
    assert id_ == "maintain"
    assert conditions["no_symptoms"] == (False, 0, 14, "gate_maintain_symptoms")


def test_exactly_the_volume_that_is_asked_for_is_enough() -> None:
    book = Book({**QUIET, "volume": "60 min"})
    on = book.growing()
    for later in range(on, on + 22, 2):
        book.calm_run(later, 18)
    _, conditions = gate(book.plan(on + 22))
    assert conditions["volume"] == (True, 54.0, 54.0, "gate_full_volume")


def test_hills_are_not_counted_before_growing() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R3", last=1)
    assert not [o for o in book.plan(on).offers if o.id == "hills"]


def test_every_offer_says_why() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R2", last=2)
    found = book.plan(on - 1)
    assert reasons(found, "step:R3") == ["ladder_calm"]
    book, end = growing()
    assert reasons(book.plan(end), "hills") == ["hills_wait", "hills_small"]
    assert reasons(book.plan(end), "phase:full") == ["override"]
    book.go(end, "hills")
    book.calm_run(end, 20, surface="hilly")
    book.go(end + 1, "phase:full")
    for later in range(end + 2, end + 20, 2):
        book.calm_run(later, 20)
    monday = end + 15 + (1 - end - 15) % 7
    book.go(monday, "phase:maintain")
    assert reasons(book.plan(monday), "speed") == ["speed_allowed"]


def test_an_informed_step_shows_the_sessions_that_are_missing() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R2", last=1)
    (ahead,) = [o for o in book.plan(on).offers if o.id == "step:R3"]
    assert [(c.id, c.have, c.need) for c in ahead.unmet] == [("calm_sessions", 1, 2)]


def test_the_last_step_but_one_leads_to_the_last() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R12", last=2)
    assert "step:R13" in offers(book.plan(on - 1))


def test_nothing_is_offered_on_an_amber_day() -> None:
    book = Book(QUIET)
    book.checks(range(1, 8), 0)
    book.workouts((1, 3, 5))
    assert "phase:build" in offers(book.plan(7))
    book.check(7, 3)
    assert book.plan(7).light is Light.AMBER
    assert offers(book.plan(7)) | ahead_of_gate(book.plan(7)) == set()


def test_nothing_is_offered_on_a_worse_morning_though_it_is_green() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R2", last=2)
    run = book.run(on, 16, 0, step="R2")
    book.morning(on + 1, 1, run)
    found = book.plan(on + 1)
    assert found.light is Light.GREEN
    assert offers(found) | ahead_of_gate(found) == set()


def test_the_return_begins_with_its_reason_and_no_gap() -> None:
    book = Book(QUIET)
    on = book.returning()
    assert "decided" in rules(book.plan(on))
    assert "re_entry" not in alerts(book.plan(on + 6))
    assert "re_entry" in alerts(book.plan(on + 7))


def test_steps_are_counted_from_the_third_week_on_after_a_green_run() -> None:
    book = Book()
    book.run(1, 18, 1)
    due = [n for n in range(2, 22) if tasks(book.plan(n), TaskKind.CADENCE_TEST)]
    runs = [n for n in range(2, 22) if book.plan(n).tasks and any(t.kind is TaskKind.RUN for t in book.plan(n).tasks)]
    assert due == [n for n in runs if n >= 15]
    assert due
    assert due[0] == 15 or 15 not in runs
    assert not tasks(Book().plan(16), TaskKind.CADENCE_TEST)  # nobody has seen this runner run


def test_steps_are_not_counted_after_a_sore_run_or_once_known() -> None:
    sore = Book()
    sore.run(15, 18, 4)
    known = Book()
    known.run(15, 18, 1)
    known.cadence(15, 164)
    for book in (sore, known):
        assert not any(tasks(book.plan(n), TaskKind.CADENCE_TEST) for n in range(16, 20))


def test_a_known_cadence_in_range_is_kept() -> None:
    book = Book()
    book.cadence(3, 174)
    target = book.plan(3).cadence
    assert target is not None
    assert (target.baseline, target.target, target.stage) == (174, None, 0)


def test_form_is_a_cue_after_the_first_phase_and_variety_once_hills_are_back() -> None:
    def cues(found: Plan) -> set[str]:
        return {r.rule for t in tasks(found, TaskKind.RUN) for r in t.reasons if r.rule.startswith("form_")}

    assert cues(Book().plan(2)) == set()
    back = Book(QUIET)
    assert cues(back.plan(back.returning())) == {"form_tall"}
    book, end = growing()
    book.go(end, "hills")
    assert cues(book.plan(end + 1)) == {"form_tall", "form_vary"}


def test_two_rising_ambers_are_told_with_the_pain_of_the_second() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R6", last=1)
    book.run(on, 20, 3, step="R6")
    book.run(on + 2, 20, 4, step="R6")
    found = book.plan(on + 2)
    assert found.step is not None
    assert found.step.id == "R5"
    back = next(reason for reason in found.reasons if reason.rule == "red_back")
    assert back.numbers == {"on": day(on + 2), "pain": 4}


def test_the_worst_amber_of_a_day_is_the_one_to_compare_with() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R6", last=1)
    book.run(on, 10, 4)
    book.run(on, 10, 3)
    book.run(on + 2, 20, 4, step="R6")
    assert "flare" not in alerts(book.plan(on + 2))


def test_another_rise_within_a_flare_takes_no_second_step() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R6", last=1)
    for later, pain in ((0, 3), (2, 4), (4, 5)):
        book.run(on + later, 20, pain, step="R6")
    found = book.plan(on + 4)
    assert found.step is not None
    assert found.step.id == "R5"


def test_days_under_a_severe_number_ask_for_no_sessions() -> None:
    stopped, same = Book({"daily_pain": 4}), Book({"daily_pain": 4})
    for book in (stopped, same):
        book.checks(range(2, 44), 4)
        book.workouts(range(1, 15, 2))
    stopped.check(15, 9)
    stopped.cleared(40)
    asked = {alert.reasons[0].rule for book in (stopped, same) for alert in book.plan(44).alerts}
    assert "adherence" in asked
    assert "adherence" not in alerts(stopped.plan(44))


def test_a_second_severe_number_after_clearance_stops_again() -> None:
    book = Book()
    book.check(3, 9)
    book.cleared(4)
    assert Overlay.RED_FLAG not in book.plan(4).overlays
    book.check(8, 9)
    assert Overlay.RED_FLAG in book.plan(8).overlays


def test_the_worst_of_a_day_stands_whichever_was_said_last() -> None:
    book = Book()
    book.check(3, 4)
    book.check(3, 1)
    found = book.plan(3)
    assert (found.light, found.pain) == (Light.AMBER, 4)
    assert found.week.worst_pain == 4
    book.check(3, 5)
    assert book.plan(3).pain == 5
