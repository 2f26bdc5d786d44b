"""Every gate, condition by condition; offers, choices, staying, and going ahead with open eyes."""

import pytest

from protocols.model import Overlay, Phase
from tests.support.diaries import Book, ahead_of_gate, alerts, condition, day, offers

QUIET = {"daily_pain": 0, "volume": "120 min", "longest": "60 min", "onset": "25 min"}


def met(book: Book, on: int) -> dict[str, bool]:
    found = book.plan(on)
    assert found.gate is not None
    return {c.id: c.met for c in found.gate.conditions}


def test_the_way_out_of_calm_opens_by_days_or_by_sessions() -> None:
    book = Book(QUIET)
    book.checks(range(2, 8))
    assert met(book, 6) == {"time": False, "daily_pain": True, "half_volume": True, "below_onset": True}
    assert offers(book.plan(6)) == set()
    assert offers(book.plan(7)) == {"phase:build"}
    quick = Book(QUIET)
    quick.checks((2, 3, 4, 5))
    quick.workouts((1, 3, 5))
    assert offers(quick.plan(5)) == {"phase:build"}


@pytest.mark.parametrize(
    ("pains", "met_"),
    [
        ((2, 2, 2), True),
        ((3, 2, 2), False),
        ((2, 2, 3), False),
        ((2, None, 2, 2), True),
        ((2, 2, None, 2), True),
        ((2, None, None, 2, 2), False),
    ],
)
def test_settled_means_three_days_in_a_row_of_two_or_less(pains: tuple[int | None, ...], met_: bool) -> None:
    book = Book({**QUIET, "daily_pain": 5})
    for number, pain in enumerate(pains, start=5):
        if pain is not None:
            book.check(number, pain)
    assert met(book, 4 + len(pains))["daily_pain"] is met_


def test_a_settled_knee_is_believed_for_two_days_without_a_word() -> None:
    book = Book(QUIET)
    book.checks((5, 6, 7))
    assert met(book, 9)["daily_pain"]
    assert not met(book, 10)["daily_pain"]


@pytest.mark.parametrize(("minutes", "met_"), [(60, True), (61, False)])
def test_more_than_half_the_volume_closes_the_gate_this_week_and_the_next(minutes: float, met_: bool) -> None:
    book = Book({**QUIET, "onset": "none"})
    book.run(3, minutes)
    assert met(book, 7)["half_volume"] is met_
    assert met(book, 14)["half_volume"] is met_
    assert met(book, 15)["half_volume"]


@pytest.mark.parametrize(("minutes", "met_"), [(24, True), (25, False)])
def test_a_run_up_to_the_onset_closes_the_gate_for_a_week(minutes: float, met_: bool) -> None:
    book = Book(QUIET)
    book.run(3, minutes, 1)
    assert met(book, 9)["below_onset"] is met_
    assert met(book, 10)["below_onset"]


def test_without_an_onset_there_is_nothing_to_stay_below() -> None:
    book = Book({**QUIET, "onset": "none"})
    book.run(3, 50)
    assert condition(book.plan(3), "below_onset").met


def test_a_phase_moves_only_by_a_choice_made_while_it_was_open() -> None:
    book = Book(QUIET)
    book.checks(range(2, 10))
    book.go(6, "phase:build")
    assert book.plan(9).phase is Phase.CALM
    book.go(9, "phase:return")
    assert book.plan(9).phase is Phase.CALM
    book.go(9, "phase:build")
    found = book.plan(10)
    assert (found.phase, found.phase_since) == (Phase.BUILD, day(9))
    assert "decided" in {reason.rule for reason in found.reasons}


def test_staying_hides_the_offer_for_a_week_and_a_later_yes_still_counts() -> None:
    book = Book(QUIET)
    book.checks(range(2, 20))
    book.stay(8, "phase:build")
    assert offers(book.plan(14)) == set()
    assert offers(book.plan(15)) == {"phase:build"}
    book.go(10, "phase:build")
    assert book.plan(10).phase is Phase.BUILD


def test_staying_on_a_step_hides_it_for_three_days() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R1", last=2) - 1
    assert offers(book.plan(on)) == {"step:R2"}
    book.workout(on)
    book.stay(on, "step:R2")
    assert offers(book.plan(on + 2)) == set()
    assert offers(book.plan(on + 3)) == {"step:R2"}


def test_the_way_to_running_needs_all_four() -> None:
    book = Book(QUIET)
    on = book.settled()
    assert met(book, on) == {"daily_pain": True, "sessions": True, "step_down": True, "walk": True}
    assert offers(book.plan(on)) == {"phase:return"}


@pytest.mark.parametrize(("pain", "closed"), [(0, False), (1, True)])
def test_daily_pain_has_to_be_gone_for_running(pain: int, closed: bool) -> None:
    book = Book(QUIET)
    on = book.settled()
    book.check(on + 1, pain)
    assert met(book, on + 1)["daily_pain"] is not closed


def test_six_sessions_in_three_weeks_and_a_short_one_is_a_half() -> None:
    book = Book(QUIET)
    book.workouts((1, 3, 5, 8, 10))
    book.checks(range(2, 13))
    book.go(8, "phase:build")
    book.workout(12, short=True)
    assert condition(book.plan(12), "sessions").have == 5.5
    book.workout(15)
    assert condition(book.plan(15), "sessions").have == 6.5
    assert condition(book.plan(21), "sessions").have == 6.5
    assert condition(book.plan(22), "sessions").have == 5.5


@pytest.mark.parametrize(
    ("test", "amount", "pain", "met_"),
    [
        ("step_down", 10, 2, True),
        ("step_down", 9, 0, False),
        ("step_down", 10, 3, False),
        ("walk", 30, 0, True),
        ("walk", 29, 0, False),
        ("walk", 30, 1, False),
    ],
)
def test_the_two_tests(test: str, amount: float, pain: int, met_: bool) -> None:
    from protocols.diary import Test

    book = Book(QUIET)
    book.checks(range(2, 9))
    book.go(8, "phase:build")
    book.add(Test, 9, test=test, amount=amount, pain=pain)
    assert met(book, 9)[test] is met_
    assert met(book, 23)[test] is met_
    assert not met(book, 24)[test]


@pytest.mark.parametrize(
    ("pains", "minutes", "open_"),
    [((0, 0), 20, True), ((0,), 20, False), ((0, 1), 20, False), ((1, 0), 20, False), ((0, 0), 19, False)],
)
def test_two_pain_free_runs_without_a_break_open_growing(pains: tuple[int, ...], minutes: float, open_: bool) -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R11")
    for pain in pains:
        book.calm_run(on, minutes, pain, step="R11")
        on += 2
    assert ("phase:grow" in offers(book.plan(on - 1))) is open_


@pytest.mark.parametrize("what", [{"speed": True}, {"surface": "hilly"}, {"backfilled": True}, {"step": None}])
def test_only_easy_flat_runs_logged_in_time_count_towards_growing(what: dict[str, object]) -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R11")
    book.calm_run(on, 20, step="R11")
    book.calm_run(on + 2, 20, **{"step": "R11", **what})
    assert "phase:grow" not in offers(book.plan(on + 3))


def test_a_worse_morning_and_an_unknown_one_do_not_count_towards_growing() -> None:
    for after in (1, None):
        book = Book(QUIET)
        on = book.climb(book.returning(), "R11", last=1)
        run = book.run(on, 20, step="R11")
        if after is not None:
            book.morning(on + 1, after, run)
        assert "phase:grow" not in offers(book.plan(on + 1))


def grown(*, hill: bool = True, volume: str = "60 min") -> tuple[Book, int]:
    """Three calm weeks of growing; returns the day after them."""
    book = Book({**QUIET, "volume": volume})
    on = book.growing()
    since = on - 1
    for later in range(since + 1, since + 22, 2):
        book.calm_run(later, 20)
    end = since + 23
    if hill:
        book.go(end - 2, "hills")
        book.calm_run(end - 1, 20, surface="hilly")
    return book, end


def test_hills_wait_for_three_calm_weeks_of_growing() -> None:
    book, end = grown(hill=False)
    early = next(offer for offer in book.plan(end - 3).offers if offer.id == "hills")
    assert early.informed
    assert [(c.id, c.have, c.need) for c in early.unmet] == [("calm_weeks", 20, 21)]
    assert "hills" in offers(book.plan(end))


def test_an_amber_day_lets_the_hills_wait_again() -> None:
    book, end = grown(hill=False)
    book.check(end - 4, 3)
    book.check(end, 0)
    assert "hills" not in offers(book.plan(end))
    book.checks(range(end + 1, end + 18))
    assert "hills" in offers(book.plan(end + 17))


def test_the_way_to_full_needs_calm_weeks_a_hill_and_nearly_the_old_volume() -> None:
    book, end = grown()
    assert met(book, end) == {"calm_weeks": True, "hills_begun": True, "volume": True}
    assert "phase:full" in offers(book.plan(end))
    flat, end = grown(hill=False)
    assert met(flat, end)["hills_begun"] is False
    bigger, end = grown(volume="100 min")
    assert met(bigger, end)["volume"] is False


def test_the_gate_to_full_tells_its_numbers_in_the_runners_unit() -> None:
    book, end = grown(volume="12 km")
    found = {c.id: (c.have, c.need) for c in book.plan(end).gate.conditions}  # type: ignore[union-attr]
    assert found == {"calm_weeks": (21, 21), "hills_begun": (1, 1), "volume": (13.3, 10.8)}


def test_without_an_old_volume_any_volume_is_enough() -> None:
    book, end = grown(volume="none")
    assert condition(book.plan(end), "volume").met
    assert condition(book.plan(end), "volume").need == 0


def test_one_good_week_of_the_last_two_is_enough_for_full() -> None:
    book, end = grown(volume="60 min")
    later = end + 13
    assert condition(book.plan(later), "volume").have == 0
    assert condition(book.plan(end + 6), "volume").have >= 60


def test_a_hill_that_hurts_has_not_begun_anything() -> None:
    book, end = grown(hill=False)
    book.go(end, "hills")
    book.run(end, 20, 3, surface="hilly")
    assert condition(book.plan(end), "hills_begun").have == 0


def full() -> tuple[Book, int]:
    book, on = grown()
    book.go(on, "phase:full")
    return book, book.calm_weeks(on)


def test_back_for_two_weeks_without_symptoms_is_back() -> None:
    book, monday = full()
    assert met(book, monday) == {"volume": True, "no_symptoms": True}
    assert condition(book.plan(monday), "no_symptoms").need == 14
    assert condition(book.plan(monday), "no_symptoms").have == 14
    book.go(monday, "phase:maintain")
    found = book.plan(monday)
    assert found.phase is Phase.MAINTAIN
    assert found.gate is None
    assert offers(found) == {"speed"}
    book.go(monday, "speed")
    assert offers(book.plan(monday)) == set()
    assert "speed_wait" not in {reason.rule for reason in book.plan(monday).avoid}


def test_any_symptom_in_two_weeks_keeps_full_from_closing() -> None:
    book, monday = full()
    book.check(monday - 13, 1)
    assert condition(book.plan(monday), "no_symptoms").have == 13
    assert not met(book, monday)["no_symptoms"]
    assert met(book, monday + 1)["no_symptoms"]


def test_nobody_is_through_before_two_weeks_in_full() -> None:
    book, on = grown()
    book.go(on, "phase:full")
    assert condition(book.plan(on), "no_symptoms").have == 0
    for later in (on + 5, on + 11):
        book.calm_run(later, 20)
    assert condition(book.plan(on + 13), "no_symptoms").have == 13
    assert condition(book.plan(on + 14), "no_symptoms").met


def test_a_hilly_run_counts_with_its_calm_morning() -> None:
    book, end = grown(hill=False)
    book.go(end, "hills")
    run = book.run(end, 20, surface="hilly")
    assert condition(book.plan(end), "hills_begun").have == 0
    book.morning(end + 1, 0, run)
    assert condition(book.plan(end + 1), "hills_begun").have == 1


def test_a_hill_with_a_worse_morning_has_not_begun_anything() -> None:
    book, end = grown(hill=False)
    book.go(end, "hills")
    book.calm_run(end, 20, after=1, surface="hilly")
    assert condition(book.plan(end + 1), "hills_begun").have == 0


def test_one_week_below_the_old_volume_keeps_full_from_closing() -> None:
    book, monday = full()
    assert not met(book, monday + 7)["volume"]


def test_going_ahead_shows_what_is_unmet_and_moves_one_step() -> None:
    book = Book(QUIET)
    book.checks((2, 3))
    found = book.plan(3)
    assert ahead_of_gate(found) == {"phase:build"}
    assert [c.id for c in found.offers[0].unmet] == ["time"]
    book.go(3, "phase:build")
    assert book.plan(3).phase is Phase.CALM  # a plain yes is not informed
    book.override(3, "phase:build")
    found = book.plan(3)
    assert found.phase is Phase.BUILD
    assert "override" in {reason.rule for reason in found.reasons}


def test_going_ahead_is_possible_once_a_week() -> None:
    book = Book(QUIET)
    book.checks(range(2, 12))
    book.override(3, "phase:build")
    assert ahead_of_gate(book.plan(9)) == set()
    assert ahead_of_gate(book.plan(10)) == {"phase:return"}


@pytest.mark.parametrize(("pain", "days", "may"), [(2, 0, True), (3, 2, False), (3, 3, True)])
def test_going_ahead_needs_two_days_at_two_or_less(pain: int, days: int, may: bool) -> None:
    book = Book(QUIET)
    book.check(3, pain)
    if days:
        book.check(3 + days, 0)
    assert (ahead_of_gate(book.plan(3 + days)) == {"phase:build"}) is may


def test_going_ahead_needs_a_word_about_the_knee() -> None:
    book = Book(QUIET)
    book.check(3, 0)
    assert ahead_of_gate(book.plan(5))
    assert not ahead_of_gate(book.plan(6))


def test_a_worse_morning_blocks_going_ahead_for_two_days() -> None:
    book = Book(QUIET)
    run = book.run(2, 20)
    book.morning(3, 1, run)
    book.check(5, 0)
    assert not ahead_of_gate(book.plan(5))
    book.check(6, 0)
    assert ahead_of_gate(book.plan(6))


def test_nobody_goes_ahead_past_a_flag_a_flare_or_a_pause() -> None:
    for trouble in ("flag", "flare", "pause"):
        book = Book(QUIET)
        book.checks((2, 3, 4))
        if trouble == "flag":
            book.flag(4)
        elif trouble == "flare":
            book.run(4, pain=0, limp=True)
        else:
            book.pause(4)
        assert book.plan(4).offers == ()


def test_the_next_step_may_be_taken_ahead_but_not_the_one_after() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R1", last=1)
    assert ahead_of_gate(book.plan(on)) == {"step:R2"}
    book.override(on, "step:R3")
    book.override(on, "step:R2")
    book.override(on, "step:R3")
    found = book.plan(on)
    assert found.step is not None
    assert found.step.id == "R2"


def test_growing_cannot_be_reached_without_one_pain_free_continuous_run() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R11")
    assert "phase:grow" not in ahead_of_gate(book.plan(on))
    book.calm_run(on, 20, step="R11")
    assert "phase:grow" in ahead_of_gate(book.plan(on + 1))


def test_a_hilly_or_fast_run_before_its_time_is_named_for_a_week() -> None:
    book = Book(QUIET)
    book.run(3, 15, surface="downhill")
    assert "hills_early" in alerts(book.plan(9))
    assert "hills_early" not in alerts(book.plan(10))
    book.run(12, 15, speed=True)
    assert "speed_early" in alerts(book.plan(12))


def test_a_flare_takes_hills_and_speed_back() -> None:
    book, monday = full()
    book.go(monday, "phase:maintain")
    book.go(monday, "speed")
    book.run(monday + 1, 20, 7)
    found = book.plan(monday + 1)
    assert found.phase is Phase.GROW
    assert Overlay.FLARE in found.overlays
    assert condition(found, "hills_begun").have == 0
    assert condition(found, "calm_weeks").have == 0
    assert {"hills_wait", "speed_wait"} <= {reason.rule for reason in found.avoid}
