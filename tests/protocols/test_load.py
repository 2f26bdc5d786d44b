"""Caps: half before the ladder, the ladder's own minutes on it, ten percent twice after it, and the onset below all."""

import pytest

from protocols.model import Phase
from protocols.outlook import TaskKind
from tests.support.diaries import Book, alerts, cap, day, run_tasks, tasks

QUIET = {"daily_pain": 0}


@pytest.mark.parametrize(
    ("answers", "limits"),
    [
        ({"volume": "24 km", "longest": "10 km", "onset": "3.6 km"}, {"week": 12, "single_run": 5, "onset": 3.0}),
        ({"volume": "25 km", "longest": "9.5 km", "onset": "none"}, {"week": 12.5, "single_run": 4.7}),
        ({"volume": "24 km", "longest": "none", "onset": "25 min"}, {"week": 12, "onset": 3.5}),
        ({"volume": "150 min", "longest": "50 min", "onset": "20 min"}, {"week": 75, "single_run": 25, "onset": 17}),
        ({"volume": "155 min", "longest": "10 km", "onset": "3 km"}, {"week": 77, "single_run": 30, "onset": 15}),
    ],
)
def test_before_the_ladder_running_is_halved_and_stays_below_the_onset(
    answers: dict[str, str], limits: dict[str, float]
) -> None:
    found = Book(answers).plan(1)
    assert {c.id: c.limit for c in found.caps} == limits
    assert {c.unit for c in found.caps} == {answers["volume"].split()[1]}


def test_the_runs_of_a_calm_week_stay_below_every_cap() -> None:
    found = Book().plan(1)
    runs = run_tasks(found)
    assert [(run.minutes, run.max_km, run.flat) for run in runs] == [(18, 3.0, True), (18, 3.0, True)]


def test_somebody_who_was_not_running_waits_for_the_ladder() -> None:
    found = Book({"volume": "none", "longest": "none", "onset": "none"}).plan(1)
    assert cap(found, "week").limit == 0
    assert not run_tasks(found)
    assert len(tasks(found, TaskKind.CROSS)) == 2
    assert found.unit == "min"


def test_the_unit_is_that_of_the_volume_then_of_what_else_is_known() -> None:
    assert Book({"volume": "none", "longest": "8 km", "onset": "none"}).plan(1).unit == "km"
    assert Book({"volume": "none", "longest": "none", "onset": "20 min"}).plan(1).unit == "min"


def test_a_run_without_kilometres_counts_at_six_minutes_a_kilometre_then_at_the_own_median() -> None:
    book = Book()
    book.run(2, 18)
    assert cap(book.plan(2), "week").used == 3
    book.run(3, 10, km=2.0)
    book.run(4, 10, km=2.5)
    book.run(5, 9)  # at the median of 5 and 4: 4.5 minutes a kilometre
    assert cap(book.plan(5), "week").used == pytest.approx(3 + 2 + 2.5 + 2)


def test_a_later_pace_does_not_change_what_an_earlier_run_counted_for() -> None:
    book = Book()
    book.run(2, 18)
    book.run(3, 30, km=3.0)
    assert cap(book.plan(3), "week").used == 6


def test_what_is_left_of_the_week_is_all_there_is() -> None:
    book = Book({"volume": "10 km", "onset": "none"})
    book.run(2, 24, km=4.0)
    assert [run.max_km for run in run_tasks(book.plan(3))][:1] == [1.0]


def test_a_week_that_is_used_up_gives_its_run_days_to_rest_and_cross_training() -> None:
    book = Book()
    book.run(1, 75, km=12.5)
    found = book.plan(2)
    assert "over_cap" in alerts(found)
    assert not [task for task in tasks(found, TaskKind.RUN) if task.on <= day(7)]
    assert [task for task in tasks(found, TaskKind.CROSS) if task.on <= day(7)]


def test_a_run_that_hurts_moves_the_onset_to_where_it_began() -> None:
    book = Book()
    book.run(2, 18, 3, km=3.0, onset_km=2.5)
    assert book.plan(2).onset == 2.5
    assert cap(book.plan(2), "onset").limit == 2.1
    book.run(4, 18, 3, km=3.0, onset_minutes=12.0)
    assert book.plan(4).onset == 2.0


def test_a_painless_run_beyond_the_onset_moves_it_out_and_a_sore_one_does_not() -> None:
    book = Book(QUIET)
    book.run(2, 24, 1, km=4.0)
    assert book.plan(2).onset == 3.6
    book.run(4, 24, 0, km=4.0)
    assert book.plan(4).onset == 4.0
    book.run(6, 18, 0, km=3.0)
    assert book.plan(6).onset == 4.0


def test_a_new_answer_about_the_onset_counts_from_its_day_on() -> None:
    book = Book()
    book.answer(3, onset="2 km")
    assert book.plan(3).onset == 2.0
    book.answer(4, onset="none")
    assert book.plan(4).onset is None


def test_the_ladder_counts_minutes_of_its_own_step() -> None:
    book = Book(QUIET)
    on = book.returning()
    found = book.plan(on + 6)
    assert {(c.id, c.limit, c.unit) for c in found.caps} == {("week", 45, "min"), ("single_run", 15, "min")}


@pytest.mark.parametrize(
    ("step", "rule"),
    [("R6", "ladder_start"), ("R7", "ladder_bouts"), ("R10", "ladder_bouts"), ("R11", "gate_grow_continuous")],
)
def test_the_caps_of_the_ladder_name_the_articles_three_stages(step: str, rule: str) -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), step)
    caps = book.plan(on).caps
    assert [[reason.rule for reason in c.reasons] for c in caps] == [[rule, "runs_week"], [rule]]


def test_what_is_used_of_the_ladders_caps() -> None:
    book = Book(QUIET)
    on = book.returning()
    monday = on + (1 - on) % 7
    book.run(monday, 15, step="R1")
    book.run(monday + 2, 12)
    found = book.plan(monday + 2)
    assert (cap(found, "week").used, cap(found, "week").limit) == (27, 45)
    assert cap(found, "single_run").used == 15
    for later in (3, 4, 5):
        book.run(monday + later, 15, step="R1")
    assert cap(book.plan(monday + 5), "week").limit == 60  # what was done as meant is within the limit


def test_a_step_taken_in_the_middle_of_a_week_leaves_the_sessions_before_it_as_they_were() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R2", last=1)  # Monday 22 is day 22
    found = book.plan(on)
    done = sum(
        run.minutes for run in book.entries if hasattr(run, "minutes") and run.on >= day(15) and hasattr(run, "km")
    )
    assert cap(found, "week").used <= cap(found, "week").limit
    assert done > 0
    assert "over_cap" not in alerts(found)


def test_a_longer_step_of_earlier_in_the_week_is_no_run_beyond_the_limit() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R3", last=2)
    book.go(on - 1, "step:R4")  # 18 minutes in all, after the 20 of R3
    found = book.plan(on - 1)
    assert (cap(found, "single_run").limit, cap(found, "single_run").used) == (18, 18)
    assert "over_cap" not in alerts(found)
    book.run(on, 30, step="R4")
    assert cap(book.plan(on), "single_run").used == 30


def test_runs_from_before_the_ladder_are_no_steps_of_it() -> None:
    book = Book(QUIET)
    on = book.settled()
    book.calm_run(on, 40)
    book.go(on + 1, "phase:return")
    found = book.plan(on + 1)
    assert (cap(found, "week").used, cap(found, "single_run").used) == (0, 0)
    assert "over_cap" not in alerts(found)


@pytest.mark.parametrize(("km", "rule"), [(5.0, None), (5.2, "over_single"), (12.3, "over_cap")])
def test_one_run_beyond_its_limit_is_told_and_the_week_comes_first(km: float, rule: str | None) -> None:
    book = Book({"volume": "24 km", "longest": "10 km", "onset": "none"})
    book.run(2, km * 6, km=km)
    told = [alert.reasons[0].rule for alert in book.plan(2).alerts if alert.id == "over_cap"]
    assert told == ([rule] if rule else [])


def test_the_week_after_a_flare_is_smaller_where_weeks_are_counted() -> None:
    book = Book({**QUIET, "volume": "60 min"})
    on = book.growing()
    for later in range(on, on + 22, 2):
        book.calm_run(later, 20)
    full = on + 22
    book.go(full - 1, "hills")
    book.calm_run(full - 1, 20, surface="hilly")
    book.go(full, "phase:full")
    before = cap(book.plan(full), "week").limit
    book.run(full + 1, 20, 7)
    book.checks(range(full + 2, full + 6), 0)
    found = book.plan(full + 5)
    assert "flare" not in alerts(found)
    assert cap(found, "week").limit < before
    assert "grow_trim" in {reason.rule for reason in cap(found, "week").reasons}


def test_after_a_flare_on_the_ladder_the_step_is_enough() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R6", last=1)
    book.run(on, 20, 7, step="R6")
    book.checks(range(on + 1, on + 5), 0)
    assert "grow_trim" not in {reason.rule for limit in book.plan(on + 4).caps for reason in limit.reasons}


def test_after_a_sore_run_on_the_ladder_the_next_one_stops_before_that_point_once() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R5")
    book.run(on, 20, 4, step="R5", onset_minutes=12.0)
    book.morning(on + 1, 0)
    found = book.plan(on + 1)
    assert cap(found, "onset").limit == 10
    assert cap(found, "onset").unit == "min"
    assert {run.minutes for run in run_tasks(found)} == {10}
    book.run(on + 2, 10, 0, step="R5")
    book.morning(on + 3, 0)
    found = book.plan(on + 3)
    assert "onset" not in {c.id for c in found.caps}
    assert {run.minutes for run in run_tasks(found)} == {20}
    assert found.offers[0].unmet[0].have == 0  # half a session is none


def test_pain_from_the_first_minutes_leaves_no_run_to_do() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R5")
    book.run(on, 20, 4, step="R5", onset_minutes=4.0)
    book.morning(on + 1, 0)
    found = book.plan(on + 2)
    assert not run_tasks(found)
    assert "run_minimum" in {reason.rule for task in tasks(found, TaskKind.CROSS) for reason in task.reasons}


def growing(weeks: tuple[tuple[float, ...], ...], volume: str = "300 min") -> tuple[Book, int]:
    """A runner in grow since Monday, with the minutes of the weeks after (Tue, Thu, Sat)."""
    book = Book({**QUIET, "volume": volume, "longest": "60 min", "onset": "none"})
    on = book.growing()
    monday = on + (-(on - 1)) % 7
    for week, runs in enumerate(weeks):
        for place, minutes in zip((1, 3, 5), runs, strict=False):
            book.calm_run(monday + 7 * week + place, minutes)
    return book, monday + 7 * len(weeks)


def test_a_week_grows_by_ten_percent_and_a_single_run_by_ten_over_the_longest_of_thirty_days() -> None:
    book, monday = growing(((25, 25, 30),))
    found = book.plan(monday)
    assert (cap(found, "week").limit, cap(found, "single_run").limit) == (88, 33)


def test_one_light_week_does_not_lower_the_base() -> None:
    book, monday = growing(((30, 30, 30), (20,)))
    assert cap(book.plan(monday), "week").limit == 99


def test_the_base_never_falls_below_an_hour() -> None:
    book, monday = growing(((20,), (20,)))
    assert cap(book.plan(monday), "week").limit == 66


def test_the_long_run_of_a_growing_week_is_the_last_one() -> None:
    book, monday = growing(((30, 30, 40),))
    found = book.plan(monday)
    runs = [run.minutes for run in run_tasks(found)]
    assert runs[:3] == [33, 33, 44]
    assert sum(runs[:3]) <= cap(found, "week").limit == 110


def test_no_growth_for_a_week_after_an_amber_day() -> None:
    book, monday = growing(((30, 30, 30),))
    book.check(monday, 3)
    found = book.plan(monday)
    assert (cap(found, "week").limit, cap(found, "single_run").limit) == (90, 30)
    for place in (1, 3, 5):
        book.calm_run(monday + place, 30)
    assert cap(book.plan(monday + 6), "week").limit == 90
    assert cap(book.plan(monday + 7), "week").limit == 99


def test_a_morning_well_above_before_trims_the_week_and_does_not_cost_the_phase() -> None:
    book, monday = growing(((30, 30, 30),))
    run = book.run(monday, 30)
    book.morning(monday + 1, 2, run)
    found = book.plan(monday + 1)
    assert found.phase is Phase.GROW
    assert cap(found, "week").limit == 81


def test_a_week_does_not_raise_its_own_limit() -> None:
    book, monday = growing(((25, 25, 30),))
    book.calm_run(monday, 30)
    book.calm_run(monday + 1, 90)
    found = book.plan(monday + 2)
    assert (cap(found, "week").limit, cap(found, "week").used) == (88, 120)


def test_growth_in_kilometres() -> None:
    book, monday = growing(((30, 30, 31),), volume="30 km")
    found = book.plan(monday)
    assert (cap(found, "week").limit, cap(found, "week").unit) == (16.6, "km")
    assert cap(found, "single_run").limit == 5.6
    quiet, monday = growing(((6, 6, 6), (6, 6, 6)), volume="30 km")
    assert cap(quiet.plan(monday), "week").limit == 11  # an hour at six minutes a kilometre, and ten percent


def test_a_trimmed_week_is_trimmed_for_seven_days() -> None:
    book, monday = growing(((30, 30, 30),))
    run = book.run(monday, 30)
    book.morning(monday + 1, 2, run)
    for later in (3, 5):
        book.calm_run(monday + later, 30)
    assert [cap(book.plan(monday + later), "week").limit for later in (6, 7, 8)] == [81, 81, 99]


def test_a_run_that_hurt_builds_no_base() -> None:
    book, monday = growing(((30, 30, 30),))
    book.run(monday + 1, 120, 4)
    found = book.plan(monday + 8)
    assert cap(found, "single_run").limit == 33
    assert cap(found, "week").limit == 99


def test_no_more_than_the_old_volume_is_planned() -> None:
    book, monday = growing(((30, 30, 30),), volume="80 min")
    runs = [run.minutes for run in run_tasks(book.plan(monday))][:3]
    assert sum(runs) == 80


def test_a_month_in_which_every_run_hurt_starts_the_single_run_from_twenty_minutes() -> None:
    book, monday = growing(((30, 30, 30),))
    for later in range(monday, monday + 35, 4):
        book.run(later, 40, 3)
        book.check(later + 1, 0)
    found = book.plan(monday + 42)
    assert cap(found, "single_run").limit == 22


def test_walks_are_no_running_when_the_longest_run_is_looked_for() -> None:
    """Twenty minutes without a break were the longest; 24 with walks in them are no base for 26 of running."""
    book = Book({"volume": "300 min", "longest": "60 min", "onset": "none"})
    on = book.growing()
    found = book.plan(on)
    assert cap(found, "single_run").limit == 22
    assert max(task.minutes for task in run_tasks(found)) <= 22
