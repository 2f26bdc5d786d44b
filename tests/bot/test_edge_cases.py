"""The edge cases of the journey, each played as a conversation."""

from datetime import timedelta

import pytest

from protocols.diary import CadenceMeasured, Choice, Decision, Test, Workout
from tests.support.days import both_tests, calm_weeks, morning_after, moved_on, pain, run, strength
from tests.support.persona import MONDAY, Persona


def _weeks(days: int) -> list:  # type: ignore[type-arg]
    return calm_weeks(days)


async def test_a_missed_session_is_moved_and_never_doubled(rita: Persona) -> None:
    await rita.has_a_plan(pain(3, 1), pain(2, 1), strength(3), days=("mon", "tue", "thu", "fri", "sat"))
    heard = await rita.says("/plan")
    days = [line for line in heard.splitlines() if "strength" in line and ":" in line and "•" not in line]
    assert 2 <= len(days) <= 4
    assert all(line.count("strength") == 1 for line in days)


async def test_a_missed_week_asks_life_or_knee(rita: Persona) -> None:
    await rita.has_a_plan(pain(12, 1), strength(12), pain(1, 1))
    await rita.says("/today")
    assert {"Life", "The knee", "Did them, forgot"} <= set(rita.buttons)
    assert "nothing to catch up on" in await rita.taps("Life")
    assert "0 is none" in await rita.taps("The knee")


async def test_sessions_that_were_done_and_forgotten_are_filled_in(rita: Persona) -> None:
    await rita.has_a_plan(pain(12, 1), strength(12), pain(1, 1))
    await rita.says("/today")
    assert "How many" in await rita.taps("Did them, forgot")
    assert "3 strength sessions" in await rita.taps("3")
    filled = [w for w in await rita.kept(Workout) if w.backfilled]
    assert len({w.on for w in filled}) == 3
    assert all(MONDAY.date() - timedelta(days=7) <= w.on < MONDAY.date() for w in filled)
    assert "Did them, forgot" not in (await rita.says("/today"), rita.buttons)[1]


async def test_three_weeks_of_silence_and_back(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1), strength(1))
    heard = [await rita.waits(days=1) for _ in range(40)]
    asked = [text for text in heard if "Is it life, or the knee?" in text]
    assert 1 <= len(asked) <= 3
    assert heard[20:] == [""] * 20
    heard_back = await rita.says("/today")
    assert "Strength" in heard_back
    assert "guilt" not in heard_back


async def test_an_open_gate_is_offered_and_staying_is_fine(rita: Persona) -> None:
    await rita.has_a_plan(*_weeks(10))
    await rita.says("/today")
    heard = await rita.taps("→ Move on: Build")
    assert "You may move on" in heard
    assert "Staying is just as good" in heard
    assert "makes it solid" in await rita.taps("Stay here")
    assert "→ Move on: Build" not in (await rita.says("/today"), rita.buttons)[1]
    assert [d.choice for d in await rita.kept(Decision)] == [Choice.STAY]


async def test_moving_on_changes_the_phase_once(rita: Persona) -> None:
    await rita.has_a_plan(*_weeks(10))
    await rita.says("/today")
    await rita.taps("→ Move on: Build")
    assert "On to “Build strength”" in await rita.taps("Move on")
    assert "Build strength" in rita.pinned
    await rita.forges("offer:phase=build:go")
    assert len(await rita.kept(Decision)) == 1
    await rita.says("/undo")
    assert "Calm it down" in (await rita.says("/today"))


async def test_who_wants_to_skip_ahead_sees_what_is_unmet_and_may_choose_one_step(rita: Persona) -> None:
    entries = [*_weeks(10), moved_on(1, "phase:build")]
    await rita.has_a_plan(*entries)
    heard = await rita.says("/progress")
    heard = await rita.taps("Next gate")
    assert "Not yet" in heard
    ahead = [b for b in rita.buttons if b.startswith("→")]
    assert ahead, heard
    heard = await rita.taps(ahead[0])
    assert "not everything is met" in heard
    assert "one step" in heard
    assert "your choice" in await rita.taps("I choose to go on")
    (decision,) = [d for d in await rita.kept(Decision) if d.choice is Choice.OVERRIDE]
    assert decision.offer == "phase:return"
    assert "Return to running" in await rita.says("/today")


async def test_nothing_is_offered_in_a_flare(rita: Persona) -> None:
    bad = run(0, 20, 7)
    await rita.has_a_plan(*_weeks(10), bad)
    await rita.says("/today")
    assert not [b for b in rita.all_buttons if b.startswith("→")]
    assert "Flare" in rita.pinned
    assert "Strength, lighter than usual" in rita.pinned


async def test_the_tests_can_be_noted_when_they_are_due(rita: Persona) -> None:
    await rita.has_a_plan(*_weeks(21), moved_on(8, "phase:build"), zone="UTC")
    heard = await rita.says("/today")
    walk, steps = "🚶 I did the walk test", "I did the step-downs"
    label = walk if walk in rita.buttons else steps
    assert label in rita.buttons, heard
    await rita.taps(label)
    await rita.taps("30 min or more" if label == walk else "10 or more")
    assert "Noted" in await rita.taps("0 none")
    (noted,) = await rita.kept(Test)
    assert (noted.amount, noted.pain) == ((30, 0) if label == walk else (10, 0))
    assert "taken back" in await rita.taps("Undo")


async def test_cadence_is_counted_four_times_by_taps_and_words(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    assert "30 seconds" in await rita.says("/cadence")
    assert "1 of 4" in await rita.says("41")
    assert "cannot be right" in await rita.says("4")
    assert "One number, please" in await rita.says("many")
    assert "2 of 4" in await rita.taps("40")
    await rita.taps("41")
    assert "163 steps a minute" in await rita.says("41")
    assert "Cancel" not in rita.all_buttons
    (measured,) = await rita.kept(CadenceMeasured)
    assert measured.spm == 163


async def test_counting_can_be_stopped(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("/cadence")
    assert "nothing was noted" in await rita.says("cancel")
    assert "right now: 4 of 10" in await rita.says("4")


async def test_run_days_of_the_ladder_are_logged_as_their_step(rita: Persona) -> None:
    entries = [*_weeks(21), *both_tests(2), moved_on(10, "phase:build"), moved_on(1, "phase:return")]
    await rita.has_a_plan(*entries, days=("mon", "wed", "fri", "sat"))
    heard = await rita.says("/today")
    assert "Return to running" in heard
    if "R1" not in heard:
        await rita.waits(days=1)
        heard = await rita.says("/today")
    assert "run 1 min, walk 2 min, 5 times" in heard


async def test_no_improvement_after_six_weeks_leads_to_a_professional(rita: Persona) -> None:
    sore = [pain(ago, 4) for ago in range(1, 46)]
    sessions = [strength(ago) for ago in range(1, 46, 2)]
    await rita.has_a_plan(*sore, *sessions, daily_pain=4, volume="none", longest="none")
    heard = await rita.says("/today")
    assert "book a professional" in heard
    heard = await rita.taps("Whom to see")
    assert "gait analysis" in heard
    assert "examined you and said" in await rita.taps("A professional has cleared me")


async def test_six_weeks_without_the_work_speak_of_the_work_first(rita: Persona) -> None:
    sore = [pain(ago, 4) for ago in range(1, 46)]
    await rita.has_a_plan(*sore, strength(40), strength(1), daily_pain=4, volume="none", longest="none")
    heard = await rita.says("/today")
    assert "book a professional" not in heard


async def test_both_knees_are_named(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1), side="both", worse_side="right")
    assert "Both knees" in await rita.says("/today")


async def test_a_second_knee_within_two_weeks_is_a_case_for_a_professional(rita: Persona) -> None:
    await rita.has_a_plan(pain(4, 1))
    await rita.says("/pain")
    assert "right knee" in await rita.taps("It is the other knee")
    await rita.taps("4")
    heard = await rita.says("/today")
    assert "Both knees" in heard
    assert "book a professional" in heard


@pytest.mark.parametrize("worst", [8, 9, 10])
async def test_severe_pain_with_no_run_before_it_stops_the_plan(rita: Persona, worst: int) -> None:
    await rita.has_a_plan(pain(4, 1))
    await rita.says(f"pain {worst} today")
    if "Note it" in rita.buttons:
        await rita.taps("Note it")
    assert "seen" in await rita.says("/today")
    assert "Start workout" not in rita.screen.rsplit("---", 1)[-1]


async def test_a_worse_morning_holds_or_steps_back(rita: Persona) -> None:
    ran = run(1, 20, 1)
    await rita.has_a_plan(*_weeks(10), ran)
    await rita.says("/today")
    assert "How is the knee this morning" in rita.pinned
    assert "🟡 amber" in await rita.says("3") or "🔴 red" in rita.screen


async def test_a_calm_morning_goes_on(rita: Persona) -> None:
    ran = run(2, 20, 0)
    await rita.has_a_plan(*_weeks(10), ran, morning_after(ran, 0))
    assert "green" in await rita.says("/today")
