"""The guided workout: one message, edited in place."""

import pytest

from bot.texts import workout as texts
from protocols.diary import Workout
from tests.support.days import calm_weeks, pain
from tests.support.persona import Persona, Stage


@pytest.fixture
async def runner(rita: Persona) -> Persona:
    """Day two of the plan; a session is due, and Today is open."""
    await rita.has_a_plan(pain(1, 1))
    await rita.says("/today")
    return rita


async def begins(rita: Persona, length: str = "Full session") -> str:
    return await rita.taps("▶️ Start workout", length)


async def all_sets(rita: Persona) -> None:
    for _ in range(30):
        if "✓ Done" not in rita.buttons:
            return
        await rita.taps("✓ Done")


async def test_a_whole_session_is_one_message_and_one_entry(runner: Persona) -> None:
    assert "Set 1 of 3" in await begins(runner)
    messages = len(runner.person.sees().messages)
    await all_sets(runner)
    assert len(runner.person.sees().messages) == messages
    await runner.taps("About right")
    heard = await runner.taps("1")
    assert "Session noted" in heard
    assert "✅ Strength" in runner.pinned
    (session,) = await runner.kept(Workout)
    assert [log.sets for log in session.exercises] == [3, 3, 3, 3, 1]
    assert all((log.effort, log.pain) == (6, 1) for log in session.exercises)


async def test_the_ten_minute_version_is_one_set_each_and_counts_in_part(runner: Persona) -> None:
    assert "Set 1 of 1" in await begins(runner, "10 minutes")
    await all_sets(runner)
    assert "Part session noted" in await runner.taps("Easy", "0 none")
    (session,) = await runner.kept(Workout)
    assert session.short


async def test_a_session_can_be_typed(runner: Persona) -> None:
    assert "Set 1 of 3" in await runner.says("start")
    assert "Set 2 of 3" in await runner.says("done")
    assert "How much does it hurt?" in await runner.says("hurts")
    assert "Set 2 of 3" in await runner.says("1")
    assert "Paused" in await runner.says("pause")
    assert "Set 2 of 3" in await runner.says("go on")
    await all_sets(runner)
    await runner.says("hard")
    assert "noted" in await runner.says("two")
    (session,) = await runner.kept(Workout)
    assert (session.exercises[1].effort, session.exercises[1].pain) == (8, 2)


@pytest.mark.parametrize(
    ("value", "follows"),
    [("1", "Set 1 of 3"), ("4", "Exercise 2 of 5"), ("7", "How hard was it"), ("9", "How hard was it")],
)
async def test_what_hurts_decides_how_it_goes_on(runner: Persona, value: str, follows: str) -> None:
    await begins(runner)
    await runner.taps("Hurts")
    assert follows in await runner.taps(value)


@pytest.mark.parametrize("said", ["it hurts", "ouch", "hurts"])
async def test_that_it_hurts_can_be_said_while_at_it(runner: Persona, said: str) -> None:
    await begins(runner)
    assert "How much does it hurt?" in await runner.says(said)


async def test_nothing_changes_in_a_session_without_a_word(runner: Persona) -> None:
    await begins(runner)
    await runner.taps("✓ Done", "Hurts")
    assert texts.GO_ON in await runner.taps("2")
    assert texts.TOO_HARD in await runner.taps("✓ Done", "✓ Done", "Too hard")
    await runner.taps("Hurts")
    left_out = await runner.taps("5 mid")
    assert "Clamshell hurt, so the rest of it is left out today" in left_out
    assert "left out" not in await runner.taps("✓ Done")


async def test_an_easier_version_is_said_to_be_one(rita: Persona) -> None:
    await rita.has_a_plan(*calm_weeks(21))
    await rita.says("/today")
    await rita.taps("▶️ Start workout", "Full session", "Hurts")
    heard = await rita.taps("4")
    assert texts.EASIER in heard
    assert "Exercise 1 of" in heard


async def test_pain_of_seven_ends_the_session_and_says_why(runner: Persona) -> None:
    await begins(runner)
    await runner.taps("✓ Done", "Hurts")
    heard = await runner.taps("7")
    assert "We stop here" in heard
    await runner.taps("Hard", "7")
    (session,) = await runner.kept(Workout)
    assert session.exercises[0].pain == 7


async def test_too_hard_counts_the_set_and_notes_the_effort(runner: Persona) -> None:
    await begins(runner)
    assert "Set 2 of 3" in await runner.taps("Too hard")
    await all_sets(runner)
    await runner.taps("Easy", "0 none")
    (session,) = await runner.kept(Workout)
    assert session.exercises[0].effort == 9
    assert session.exercises[1].effort == 4


async def test_swap_leaves_out_what_has_no_easier_version(runner: Persona) -> None:
    await begins(runner)
    assert "Exercise 2 of 5" in await runner.taps("Swap")


async def test_finishing_early_keeps_what_was_done(runner: Persona) -> None:
    await begins(runner)
    await runner.taps("✓ Done", "✓ Done", "Pause", "Finish here", "Easy")
    assert "Part session noted" in await runner.taps("0 none")
    (session,) = await runner.kept(Workout)
    assert [log.sets for log in session.exercises] == [2]


async def test_finishing_before_the_first_set_notes_nothing(runner: Persona) -> None:
    await begins(runner)
    assert "nothing is noted" in await runner.taps("Pause", "Finish here")
    assert await runner.kept(Workout) == []


async def test_a_double_tap_counts_once(runner: Persona) -> None:
    await begins(runner)
    await runner.forges("set:done:0")
    await runner.forges("set:done:0")
    assert "from before" in runner.toast
    assert "Set 2 of 3" in runner.screen
    assert "Set 3 of 3" not in runner.screen


async def test_a_restart_in_the_middle_goes_on_at_the_same_set(runner: Persona, on_stage: Stage) -> None:
    await begins(runner)
    await runner.taps("✓ Done", "✓ Done")
    await on_stage.restart()
    assert "Exercise 2 of 5" in await runner.taps("✓ Done")


async def test_starting_again_goes_on_where_it_was(runner: Persona) -> None:
    await begins(runner)
    await runner.taps("✓ Done")
    await runner.says("/today")
    assert "Set 2 of 3" in await runner.taps("▶️ Start workout")


async def test_the_bell_rings_once_and_only_when_asked_for(runner: Persona) -> None:
    await begins(runner)
    await runner.taps("✓ Done")
    assert await runner.waits(minutes=2) == ""
    await runner.taps("✓ Done")
    await begins(runner) if "✓ Done" not in runner.buttons else None
    await runner.taps("🔔 Ring after rest")
    assert "Rest is over" in await runner.waits(minutes=2)
    assert await runner.waits(minutes=2) == ""


async def test_a_bell_is_silent_when_the_next_set_has_begun(runner: Persona) -> None:
    await begins(runner)
    await runner.taps("✓ Done", "🔔 Ring after rest", "✓ Done", "Pause")
    assert await runner.waits(minutes=3) == ""


async def test_a_session_left_open_is_noted_as_it_stands_when_the_next_one_begins(runner: Persona) -> None:
    await begins(runner)
    await runner.taps("✓ Done", "✓ Done")
    await runner.waits(days=2)
    await runner.says("/today")
    heard = await runner.says("start")
    assert "Set 1 of 3" in heard
    (left,) = await runner.kept(Workout)
    assert (left.exercises[0].sets, left.minutes) == (2, None)


async def test_a_session_done_without_the_guide_counts_and_moves_no_level(runner: Persona) -> None:
    await runner.says("did my exercises today")
    assert "moves no level" in await runner.taps("Note it")
    (session,) = await runner.kept(Workout)
    assert session.backfilled
    assert "taken back" in await runner.taps("Undo")
    assert await runner.kept(Workout) == []


async def test_each_exercise_can_be_looked_at(runner: Persona) -> None:
    await runner.says("/exercises")
    heard = await runner.taps("Clamshell")
    assert "3 sets of 15 repetitions on each side" in heard
    assert "Easier to harder" in heard
