"""What a day holds, whole: every task with its id, its state, its reasons and their numbers."""

from typing import Any

from protocols.outlook import Plan, Reason, Task, TaskKind
from tests.support.diaries import Book, day, tasks

QUIET = {"daily_pain": 0, "volume": "300 min", "longest": "60 min", "onset": "none"}


def told(reasons: tuple[Reason, ...]) -> list[tuple[str, dict[str, Any]]]:
    return [(reason.rule, dict(reason.numbers)) for reason in reasons]


def task(found: Plan, kind: TaskKind) -> Task:
    """The task of this kind today; it must be there once."""
    (one,) = [t for t in found.tasks if t.kind is kind]
    return one


def kinds(found: Plan) -> list[str]:
    return [t.kind.value for t in found.tasks]


def test_a_session_counts_itself_into_the_week() -> None:
    book = Book(QUIET)
    book.workout(1)
    found = task(book.plan(3), TaskKind.STRENGTH)
    assert (found.id, found.on, found.done, found.skipped) == (f"{day(3)}:strength", day(3), False, False)
    assert told(found.reasons) == [("strength_week", {"have": "1/3"})]
    book.workout(3)
    done = task(book.plan(3), TaskKind.STRENGTH)
    assert (done.done, told(done.reasons)) == (True, [("strength_week", {"have": "2/3"})])


def test_a_session_that_was_missed_says_how_many_were() -> None:
    book = Book(QUIET)
    book.check(2, 0)
    moved = tasks(book.plan(2), TaskKind.STRENGTH)[0]
    assert told(moved.reasons) == [("strength_week", {"have": "0/3"}), ("missed_moved", {"missed": 1})]
    book.workout(2)
    assert told(task(book.plan(2), TaskKind.STRENGTH).reasons) == [("strength_week", {"have": "1/3"})]
    ahead = [t for t in tasks(book.plan(4), TaskKind.STRENGTH) if t.on >= day(8)]
    assert ahead
    assert all("missed_moved" not in {r.rule for r in t.reasons} for t in ahead)


def test_what_was_skipped_stays_in_sight_as_skipped() -> None:
    book = Book(QUIET)
    book.skip(1, "strength")
    found = task(book.plan(1), TaskKind.STRENGTH)
    assert (found.skipped, found.done) == (True, False)
    book.workout(1)
    found = task(book.plan(1), TaskKind.STRENGTH)
    assert (found.skipped, found.done) == (False, True)
    book.skip(2, "run")
    assert task(book.plan(2), TaskKind.RUN).skipped


def test_a_run_that_was_done_is_shown_as_what_it_was() -> None:
    book = Book(QUIET)
    book.run(2, 18.0)
    found = task(book.plan(2), TaskKind.RUN)
    assert (found.id, found.done, found.skipped) == (f"{day(2)}:run", True, False)
    assert found.run is not None
    assert (found.run.step, found.run.minutes, found.run.flat) == (None, 18.0, True)
    assert "half_volume" in {reason.rule for reason in found.reasons}


def test_a_pause_asks_for_nothing_and_keeps_what_was_done() -> None:
    book = Book(QUIET)
    book.workout(1)
    book.pause(1)
    assert kinds(book.plan(1)) == ["daily_check", "strength"]  # the intake asked how the knee is
    book.skip(3, "strength")
    assert kinds(book.plan(3)) == []


def test_a_day_without_exercise_is_a_day_of_rest_and_says_so() -> None:
    book = Book(QUIET)
    (rest,) = [t for t in tasks(book.plan(1), TaskKind.REST) if t.on == day(7)]
    assert (rest.id, told(rest.reasons)) == (f"{day(7)}:rest", [("rest_day", {})])


def test_cross_training_says_why_it_stands_in_for_a_run() -> None:
    flare, spare = Book(QUIET), Book(QUIET)
    flare.check(1, 6)
    found = next(t for t in tasks(flare.plan(1), TaskKind.CROSS))
    assert told(found.reasons) == [
        ("cross_training", {}),
        ("flare", {"on": day(1), "have": 0}),
        ("cross_climbs", {}),
    ]
    found = next(t for t in tasks(spare.plan(1), TaskKind.CROSS))
    assert told(found.reasons) == [("cross_training", {}), ("cross_climbs", {})]


def test_cross_training_for_who_did_not_run_before() -> None:
    found = next(t for t in tasks(Book({**QUIET, "volume": "none"}).plan(1), TaskKind.CROSS))
    assert ("no_volume", {}) in told(found.reasons)


def test_a_sore_day_takes_the_run_of_that_day_only() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R3")
    on = next(n for n in range(on, on + 3) if "run" in kinds(book.plan(n)))
    book.check(on, 3)
    found = book.plan(on)
    crossing = task(found, TaskKind.CROSS)
    assert told(crossing.reasons) == [("cross_training", {}), ("daily_pain_rest", {"pain": 3})]
    assert [t.on for t in tasks(found, TaskKind.RUN)]


def test_a_red_day_asks_for_no_cross_training_and_the_next_one_does() -> None:
    book = Book(QUIET)
    book.check(2, 7)
    found = book.plan(2)
    assert "cross" not in kinds(found)
    assert tasks(found, TaskKind.CROSS)


def test_the_morning_names_its_run_and_stands_in_for_the_daily_check() -> None:
    book = Book(QUIET)
    ran = book.run(2, 18)
    found = task(book.plan(3), TaskKind.MORNING_CHECK)
    assert (found.id, found.done, found.about_run) == (f"{day(3)}:morning_check", False, ran)
    assert told(found.reasons) == [("morning_check", {})]
    assert "daily_check" not in kinds(book.plan(3))
    book.morning(3, 0, ran)
    found = task(book.plan(3), TaskKind.MORNING_CHECK)
    assert (found.done, found.about_run) == (True, ran)


def test_a_morning_that_nobody_told_is_asked_again_before_the_next_run_only() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R3")
    ran = book.run(on, 20, 0, step="R3")
    assert task(book.plan(on + 1), TaskKind.MORNING_CHECK).about_run == ran
    later = [n for n in (on + 2, on + 3) if "run" in kinds(book.plan(n))]
    assert later
    assert task(book.plan(later[0]), TaskKind.MORNING_CHECK).about_run == ran
    idle = [n for n in (on + 2, on + 3) if "run" not in kinds(book.plan(n))]
    assert all("morning_check" not in kinds(book.plan(n)) for n in idle)


def test_one_number_a_day_while_the_knee_settles_then_one_a_week() -> None:
    book = Book(QUIET)
    assert told(task(book.plan(1), TaskKind.DAILY_CHECK).reasons) == [("daily_check", {})]
    book.check(1, 0)
    assert task(book.plan(1), TaskKind.DAILY_CHECK).done
    on = book.climb(book.returning(), "R3")
    monday = on + (1 - on) % 7
    assert "daily_check" in kinds(book.plan(monday))
    assert "daily_check" in kinds(book.plan(monday + 1))
    book.check(monday + 1, 0)
    assert "daily_check" not in kinds(book.plan(monday + 2))
    book.check(monday + 2, 6)
    assert "daily_check" in kinds(book.plan(monday + 3))  # a flare


def test_the_tests_wait_for_four_sessions_a_quiet_knee_and_three_days() -> None:
    book = Book(QUIET)
    book.checks(range(1, 9), 0)
    book.workouts((1, 3, 5))
    book.go(8, "phase:build")
    assert "step_down_test" not in kinds(book.plan(8))
    book.workout(8)
    found = book.plan(8)
    assert {"step_down_test", "walk_test"} <= set(kinds(found))
    first = task(found, TaskKind.STEP_DOWN_TEST)
    assert [rule for rule, _ in told(first.reasons)] == ["gate_return_step_down", "tests_due"]
    book.tests(8, walk=1, step_down=3)
    done = task(book.plan(8), TaskKind.STEP_DOWN_TEST)
    assert (done.done, [rule for rule, _ in told(done.reasons)]) == (True, ["gate_return_step_down"])
    book.checks((9, 10, 11), 0)
    assert "walk_test" not in kinds(book.plan(10))
    assert {"walk_test"} <= set(kinds(book.plan(11))) | set(kinds(book.plan(12)))
    book.check(12, 1)
    assert "walk_test" not in kinds(book.plan(12))


def test_one_day_of_cross_training_a_week_is_enough_beside_runs() -> None:
    crossed, not_yet = Book(QUIET), Book(QUIET)
    for book in (crossed, not_yet):
        book.workouts((1, 3))
        book.run(2, 18)
    crossed.cross(1)
    assert [t for t in tasks(not_yet.plan(4), TaskKind.CROSS) if t.on < day(8)]
    assert not [t for t in tasks(crossed.plan(4), TaskKind.CROSS) if t.on < day(8)]


def test_a_session_on_sunday_leaves_monday_free_of_strength() -> None:
    book = Book(QUIET)
    book.workouts((3, 5, 7))
    assert not [t for t in tasks(book.plan(8), TaskKind.STRENGTH) if t.on == day(8)]


def test_who_has_not_run_for_a_month_hears_since_when_beside_the_cross_training() -> None:
    book = Book(QUIET)
    on = book.climb(book.returning(), "R3")
    book.checks(range(on, on + 30), 0)
    found = next(t for t in tasks(book.plan(on + 30), TaskKind.CROSS) if not t.done)
    assert ("reentry_build", {"on": day(on - 2)}) in told(found.reasons)
