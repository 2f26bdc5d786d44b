"""What a day holds, whole: every task with its id, state, reasons and numbers; every exercise with its dose."""

from typing import Any

import pytest

from protocols.diary import ExerciseLog
from protocols.model import Light, Overlay, Phase
from protocols.outlook import Plan, Reason, Task, TaskKind
from tests.support.diaries import Book, alerts, condition, day, rules, tasks

QUIET = {"daily_pain": 0, "volume": "300 min", "longest": "60 min", "onset": "none"}

Told = dict[str, tuple[dict[str, Any], ...]]


def told(reasons: tuple[Reason, ...]) -> list[tuple[str, dict[str, Any]]]:
    return [(reason.rule, dict(reason.numbers)) for reason in reasons]


def task(found: Plan, kind: TaskKind) -> Task:
    """The task of this kind today; it must be there once."""
    (one,) = [t for t in found.tasks if t.kind is kind]
    return one


def kinds(found: Plan) -> list[str]:
    return [t.kind.value for t in found.tasks]


def worked(level: str, effort: int | None, pain: int | None, sets: int = 3) -> tuple[ExerciseLog, ...]:
    return (ExerciseLog("clamshell", level, sets, 3, effort, pain),)


# --- tasks


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


# --- exercises


def test_an_exercise_as_it_is_prescribed() -> None:
    (session,) = [t for t in Book(QUIET).plan(1).tasks if t.kind is TaskKind.STRENGTH]
    doses = {p.exercise: (p.level, p.sets, p.reps, p.per_side, p.laps, p.hold_s) for p in session.strength}
    assert doses["side_lying_abduction"][:5] == (0, 3, 15, True, False)
    assert doses["clamshell"][:5] == (0, 3, 15, True, False)
    assert doses["single_leg_bridge"][:5] == (0, 3, 10, True, False)
    assert doses["step_down"][:5] == (0, 3, 10, True, False)
    assert doses["monster_walk"][2:5] == (4, False, True)
    assert all(not p.reasons for p in session.strength)


def prescribed(book: Book, on: int, exercise: str = "clamshell") -> tuple[int, int, list[tuple[str, dict[str, Any]]]]:
    found = next(t for t in tasks(book.plan(on), TaskKind.STRENGTH) if t.strength)
    p = next(p for p in found.strength if p.exercise == exercise)
    return p.level, p.sets, told(p.reasons)


def test_two_easy_sessions_move_one_level_up_and_say_when() -> None:
    book = Book(QUIET)
    book.workout(1, exercises=worked("band", 6, 2))
    assert prescribed(book, 3)[0] == 0
    book.workout(3, exercises=worked("band", 6, 2))
    assert prescribed(book, 5) == (1, 3, [("level_up", {"on": day(3)})])
    book.workout(5, exercises=worked("heavy_band", 6, 2))
    assert prescribed(book, 8)[0] == 1


@pytest.mark.parametrize(("effort", "pain", "sets"), [(7, 0, 3), (6, 3, 3), (6, 0, 2)])
def test_a_session_that_was_hard_sore_or_cut_short_moves_nothing(effort: int, pain: int, sets: int) -> None:
    book = Book(QUIET)
    book.workout(1, exercises=worked("band", 6, 0))
    book.workout(3, exercises=worked("band", effort, pain, sets))
    assert prescribed(book, 5)[0] == 0


def test_a_sore_session_begins_the_count_anew() -> None:
    book = Book(QUIET)
    book.workout(1, exercises=worked("band", 6, 0))
    book.workout(3, exercises=worked("band", 8, 0))
    book.workout(5, exercises=worked("band", 6, 0))
    assert prescribed(book, 8)[0] == 0
    book.workout(8, exercises=worked("band", 6, 0))
    assert prescribed(book, 10)[0] == 1


def test_pain_of_four_at_the_easiest_level_takes_a_set_and_a_good_session_gives_it_back() -> None:
    book = Book(QUIET)
    book.workout(1, exercises=worked("band", 6, 4))
    book.check(2, 0)
    level, sets, why = prescribed(book, 3)
    assert (level, sets, why) == (0, 2, [("level_down", {"on": day(1), "pain": 4})])
    book.check(3, 0)
    book.workout(3, exercises=worked("band", 6, 0))
    assert prescribed(book, 5)[1] == 3


def test_a_flare_is_a_level_for_good_one_for_now_and_a_set() -> None:
    book = Book(QUIET)
    for on in (1, 3, 5, 8):
        level = "band" if on < 5 else "heavy_band"
        book.workout(on, exercises=worked(level, 5, 0))
    assert prescribed(book, 9)[0] == 2
    book.check(9, 6)
    level, sets, why = prescribed(book, 9)
    assert (level, sets) == (0, 2)
    assert "flare_strength" in dict(why)


def test_an_amber_day_is_a_level_lighter_with_all_sets() -> None:
    book = Book(QUIET)
    for on in (1, 3):
        book.workout(on, exercises=worked("band", 5, 0))
    book.check(5, 4)
    level, sets, why = prescribed(book, 5)
    assert (level, sets) == (0, 3)
    assert "level_amber" in dict(why)


def test_the_squat_says_why_it_has_joined_and_stays() -> None:
    book = Book(QUIET)
    assert "single_leg_squat" not in book.plan(1).levels
    book.checks(range(1, 9), 0)
    book.workouts((1, 3, 5))
    book.go(8, "phase:build")
    assert prescribed(book, 8, "single_leg_squat")[2] == [("squat_joins", {})]


def test_what_the_kit_does_not_allow_is_named() -> None:
    book = Book({**QUIET, "kit": ("band",)})
    for on in (1, 3):
        book.workout(on, exercises=worked("band", 5, 0))
    level, _, why = prescribed(book, 5)
    assert level == 0
    assert ("kit_missing", {"kit": "heavy_band"}) in why


def test_half_a_session_is_half_and_eighty_percent_is_whole() -> None:
    book = Book(QUIET)
    book.workout(1, exercises=(ExerciseLog("clamshell", "band", 4, 5, 6, 0),))
    assert book.plan(1).week.strength_done == 1
    book = Book(QUIET)
    book.workout(1, exercises=(ExerciseLog("clamshell", "band", 39, 50, 6, 0),))
    book.workout(3, exercises=(ExerciseLog("clamshell", "band", 39, 50, 6, 0),))
    assert book.plan(3).week.strength_done == 1
    book.workout(5, exercises=(ExerciseLog("clamshell", "band", 0, 3, None, None),))
    assert book.plan(5).week.strength_done == 1


def test_two_sessions_on_a_day_are_one() -> None:
    book = Book(QUIET)
    book.workout(1, short=True)
    book.workout(1)
    assert book.plan(1).week.strength_done == 1


# --- the plan itself


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


def test_a_red_flag_keeps_limits_and_gate_in_sight_and_takes_every_task() -> None:
    book = Book(QUIET)
    book.flag(2)
    found = book.plan(3)
    assert Overlay.RED_FLAG in found.overlays
    assert [on.on for on in found.ahead] == [day(n) for n in range(3, 10)]
    assert not found.tasks
    assert found.gate is not None
    assert found.caps
    assert condition(found, "time").have == 3


# --- getting better


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
