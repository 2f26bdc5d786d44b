"""Is it getting better? Weeks 4 and 6, the ladder that gets no further, pain that comes back, a second knee."""

import pytest

from protocols.diary import Side
from protocols.model import Overlay, Severity
from protocols.outlook import Offer
from tests.support.diaries import Book, alerts, offers

SORE = {"daily_pain": 4, "run_pain": 6}


def sore_for(days: int, *, sessions: int = 18, pain: int = 4, answers: dict[str, object] | None = None) -> Book:
    """As sore as ever, with some of the sessions done."""
    book = Book({**SORE, **(answers or {})})
    book.checks(range(2, days + 1), pain)
    every = [7 * week + place for week in range(6) for place in (1, 3, 5)]
    book.workouts([on for on in every if on <= days][:sessions])
    return book


@pytest.mark.parametrize(
    ("day", "found"), [(28, set()), (29, {"stalled_ask"}), (42, {"stalled_ask"}), (43, {"referral"})]
)
def test_week_four_asks_and_week_six_refers(day: int, found: set[str]) -> None:
    plan = sore_for(day).plan(day)
    assert alerts(plan) & {"stalled_ask", "referral", "adherence"} == found
    assert (Overlay.STALLED in plan.overlays) is bool(found)
    assert (Overlay.REFERRED in plan.overlays) is ("referral" in found)


def test_a_referral_holds_everything_where_it_is() -> None:
    book = sore_for(43, pain=2, answers={"daily_pain": 2})
    assert "referral" in alerts(book.plan(43))
    assert book.plan(43).offers == ()
    assert [a.severity for a in book.plan(43).alerts if a.id == "referral"] == [Severity.PROFESSIONAL]
    book.cleared(44)
    book.check(44, 2)
    assert "referral" not in alerts(book.plan(44))
    assert offers(book.plan(44)) == {"phase:build"}


@pytest.mark.parametrize(
    ("before", "now", "better"), [(4, 2, True), (4, 3, False), (1, 0, True), (1, 1, False), (0, 0, True), (3, 1, True)]
)
def test_two_points_or_nothing_left_is_better(before: int, now: int, better: bool) -> None:
    book = sore_for(29, pain=now, answers={"daily_pain": before})
    assert ("stalled_ask" not in alerts(book.plan(29))) is better


@pytest.mark.parametrize(("run_pain", "better"), [(2, True), (3, True), (4, True), (5, False)])
def test_run_pain_is_compared_with_run_pain(run_pain: int, better: bool) -> None:
    book = sore_for(29, pain=0)
    book.run(24, 10, run_pain)
    book.checks((25, 26, 27, 28, 29), 0)
    assert ("stalled_ask" not in alerts(book.plan(29))) is better


def test_one_bad_day_does_not_hide_a_good_week() -> None:
    book = sore_for(28, pain=1)
    book.check(29, 5)
    assert "stalled_ask" not in alerts(book.plan(29))


def test_without_a_word_for_a_week_nothing_is_concluded() -> None:
    assert "stalled_ask" not in alerts(sore_for(29).plan(37))


@pytest.mark.parametrize(("sessions", "alert"), [(8, "adherence"), (9, "stalled_ask")])
def test_too_few_sessions_come_first(sessions: int, alert: str) -> None:
    book = sore_for(29, sessions=sessions)
    assert alerts(book.plan(29)) & {"adherence", "stalled_ask"} == {alert}


def test_a_pause_asks_for_no_sessions() -> None:
    book = sore_for(14)
    book.pause(15, until=27)
    book.resume(27)
    book.checks(range(27, 31), 4)
    assert "stalled_ask" in alerts(book.plan(30))  # 6 of 7, the paused days left out
    open_ended = sore_for(14)
    open_ended.pause(15)
    open_ended.checks(range(24, 31), 4)
    assert "stalled_ask" in alerts(open_ended.plan(30))


def test_a_run_beyond_the_onset_is_load_that_was_not_kept() -> None:
    book = sore_for(29)
    book.run(28, 24, 1, km=4.0)
    assert "load_first" in alerts(book.plan(29))


@pytest.mark.parametrize(("sessions", "alert"), [(13, "referral"), (12, "adherence")])
def test_seventy_percent_of_six_weeks_is_enough(sessions: int, alert: str) -> None:
    book = Book(SORE)
    book.checks(range(2, 72), 4)
    book.workouts(range(30, 30 + sessions))
    assert alerts(book.plan(71)) & {"adherence", "referral"} == {alert}


def test_only_the_runs_of_two_weeks_are_compared() -> None:
    book = sore_for(29, pain=0)
    book.run(14, 10, 5)
    book.checks(range(15, 30), 0)
    assert "stalled_ask" not in alerts(book.plan(29))


def test_days_under_a_red_flag_ask_for_no_sessions() -> None:
    book = sore_for(14)
    book.flag(15)
    book.cleared(28)
    book.workouts((29, 31, 33))
    book.checks(range(28, 57), 4)
    plan = book.plan(56)
    assert alerts(plan) & {"adherence", "stalled_ask"} == {"adherence"}
    done = next(a for a in plan.alerts if a.id == "adherence").reasons[0].numbers
    assert done["done"] == 3
    assert done["asked"] == 12


def test_running_too_much_is_mended_before_anything_else_is_asked() -> None:
    book = sore_for(29)
    book.run(28, 90, 1)
    assert "load_first" in alerts(book.plan(29))
    assert Overlay.STALLED not in book.plan(29).overlays


def test_weeks_on_one_step_because_of_pain_are_no_improvement() -> None:
    for days, found in ((27, set()), (29, {"stalled_ask"}), (43, {"referral"})):
        book = Book({"daily_pain": 0})
        on = book.climb(book.returning(), "R2")
        since = on - 1
        book.workouts(range(14, on, 2))
        for later in range(on, since + days, 3):
            book.run(later, 16, 3, step="R2")
            book.check(later + 1, 0)
            book.workout(later + 1)
        plan = book.plan(since + days)
        assert alerts(plan) & {"stalled_ask", "referral"} == found


def test_a_step_regained_is_no_new_one() -> None:
    book = Book({"daily_pain": 0})
    on = book.climb(book.returning(), "R3")
    furthest = on - 1
    book.workouts(range(14, furthest + 30, 2))
    book.run(on, 20, 6, step="R3")
    book.checks((on + 1, on + 2, on + 3))
    for later in (on + 4, on + 6):
        book.calm_run(later, 16, step="R2")
    book.go(on + 7, "step:R3")
    for later in range(on + 8, furthest + 29, 2):
        book.run(later, 20, 3, step="R3")
        book.check(later + 1, 0)
    assert "stalled_ask" not in alerts(book.plan(furthest + 27))
    assert "stalled_ask" in alerts(book.plan(furthest + 28))


def test_weeks_on_one_step_without_pain_are_nobodys_concern() -> None:
    book = Book({"daily_pain": 0})
    on = book.climb(book.returning(), "R2")
    for later in range(on, on + 40, 2):
        book.calm_run(later, 16, step="R2")
        book.workout(later + 1)
    assert not alerts(book.plan(on + 41)) & {"stalled_ask", "referral", "adherence"}


def relapse(*, sessions: bool, times: int) -> set[str]:
    """Red pain in grow, so many times."""
    book = Book({"daily_pain": 0})
    on = book.growing()
    if sessions:
        book.workouts(range(16, on, 2))
    for _ in range(times):
        book.run(on, 20, 7)
        book.checks((on + 1, on + 2, on + 3))
        for later in (on + 4, on + 6):
            book.calm_run(later, 30, step="R13")
        book.go(on + 7, "phase:grow")
        on += 8
    return alerts(book.plan(on - 1))


def test_the_first_flare_of_growing_is_a_flare() -> None:
    assert not relapse(sessions=True, times=1) & {"recurrence", "strength_dropped"}


def test_coming_back_again_despite_the_work_wants_a_gait_analysis() -> None:
    assert "recurrence" in relapse(sessions=True, times=2)


def test_coming_back_after_the_work_faded_wants_the_work() -> None:
    assert "strength_dropped" in relapse(sessions=False, times=2)


def test_a_recurrence_is_said_for_four_weeks() -> None:
    book = Book({"daily_pain": 0})
    on = book.growing()
    for later in (on, on + 10):
        book.run(later, 20, 7)
        book.checks(range(later + 1, later + 4))
        for run in (later + 4, later + 6):
            book.calm_run(run, 30, step="R13")
        book.go(later + 7, "phase:grow")
    assert alerts(book.plan(on + 10 + 27)) & {"recurrence", "strength_dropped"}
    assert not alerts(book.plan(on + 10 + 28)) & {"recurrence", "strength_dropped"}


@pytest.mark.parametrize(("days", "told"), [(9, False), (10, True)])
def test_hip_work_that_lapses_while_the_running_goes_on_is_told(days: int, told: bool) -> None:
    book = Book({"daily_pain": 0, "volume": "300 min", "longest": "60 min", "onset": "none"})
    on = book.returning()
    book.workout(on)
    for later in range(on + 1, on + days, 2):
        book.calm_run(later, 15, step="R1")
    found = book.plan(on + days)
    assert ("strength_lapse" in alerts(found)) is told
    book.workout(on + days)
    assert "strength_lapse" not in alerts(book.plan(on + days))


def without_hip_work(days: int) -> tuple[Book, int]:
    """Ready for R2, calm, so many days after the last strength session."""
    book = Book({"daily_pain": 0})
    on = book.returning() + 1
    book.workout(on)
    for later in range(on + days - 4, on + days, 2):
        book.calm_run(later, 15, step="R1")
    return book, on + days


def step(book: Book, on: int) -> Offer:
    return next(offer for offer in book.plan(on).offers if offer.id == "step:R2")


def test_a_step_up_waits_for_hip_work_that_was_left_out() -> None:
    book, on = without_hip_work(9)
    assert not step(book, on).informed
    book, on = without_hip_work(10)
    waits = step(book, on)
    assert waits.informed
    assert [(c.id, c.have, c.need, c.reason.rule) for c in waits.unmet] == [("hip_work", 10, 10, "ladder_strength")]
    book.go(on, "step:R2")  # said as if nothing were missing, it changes nothing
    assert step_id(book, on) == "R1"


def test_one_short_session_opens_the_step_and_so_does_a_choice_that_is_informed() -> None:
    book, on = without_hip_work(12)
    book.workout(on, short=True)
    assert not step(book, on).informed
    book, on = without_hip_work(12)
    book.override(on, "step:R2")
    assert step_id(book, on) == "R2"


def test_a_time_in_which_hip_work_could_not_be_done_is_not_left_out() -> None:
    book, on = without_hip_work(4)
    book.pause(on)
    book.resume(on + 7)
    for later in (on + 7, on + 9):
        book.calm_run(later, 15, step="R1")
    assert not step(book, on + 10).informed


def step_id(book: Book, on: int) -> str | None:
    rung = book.plan(on).step
    return rung.id if rung else None


def test_before_the_ladder_a_lapse_is_an_ordinary_gap() -> None:
    book = Book()
    book.workout(1)
    book.run(8, 18, 1)
    assert "strength_lapse" not in alerts(book.plan(12))


@pytest.mark.parametrize(("on", "pain", "book_it"), [(14, 3, True), (15, 3, False), (10, 2, None)])
def test_a_second_knee_within_two_weeks_wants_a_look(on: int, pain: int, book_it: bool | None) -> None:
    book = Book({"daily_pain": 0})
    book.check(on, pain, side=Side.RIGHT)
    plan = book.plan(on)
    assert (Overlay.BOTH_SIDES in plan.overlays) is (book_it is not None)
    assert ("second_side" in alerts(plan)) is bool(book_it)


def test_a_second_knee_may_come_up_in_a_run_or_in_the_settings() -> None:
    book = Book({"daily_pain": 0})
    book.run(3, 15, 4, side=Side.RIGHT)
    assert "second_side" in alerts(book.plan(3))
    told = Book({"daily_pain": 0})
    told.answer(5, side="both")
    assert "second_side" in alerts(told.plan(5))
    assert told.plan(5).day == 5


def test_both_knees_from_the_start_are_no_second_one() -> None:
    book = Book({"side": "both", "daily_pain": 0})
    book.check(3, 4, side=Side.LEFT)
    plan = book.plan(3)
    assert Overlay.BOTH_SIDES in plan.overlays
    assert "second_side" not in alerts(plan)


def test_the_known_knee_is_no_second_one() -> None:
    book = Book({"daily_pain": 0})
    book.check(3, 4, side=Side.LEFT)
    assert Overlay.BOTH_SIDES not in book.plan(3).overlays


def test_a_new_answer_about_daily_pain_is_a_check() -> None:
    book = Book({"daily_pain": 0})
    book.answer(5, daily_pain=4)
    assert book.plan(5).pain == 4
