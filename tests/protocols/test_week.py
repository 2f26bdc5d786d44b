"""Where sessions go, what a day holds, and what happens to a missed one."""

from datetime import date

import pytest

from protocols.model import Phase
from protocols.outlook import Plan, TaskKind
from protocols.placement import Wish, place
from tests.support.diaries import Book, alerts, day, itbs, rules, run_tasks, tasks

QUIET = {"daily_pain": 0}
WEEK = tuple(range(7))
S, R, X = TaskKind.STRENGTH, TaskKind.RUN, TaskKind.CROSS


@pytest.mark.parametrize(
    ("suits", "strength", "runs", "busy", "usual", "found"),
    [
        (WEEK, Wish(3, 0, 2), Wish(2, 0, 2), (), None, ((0, 2, 4), (1, 3))),
        (WEEK, Wish(3, 0, 2), Wish(3, 0, 2), (), None, ((0, 2, 4), (1, 3, 5))),
        (WEEK, Wish(3, 1, 2), Wish(2, 0, 2), (), None, ((1, 3, 5), (0, 2))),
        ((0, 2, 5), Wish(3, 0, 2), Wish(3, 0, 2), (), None, ((0, 2, 5), (0, 2, 5))),
        ((5, 6), Wish(3, 0, 2), Wish(2, 0, 2), (), None, ((5,), (6,))),
        (WEEK, Wish(2, 2, 2), Wish(1, 1, 2), (1,), ((0, 2, 4), (1, 3)), ((2, 4), (3,))),
        (WEEK, Wish(3, 1, 2), Wish(2, 1, 2), (), ((0, 2, 4), (1, 3)), ((2, 4, 6), (1, 3))),
        (WEEK, Wish(0, 0, 2), Wish(0, 0, 2), (), None, ((), ())),
        (WEEK, Wish(2, 6, 2), Wish(4, 0, 1), (), None, ((6,), (0, 1, 2, 3))),
    ],
)
def test_sessions_lie_apart_stay_where_they_were_due_and_come_early(
    suits: tuple[int, ...],
    strength: Wish,
    runs: Wish,
    busy: tuple[int, ...],
    usual: tuple[tuple[int, ...], tuple[int, ...]] | None,
    found: tuple[tuple[int, ...], tuple[int, ...]],
) -> None:
    assert place(suits, strength, runs, busy, usual) == found


def on_days(found: Plan, kind: TaskKind) -> list[int]:
    return [(task.on - date(2026, 3, 1)).days for task in tasks(found, kind)]


def test_the_first_week_of_a_plan() -> None:
    found = Book(QUIET).plan(1)
    assert on_days(found, S) == [1, 3, 5]
    assert on_days(found, R) == [2, 4]
    assert on_days(found, X) == [6]
    assert on_days(found, TaskKind.REST) == [7]
    assert [ahead.on for ahead in found.ahead] == [day(number) for number in range(1, 8)]
    assert found.tasks == found.ahead[0].tasks
    assert {task.id for task in found.tasks} == {"2026-03-02:strength", "2026-03-02:daily_check"}


def test_a_plan_that_begins_in_the_middle_of_a_week_fits_what_fits() -> None:
    book = Book(complete=False)
    full = Book(QUIET)
    for entry in full.entries:
        book.answer(4, **{entry.question: entry.value})  # type: ignore[attr-defined]
    found = book.plan(4)
    assert [task.on.isoweekday() for task in tasks(found, S)] == [4, 6, 1, 3]
    book.workouts((4, 6))
    assert "missed_dropped" not in rules(book.plan(7))


def test_doing_what_is_due_leaves_the_rest_of_the_week_where_it_was() -> None:
    book = Book(QUIET)
    ahead = {kind: on_days(book.plan(1), kind) for kind in (S, R)}
    for on in range(1, 7):
        if on in ahead[S]:
            book.workout(on)
        if on in ahead[R]:
            book.run(on, 18, km=3.0)
        found = book.plan(on)
        assert [n for n in on_days(found, S) if n <= 7] == [n for n in ahead[S] if n >= on]
        assert [n for n in on_days(found, R) if n <= 7] == [n for n in ahead[R] if n >= on]


def test_what_is_done_shows_as_done() -> None:
    book = Book(QUIET)
    book.workout(1)
    book.run(1, 15)
    book.cross(1)
    book.cross(1)
    kinds = {task.kind: task.done for task in book.plan(1).tasks}
    assert kinds[S]
    assert kinds[R]
    assert kinds[X]


def test_the_runners_days_are_kept() -> None:
    found = Book({**QUIET, "days": ("mon", "wed", "sat")}).plan(1)
    assert {task.on.isoweekday() for task in tasks(found, S, R, X)} == {1, 3, 6}


def test_too_few_days_are_named_and_not_overridden() -> None:
    book = Book({**QUIET, "days": ("sat", "sun")})
    found = book.plan(1)
    assert "days_few" in alerts(found)
    assert len(tasks(found, S)) == 1
    assert "days_few" not in alerts(Book(QUIET).plan(1))


def test_a_missed_session_moves_and_is_not_added() -> None:
    book = Book(QUIET)
    found = book.plan(2)
    assert on_days(found, S)[:3] == [3, 5, 7]
    assert "missed_moved" in {reason.rule for task in tasks(found, S) for reason in task.reasons}
    assert on_days(found, R)[:2] == [2, 4]


def test_a_session_the_week_has_no_room_for_is_dropped_with_a_reason() -> None:
    book = Book(QUIET)
    found = book.plan(4)
    assert on_days(found, S)[:2] == [5, 7]
    assert "missed_dropped" in rules(found)
    nxt = book.plan(8)
    assert len([n for n in on_days(nxt, S) if n <= 14]) == 3
    assert "missed_dropped" not in rules(nxt)


def test_a_skipped_session_shows_as_skipped_and_moves() -> None:
    book = Book(QUIET)
    book.skip(1, "strength")
    found = book.plan(1)
    assert [(task.done, task.skipped) for task in found.tasks if task.kind is S] == [(False, True)]
    assert on_days(found, S) == [1, 3, 5, 7]
    book.workout(1)
    assert [(task.done, task.skipped) for task in book.plan(1).tasks if task.kind is S] == [(True, False)]


def test_a_skipped_run_shows_as_skipped_and_moves() -> None:
    book = Book(QUIET)
    book.workout(1)
    book.skip(2, "run")
    found = book.plan(2)
    assert [task.skipped for task in found.tasks if task.kind is R] == [True]
    assert len(on_days(found, R)) == 3


def test_a_short_session_takes_its_place_in_the_week() -> None:
    book = Book(QUIET)
    book.workout(1, short=True)
    found = book.plan(2)
    assert on_days(found, S)[:2] == [3, 5]
    assert found.week.strength_done == 0  # a half is no whole one yet


def test_a_run_of_ones_own_moves_the_next_one_on_the_ladder_away() -> None:
    book = Book(QUIET)
    on = book.returning()
    book.run(on + 1, 12)
    found = book.plan(on + 1)
    days = [task.on for task in tasks(found, R) if not task.done]
    assert min(days) >= day(on + 3)


def test_two_return_runs_in_a_row_are_named() -> None:
    book = Book(QUIET)
    on = book.returning()
    book.run(on, 12)
    assert "runs_apart" not in alerts(book.plan(on))
    book.run(on + 1, 12)
    assert "runs_apart" in alerts(book.plan(on + 1))
    assert "runs_apart" not in alerts(book.plan(on + 4))


def test_two_runs_a_week_on_the_ladder_after_an_amber_day_and_three_else() -> None:
    book = Book(QUIET)
    on = book.returning()
    monday = on + (1 - on) % 7
    book.check(monday, 0)
    assert len(on_days(book.plan(monday), R)) == 3
    book.check(monday, 3)
    book.check(monday + 1, 0)
    assert len([n for n in on_days(book.plan(monday + 1), R) if n < monday + 7]) == 2


def test_a_sore_day_turns_the_return_run_into_cross_training() -> None:
    book = Book(QUIET)
    on = book.returning()
    book.check(on, 3)
    found = book.plan(on)
    assert R not in {task.kind for task in found.tasks}
    cross = next(task for task in found.tasks if task.kind is X)
    assert "daily_pain_rest" in {reason.rule for reason in cross.reasons}


def test_a_run_too_short_to_be_worth_it_is_left_out() -> None:
    book = Book({**QUIET, "volume": "10 km", "onset": "0.9 km"})
    found = book.plan(2)
    assert not run_tasks(found)
    cross = next(task for task in tasks(found, X))
    assert "run_minimum" in {reason.rule for reason in cross.reasons}


def test_a_pause_holds_nothing_until_its_last_day() -> None:
    book = Book(QUIET)
    book.pause(2, until=5)
    found = book.plan(2)
    assert [len(ahead.tasks) for ahead in found.ahead][:3] == [0, 0, 0]
    assert tasks(found, S)
    assert "paused" in alerts(found)
    assert "paused" not in alerts(book.plan(5))
    assert "missed_moved" not in {r.rule for task in tasks(book.plan(5), S) for r in task.reasons}


def test_an_open_pause_ends_with_the_runner() -> None:
    book = Book(QUIET)
    book.pause(2)
    assert not tasks(book.plan(30), S)
    book.resume(31)
    assert tasks(book.plan(31), S)
    book.resume(32)  # nothing to resume
    assert tasks(book.plan(32), S)


def test_a_week_with_a_red_flag_counts_nothing_as_missed() -> None:
    book = Book(QUIET)
    book.flag(2)
    book.cleared(5)
    found = book.plan(6)
    assert "missed_dropped" not in rules(found)
    assert "missed_moved" not in {r.rule for task in tasks(found, S) for r in task.reasons}


def test_checks_are_daily_while_it_settles_then_once_a_week() -> None:
    book = Book(QUIET)
    assert TaskKind.DAILY_CHECK in {task.kind for task in book.plan(3).tasks}
    on = book.growing()
    monday = on + (1 - on) % 7
    book.workout(monday - 1)
    assert [task.done for task in book.plan(monday).tasks if task.kind is TaskKind.DAILY_CHECK] == [False]
    book.check(monday + 1, 0)
    assert [task.done for task in book.plan(monday + 1).tasks if task.kind is TaskKind.DAILY_CHECK] == [True]
    assert TaskKind.DAILY_CHECK not in {task.kind for task in book.plan(monday + 3).tasks}


def test_the_morning_check_asks_about_yesterdays_run() -> None:
    book = Book(QUIET)
    run = book.run(2)
    asked = [task for task in book.plan(3).tasks if task.kind is TaskKind.MORNING_CHECK]
    assert [(task.about_run, task.done) for task in asked] == [(run, False)]
    book.morning(3, 0, run)
    assert [t.done for t in book.plan(3).tasks if t.kind is TaskKind.MORNING_CHECK] == [True]


def test_an_unanswered_morning_is_asked_again_before_the_next_run() -> None:
    book = Book(QUIET)
    run = book.run(2)
    assert [t.about_run for t in book.plan(4).tasks if t.kind is TaskKind.MORNING_CHECK] == [run]
    assert not [t for t in book.plan(5).tasks if t.kind is TaskKind.MORNING_CHECK]


def test_the_tests_come_up_once_there_is_something_to_show() -> None:
    book = Book({**QUIET, "daily_pain": 1})
    book.checks(range(2, 9), 1)
    book.workouts((1, 3, 5))
    book.go(8, "phase:build")
    tested = (TaskKind.STEP_DOWN_TEST, TaskKind.WALK_TEST)
    assert not tasks(book.plan(8), *tested)
    book.workout(8)
    assert not tasks(book.plan(8), *tested)  # four sessions, but not yet quiet
    book.check(9, 0)
    book.workout(10)
    book.check(10, 0)
    assert {task.kind for task in tasks(book.plan(10), *tested)} == set(tested)
    book.tests(10, walk=1, step_down=1)
    assert [task.done for task in tasks(book.plan(10), *tested)] == [True, True]
    book.check(12, 0)
    assert not tasks(book.plan(12), *tested)  # met, or too soon to try again
    book.check(13, 0)
    assert [task.kind for task in tasks(book.plan(13), *tested)] == [TaskKind.WALK_TEST]


def test_a_step_down_test_goes_with_a_strength_day_and_a_walk_with_a_day_without_a_run() -> None:
    book = Book(QUIET)
    book.checks(range(2, 13))
    book.workouts((1, 3, 5, 8, 10))
    book.go(8, "phase:build")
    assert [t.kind for t in tasks(book.plan(11), TaskKind.STEP_DOWN_TEST, TaskKind.WALK_TEST)] == []
    assert len(tasks(book.plan(12), TaskKind.STEP_DOWN_TEST, TaskKind.WALK_TEST)) == 2


def test_one_day_of_every_week_stays_free() -> None:
    book = Book(QUIET)
    on = book.returning()
    monday = on + (1 - on) % 7
    book.check(monday, 0)
    found = book.plan(monday)
    assert len(tasks(found, S)) == len(tasks(found, R)) == 3
    assert not tasks(found, X)
    assert len(tasks(found, TaskKind.REST)) == 1


def test_maintenance_asks_for_two_sessions_and_the_runs_of_the_old_volume() -> None:
    book = Book({**QUIET, "volume": "200 min", "longest": "80 min", "onset": "none"})
    on = book.growing()
    assert book.plan(on).week.strength_goal == 3
    from protocols.diary import Choice, Decision

    monday = on + (1 - on) % 7
    minutes = 22.0
    while minutes < 100:
        for place_ in (1, 3, 5):
            book.calm_run(monday + place_, minutes)
        minutes *= 1.1
        monday += 7
    book.add(Decision, monday, offer="hills", choice=Choice.GO)
    book.calm_run(monday, 60, surface="hilly")
    book.go(monday + 1, "phase:full")
    for place_ in (2, 4, 7, 9, 11):
        book.calm_run(monday + place_, 70)
    monday += 14
    book.check(monday + 1, 0)
    book.go(monday + 1, "phase:maintain")
    found = book.plan(monday + 1)
    assert found.phase is Phase.MAINTAIN
    assert found.week.strength_goal == 2
    assert "strength_maintain" in {r.rule for t in tasks(found, S) for r in t.reasons}
    runs = run_tasks(book.plan(monday + 7))
    assert sum(run.minutes for run in runs) <= 200
    assert not runs[0].flat


def test_the_week_so_far() -> None:
    book = Book(QUIET)
    book.workout(1)
    book.run(2, 18, 2, km=3.0)
    week = book.plan(2).week
    assert (week.strength_done, week.strength_goal) == (1, 3)
    assert (week.run_minutes, week.run_km, week.worst_pain) == (18, 3.0, 2)
    assert book.plan(8).week.worst_pain is None


def test_every_exercise_of_the_routine_is_in_every_session() -> None:
    book = Book(QUIET)
    on = book.settled()
    for task in tasks(book.plan(on), S):
        assert [item.exercise for item in task.strength] == list(itbs().exercises)


def back_in_full(volume: str, minutes: float, places: tuple[int, ...]) -> tuple[Book, int]:
    """Three weeks of such runs, then hills, then full; returns a Monday in full."""
    book = Book({"daily_pain": 0, "volume": volume, "longest": "60 min", "onset": "none"})
    on = book.growing()
    monday = on + (1 - on) % 7
    for week in range(4):
        for place_ in places:
            book.calm_run(monday + 7 * week + place_, minutes)
    book.go(monday + 28, "hills")
    book.calm_run(monday + 28, minutes, surface="hilly")
    book.go(monday + 29, "phase:full")
    for place_ in places[1:]:
        book.calm_run(monday + 28 + place_, minutes)
    return book, monday + 35


def test_growing_asks_for_three_runs_however_short_they_are() -> None:
    book = Book({"daily_pain": 0, "volume": "200 min", "longest": "60 min", "onset": "none"})
    on = book.growing()
    monday = on + (1 - on) % 7
    for place_ in (0, 2, 4, 6):
        book.calm_run(monday + place_, 20)
    assert len(run_tasks(book.plan(monday + 7))) == 3


def test_full_asks_for_as_many_runs_as_the_old_volume_needs() -> None:
    book, monday = back_in_full("120 min", 30, (0, 2, 4, 6))
    found = book.plan(monday)
    assert found.phase is Phase.FULL
    assert len(run_tasks(found)) == 4
    book, monday = back_in_full("90 min", 45, (1, 4))
    found = book.plan(monday)
    assert found.phase is Phase.FULL
    assert len(run_tasks(found)) == 3
