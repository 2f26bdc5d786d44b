"""Logging a run, by buttons and in words, and the knee the next morning."""

from datetime import timedelta

import pytest

from protocols.diary import CheckIn, CheckInKind, CrossTraining, Run, Surface
from tests.support.days import pain, run
from tests.support.persona import MONDAY, Persona


@pytest.fixture
async def runner(rita: Persona) -> Persona:
    await rita.has_a_plan(pain(2, 1), days=("mon", "wed", "fri", "sat"))
    await rita.says("/today")
    return rita


async def test_a_run_is_noted_by_buttons_in_four_taps(runner: Persona) -> None:
    await runner.taps("🏃 Log a run", "20 min", "0 none")
    heard = await runner.taps("Save")
    assert "Run noted" in heard
    assert "Tomorrow morning I ask" in heard
    assert "🟢 green" in heard
    (noted,) = await runner.kept(Run)
    assert (noted.minutes, noted.pain, noted.km) == (20, 0, None)
    assert "✅ Easy run, 20 min" in runner.pinned


async def test_a_run_is_noted_in_words(runner: Persona) -> None:
    heard = await runner.says("32 min 5k flat, pain 3 from 4 km")
    assert "32 min, 5 km, flat · pain 3 from 4 km" in heard
    assert "🟡 amber" in await runner.taps("Save")
    (noted,) = await runner.kept(Run)
    assert (noted.minutes, noted.km, noted.pain, noted.onset_km) == (32, 5, 3, 4)


async def test_words_that_leave_something_open_are_asked_for_it(runner: Persona) -> None:
    assert "How long was the run?" in await runner.says("ran 5k")
    assert "worst pain" in await runner.says("31")
    assert "Where did the pain start?" in await runner.says("2")
    assert "limp" in await runner.says("3.5 km")
    assert "31 min, 5 km" in await runner.says("no")
    assert "Run noted" in await runner.says("save")


async def test_distance_and_ground_can_be_added_and_typed(runner: Persona) -> None:
    await runner.taps("🏃 Log a run", "30 min", "0 none", "Distance")
    assert "5.2 km" in await runner.says("5,2")
    await runner.taps("Ground")
    assert "hilly" in await runner.says("hilly")
    await runner.taps("Save")
    (noted,) = await runner.kept(Run)
    assert (noted.km, noted.surface) == (5.2, Surface.HILLY)


async def test_cancel_notes_nothing(runner: Persona) -> None:
    await runner.taps("🏃 Log a run", "20 min")
    assert "nothing was noted" in await runner.taps("Cancel")
    assert await runner.kept(Run) == []


async def test_today_s_run_as_planned_is_two_taps(runner: Persona) -> None:
    await runner.says("/log")
    assert "no pain" in await runner.taps("As planned, no pain")
    await runner.taps("Save")
    assert len(await runner.kept(Run)) == 1


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("ran 500 km in 30 min, no pain", "500 km cannot be right"),
        ("ran 5k in 4 minutes, no pain", "does not go together"),
        ("ran 30 min 5k, pain 3 from 9 km", "cannot have started at 9"),
        ("ran 5k in 30 min 60 days ago, no pain", "first day with me"),
    ],
)
async def test_impossible_runs_in_words_are_asked_about_kindly(runner: Persona, said: str, answer: str) -> None:
    assert answer in await runner.says(said)
    assert await runner.kept(Run) == []


async def test_impossible_numbers_leave_the_open_run_as_it_was(runner: Persona) -> None:
    await runner.taps("🏃 Log a run")
    assert "cannot be right" in await runner.says("5000 min")
    assert "minutes, please" in await runner.says("long")
    assert "cannot be right" in await runner.says("-20")
    await runner.says("20")
    assert "0 (none) to 10" in await runner.says("11")
    assert "20 min" in await runner.says("1")
    await runner.says("none")
    await runner.says("no")
    await runner.taps("Save")
    (noted,) = await runner.kept(Run)
    assert (noted.minutes, noted.pain) == (20, 1)


async def test_a_run_tomorrow_is_not_noted(runner: Persona) -> None:
    await runner.says("tomorrow I will run 5k in 30 min")
    assert await runner.kept(Run) == []
    assert "Save" not in runner.buttons


async def test_a_run_before_the_start_is_not_noted(runner: Persona) -> None:
    assert "first day with me" in await runner.says("ran 5k in 30 min 20 days ago, no pain")
    assert await runner.kept(Run) == []
    assert "Save" not in runner.buttons


async def test_a_contradiction_is_asked_once(runner: Persona) -> None:
    await runner.taps("🏃 Log a run", "20 min", "3", "10 min", "No", "Pain", "0 none")
    heard = await runner.taps("Save")
    assert "did not hurt, and also that pain started" in heard
    assert await runner.kept(Run) == []
    assert "Run noted" in await runner.taps("Save")


async def test_never_hurt_but_pain_six_is_asked(runner: Persona) -> None:
    heard = await runner.says("ran 30 min, never hurt, pain 6")
    assert "worst pain" in heard


async def test_the_same_run_twice_is_asked_about(runner: Persona) -> None:
    await runner.says("32 min 5k, no pain")
    await runner.taps("Save")
    await runner.says("32 min 5k, no pain")
    assert "noted already" in await runner.taps("Save")


async def test_a_run_is_saved_once_however_often_it_is_tapped(runner: Persona) -> None:
    await runner.says("32 min 5k, no pain")
    await runner.taps("Save")
    await runner.forges("runsave")
    assert len(await runner.kept(Run)) == 1
    assert "from before" in runner.toast


async def test_yesterday_s_run_changes_the_plan_as_if_it_had_always_been_there(runner: Persona) -> None:
    heard = await runner.says("yesterday 30 min run 4.5 km, pain 2 from 4 km")
    assert "yesterday" in heard
    assert "Run noted for yesterday" in await runner.taps("Save")
    (noted,) = await runner.kept(Run)
    assert noted.on == MONDAY.date() - timedelta(days=1)
    assert "after the run" in await runner.says("/today")


async def test_the_next_morning_the_bot_asks_about_the_knee_once(runner: Persona) -> None:
    await runner.says("20 min, 3 km run, no pain")
    await runner.taps("Save")
    heard = await runner.waits(days=1)
    assert "after yesterday's 20 min" in heard
    assert "🟢 green" in await runner.says("1")
    (check,) = [c for c in await runner.kept(CheckIn) if c.kind is CheckInKind.MORNING]
    (noted,) = await runner.kept(Run)
    assert (check.pain, check.run) == (1, noted.id)
    assert "after yesterday's" not in await runner.waits(days=1)


async def test_the_morning_question_is_answered_by_a_tap_and_only_once(runner: Persona) -> None:
    await runner.says("20 min, 3 km run, no pain")
    await runner.taps("Save")
    await runner.waits(days=1)
    run_id = (await runner.kept(Run))[0].id
    assert "Noted: 3 of 10" in await runner.forges(f"morning:{run_id}:3")
    await runner.forges(f"morning:{run_id}:0")
    assert "from before" in runner.toast
    assert [c.pain for c in await runner.kept(CheckIn) if c.run == run_id] == [3]


async def test_a_late_answer_still_counts_for_that_run(runner: Persona) -> None:
    await runner.says("20 min, 3 km run, no pain")
    await runner.taps("Save")
    await runner.waits(days=1, hours=9)
    await runner.says("/today")
    await runner.says("4")
    (check,) = [c for c in await runner.kept(CheckIn) if c.kind is CheckInKind.MORNING]
    assert check.pain == 4


async def test_a_run_taken_back_is_not_asked_about(runner: Persona) -> None:
    await runner.says("20 min, 3 km run, no pain")
    await runner.taps("Save")
    assert "taken back" in await runner.taps("Undo")
    assert "after yesterday" not in await runner.waits(days=1)


async def test_a_number_typed_the_next_morning_is_not_about_yesterday_s_draft(runner: Persona) -> None:
    await runner.taps("🏃 Log a run", "20 min")
    await runner.waits(days=1)
    assert "right now: 3 of 10" in await runner.says("3")
    assert await runner.kept(Run) == []


async def test_pain_in_words_is_confirmed_noted_and_taken_back(runner: Persona) -> None:
    assert "right now: 4 of 10" in await runner.says("pain 4 today")
    assert "🟡 amber" in await runner.taps("Note it")
    assert "taken back" in await runner.taps("Undo")
    assert [c.pain for c in await runner.kept(CheckIn)] == [1]


async def test_cross_training_is_noted_by_taps_and_in_words(runner: Persona) -> None:
    await runner.says("/log")
    await runner.taps("🚴 Cross-training", "Cycling", "45 min")
    await runner.says("swam 30 min")
    assert "swimming, 30 min" in await runner.taps("Swimming")
    assert {c.sport for c in await runner.kept(CrossTraining)} == {"cycling", "swimming"}
    await runner.says("/undo")
    assert len(await runner.kept(CrossTraining)) == 1


async def test_undo_with_nothing_to_undo_says_so(rita: Persona) -> None:
    await rita.has_a_plan()
    assert "nothing to take back" in await rita.says("/undo")


async def test_a_red_run_steps_back_and_says_so(rita: Persona) -> None:
    await rita.has_a_plan(pain(3, 1), run(2, 20, 0))
    await rita.says("ran 20 min flat, pain 7 from 2 km")
    await rita.taps("Save")
    assert "🔴 red" in rita.screen
    assert "Flare" in await rita.says("/today")


async def test_a_run_that_was_told_and_not_noted_is_on_today_until_it_is(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("run 25 min pain 7 limped")
    morning = await rita.waits(days=1)
    assert "A run is not noted yet: 25 min, flat, yesterday · pain 7" in morning
    assert "Where did the pain start?" in await rita.taps("Finish noting it")
    await rita.taps("I cannot say", "Save")
    (ran,) = await rita.kept(Run)
    assert (ran.on, ran.pain) == (MONDAY.date(), 7)
    today = await rita.says("/today")
    assert "not noted yet" not in today
    assert "Flare" in today


async def test_a_run_that_was_told_by_mistake_is_dropped_from_today(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("run 25 min")
    assert "not noted yet: 25 min, flat" in await rita.says("/today")
    assert "nothing was noted" in await rita.taps("Drop it")
    assert "not noted yet" not in rita.pinned
    assert await rita.kept(Run) == []


async def test_a_run_saved_after_midnight_stays_on_its_day(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("ran 20 min flat, no pain")
    await rita.waits(hours=20)
    await rita.taps("Save")
    assert [ran.on for ran in await rita.kept(Run)] == [MONDAY.date()]
