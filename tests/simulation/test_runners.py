"""Thirteen journeys through the real engine, each with its turning points and why the article wants them so."""

from datetime import timedelta
from functools import cache
from itertools import pairwise

import pytest

from bot.simulation.journey import START, Lived, play
from bot.simulation.runners import RUNNERS
from protocols.diary import CheckIn, Decision, Run, Workout
from protocols.model import Light, Overlay, Phase
from protocols.outlook import Plan, TaskKind
from protocols.seen import monday
from tests.support.diaries import alerts, itbs, tasks

SEEDS = (1, 2)
both_seeds = pytest.mark.parametrize("seed", SEEDS)


@cache
def journey(name: str, seed: int = 1) -> tuple[Lived, ...]:
    runner = RUNNERS[name]
    return tuple(play(itbs(), runner, runner.weeks, seed))


def evening(name: str, day: int, seed: int = 1) -> Plan:
    return journey(name, seed)[day - 1].evening


def first(name: str, phase: Phase, seed: int = 1) -> int:
    """The first day that ends in a phase; 0 when it is never reached."""
    return next((n for n, lived in enumerate(journey(name, seed), start=1) if lived.evening.phase is phase), 0)


def days_with(name: str, alert: str, seed: int = 1) -> list[int]:
    return [n for n, lived in enumerate(journey(name, seed), start=1) if alert in alerts(lived.evening)]


def step_numbers(name: str, seed: int = 1) -> list[int]:
    return [int(lived.evening.step.id[1:]) for lived in journey(name, seed) if lived.evening.step]


@pytest.mark.parametrize("name", sorted(RUNNERS))
def test_every_journey_keeps_the_rules_day_by_day(name: str) -> None:
    for lived in journey(name):
        morning = lived.morning
        strength = [task.on for task in tasks(morning, TaskKind.STRENGTH)]
        assert all(later - earlier > timedelta(days=1) for earlier, later in pairwise(strength))
        for week in {monday(on) for on in strength}:
            assert sum(monday(on) == week for on in strength) <= 3
        if Overlay.RED_FLAG in morning.overlays:
            assert not morning.tasks
        assert (morning.step is not None) == (morning.phase is Phase.RETURN)


@both_seeds
def test_typical_comes_back_within_the_articles_twelve_weeks(seed: int) -> None:
    """Calm in the first two weeks, strength before running, run and walk for weeks, growing at the end."""
    build, back, grow = (first("typical", phase, seed) for phase in (Phase.BUILD, Phase.RETURN, Phase.GROW))
    assert 3 <= build <= 14
    assert 13 <= back <= 28
    assert 60 <= grow <= 84
    assert evening("typical", 84, seed).light is Light.GREEN
    assert evening("typical", 84, seed).offers  # and it goes on
    sessions = sum(isinstance(e, Workout) for lived in journey("typical", seed) for e in lived.entries)
    assert sessions >= 30  # three a week, throughout


def test_quick_still_takes_every_rung() -> None:
    """Settling fast shortens the way to the ladder, not the ladder: two calm sessions a step."""
    assert first("quick", Phase.RETURN) <= 14
    steps = step_numbers("quick")
    assert sorted(set(steps)) == list(range(1, 12))
    assert all(later - earlier in (0, 1) for earlier, later in pairwise(steps))
    assert 60 <= first("quick", Phase.GROW) <= 75


def test_slow_waits_for_pain_to_be_gone_and_is_never_hurried() -> None:
    """Daily pain has to be gone before running returns, however long that takes; there is improvement all along."""
    assert first("slow", Phase.BUILD) > 10
    assert first("slow", Phase.RETURN) > 28
    assert first("slow", Phase.GROW) == 0
    assert not days_with("slow", "stalled_ask")
    before = journey("slow")[first("slow", Phase.RETURN) - 1]
    assert [e.pain for e in before.entries if isinstance(e, CheckIn)] in ([], [0])
    assert evening("slow", 84).unit == "min"


def test_a_hilly_run_in_week_seven_flares_and_the_way_back_is_short() -> None:
    """Red pain: one step back, no running until three calm days, lighter strength that never stops."""
    day = 45
    after = evening("flare", day)
    assert Overlay.FLARE in after.overlays
    assert {"flare", "hills_early"} <= alerts(after)
    was, is_ = evening("flare", day - 1).step, after.step
    assert was is not None
    assert is_ is not None
    assert int(was.id[1:]) - int(is_.id[1:]) == 1
    flare = [n for n in range(day, 85) if Overlay.FLARE in evening("flare", n).overlays]
    assert 3 <= len(flare) <= 14
    assert flare == list(range(day, day + len(flare)))
    for n in flare[1:]:
        assert not [t for t in tasks(journey("flare")[n - 1].morning, TaskKind.RUN) if not t.done]
        assert tasks(journey("flare")[n - 1].morning, TaskKind.STRENGTH)
    assert max(step_numbers("flare")[-14:]) > int(was.id[1:])  # and further than before in the end
    assert "referral" not in {a for n in range(day, 85) for a in alerts(evening("flare", n))}


def test_skipper_is_met_with_moved_sessions_never_with_double_ones() -> None:
    reasons = [
        {reason.rule for task in tasks(lived.morning, TaskKind.STRENGTH) for reason in task.reasons}
        for lived in journey("skipper")
    ]
    assert any("missed_moved" in rules for rules in reasons)
    assert any("missed_dropped" in {r.rule for r in lived.evening.reasons} for lived in journey("skipper"))
    for lived in journey("skipper"):
        assert lived.morning.week.strength_done <= 3
        assert sum(task.kind is TaskKind.STRENGTH for task in lived.morning.tasks) <= 1
    assert first("skipper", Phase.RETURN) >= first("typical", Phase.RETURN)


def test_three_weeks_of_silence_cost_two_steps_and_no_reproach() -> None:
    """Gap of 15 to 28 days: two steps back (never below R1); silence from day 14; the first day back clears it."""
    last_run = max(n for n in range(1, 25) if any(isinstance(e, Run) for e in journey("silent")[n - 1].entries))
    step = evening("silent", 24).step
    assert step is not None
    assert evening("silent", last_run + 14).step == step
    assert [alerts(evening("silent", n)) & {"silent"} for n in (37, 38)] == [set(), {"silent"}]
    back = evening("silent", 46)
    assert back.step is not None
    assert int(back.step.id[1:]) == max(1, int(step.id[1:]) - 2)
    morning = journey("silent")[45].morning
    assert {"re_entry", "silent"} <= alerts(morning)
    assert "gap_week" in alerts(morning)  # asked once: life or knee?
    assert Overlay.SILENT not in back.overlays
    assert step_numbers("silent")[-1] > int(step.id[1:])


def test_both_knees_are_driven_by_the_worse_one() -> None:
    for lived in journey("both-knees"):
        assert Overlay.BOTH_SIDES in lived.evening.overlays
        told = [e.pain for e in lived.entries if isinstance(e, CheckIn)]
        if len(told) == 2 and not any(isinstance(e, Run) for e in lived.entries):
            assert lived.evening.pain == max(told)
    assert "second_side" not in {a for lived in journey("both-knees") for a in alerts(lived.evening)}
    assert first("both-knees", Phase.RETURN) >= 14


@both_seeds
def test_a_non_responder_is_asked_in_week_four_and_referred_in_week_six(seed: int) -> None:
    """The article's window: no improvement over four to six weeks of well-done rehab is for a professional."""
    asked, referred = days_with("non-responder", "stalled_ask", seed), days_with("non-responder", "referral", seed)
    assert asked == list(range(29, 43))
    assert referred == list(range(43, 85))
    assert all(not evening("non-responder", n, seed).offers for n in referred)
    assert all(tasks(evening("non-responder", n, seed), TaskKind.STRENGTH) for n in referred)
    assert not first("non-responder", Phase.RETURN, seed)


def test_somebody_who_does_not_do_the_work_is_asked_about_that_and_not_sent_away() -> None:
    """The article speaks of well-executed rehab: adherence first."""
    assert min(days_with("non-adherent", "adherence")) == 29
    assert not days_with("non-adherent", "referral")
    assert not days_with("non-adherent", "stalled_ask")


def test_a_traveller_keeps_days_and_wall_clock_over_zones_and_both_clock_changes() -> None:
    lived = journey("traveller")
    assert [day.morning.day for day in lived] == list(range(1, 85))
    checks = [e for day in lived for e in day.entries if isinstance(e, CheckIn)]
    utc_hours = {e.at.hour for e in checks}
    assert utc_hours == {7, 12, 6}  # 08:00 in Berlin in winter, in New York and in Berlin in summer
    assert all(abs((e.on - e.at.date()).days) <= 1 for e in checks)
    stays = [(day.evening.phase, day.evening.step) for day in lived]
    home = [(day.evening.phase, day.evening.step) for day in play(itbs(), RUNNERS["typical"], 12, 1)]
    assert stays[0] == home[0]
    assert first("traveller", Phase.RETURN) <= 28


@both_seeds
def test_running_more_than_the_plan_says_keeps_the_gates_closed(seed: int) -> None:
    """Training load is the usual trigger: half, and below the onset, or the calm phase goes on."""
    assert len(days_with("over-eager", "over_cap", seed)) >= 5
    assert len([n for n in range(1, 85) if Overlay.FLARE in evening("over-eager", n, seed).overlays]) >= 10
    assert first("over-eager", Phase.RETURN, seed) == 0
    assert not days_with("over-eager", "referral", seed)  # load comes before the referral
    assert days_with("over-eager", "load_first", seed)


def test_pain_that_comes_back_after_recovery_despite_the_work_wants_a_gait_analysis() -> None:
    assert 0 < first("recurrence", Phase.MAINTAIN) < 135
    before, after = evening("recurrence", 134), evening("recurrence", 135)
    assert before.phase is Phase.MAINTAIN
    assert before.week.strength_goal == 2
    assert after.phase is Phase.GROW
    assert {"recurrence", "flare"} <= alerts(after)
    assert Overlay.REFERRED in after.overlays
    week = next(cap for cap in evening("recurrence", 142).caps if cap.id == "week")
    assert week.limit <= 15  # two painful hours in the hills are no base to grow from


def test_a_locking_knee_stops_everything_until_a_professional_has_looked() -> None:
    """Locking is no ITBS: nothing to do from that morning on, and one level lower afterwards."""
    for n in range(17, 27):
        found = evening("red-flag-in-week-3", n)
        assert alerts(found) == {"red_flag:locking"}
        assert not tasks(found, *TaskKind)
        assert not found.offers
    levels = evening("red-flag-in-week-3", 16).levels
    after = journey("red-flag-in-week-3")[26].morning
    assert tasks(after, TaskKind.STRENGTH)
    assert after.levels == {exercise: max(0, level - 1) for exercise, level in levels.items()}
    assert first("red-flag-in-week-3", Phase.RETURN) > 27


@pytest.mark.parametrize("name", sorted(RUNNERS))
def test_a_journey_is_the_same_for_the_same_seed(name: str) -> None:
    runner = RUNNERS[name]
    again = tuple(play(itbs(), runner, 2, 1))
    assert again == journey(name)[:14]


def test_nobody_moves_without_a_choice() -> None:
    for lived in journey("typical"):
        moved = (lived.morning.phase, lived.morning.step) != (lived.evening.phase, lived.evening.step)
        assert moved == any(isinstance(e, Decision) for e in lived.entries)


def test_the_thirteen_are_there() -> None:
    assert len(RUNNERS) == 13
    assert monday(START) == START
