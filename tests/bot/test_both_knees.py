"""Two sore knees: each is asked about in the same message, and the worse one drives the plan."""

import pytest

from bot.conversation import reading
from protocols.diary import CheckIn, Side
from tests.support.days import pain, run
from tests.support.persona import Persona


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("left 2 right 4", {Side.LEFT: 2, Side.RIGHT: 4}),
        ("Right knee 3/10, left knee 0", {Side.LEFT: 0, Side.RIGHT: 3}),
        ("L2 R4", {Side.LEFT: 2, Side.RIGHT: 4}),
        ("2 left and 4 right today", {Side.LEFT: 2, Side.RIGHT: 4}),
        ("pain 5 in my right knee", {Side.RIGHT: 5}),
        ("left: 10", {Side.LEFT: 10}),
        ("left 11", {}),
        ("left 3 sets for later", {}),
        ("it is all right", {}),
        ("ran 5 km, left 2", {}),
    ],
)
def test_knees_as_people_name_them(said: str, told: dict[Side, int]) -> None:
    assert reading.knees(said) == told


async def test_both_knees_are_asked_in_one_message(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1), side="both", worse_side="right")
    heard = await rita.says("/pain")
    assert "each knee" in heard
    assert {"Left 0", "Left 10", "Right 0", "Right 10"} <= set(rita.buttons)
    messages = len(rita.person.sees().messages)
    assert "And the right knee?" in await rita.taps("Left 2")
    assert "Left 3" not in rita.buttons
    assert "amber" in await rita.taps("Right 4")
    assert len(rita.person.sees().messages) == messages
    assert {(c.side, c.pain) for c in await rita.kept(CheckIn) if c.side} == {(Side.LEFT, 2), (Side.RIGHT, 4)}


async def test_the_worse_knee_drives_whichever_is_told_last(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1), side="both", worse_side="right")
    assert "Noted: left 0, right 4 of 10. The light is 🟡 amber" in await rita.says("right 4, left 0")
    assert "🟡 amber" in await rita.says("/today") or "amber" in rita.pinned


async def test_the_morning_after_a_run_asks_for_each_knee(rita: Persona) -> None:
    ran = run(1, 20, 1)
    await rita.has_a_plan(pain(2, 1), ran, side="both", worse_side="right")
    await rita.says("/today")
    assert {"Left 0", "Right 0"} <= set(rita.buttons)
    assert "And the left knee?" in await rita.taps("Right 1")
    await rita.taps("Left 5")
    mornings = [c for c in await rita.kept(CheckIn) if c.run == ran.id]
    assert {(c.side, c.pain) for c in mornings} == {(Side.LEFT, 5), (Side.RIGHT, 1)}
    assert "amber" in await rita.says("/today")


async def test_each_knee_is_told_once_a_morning(rita: Persona) -> None:
    ran = run(1, 20, 1)
    await rita.has_a_plan(pain(2, 1), ran, side="both", worse_side="right")
    await rita.says("left 1 right 2")
    await rita.forges(f"mornings:left:{ran.id}:9")
    assert len([c for c in await rita.kept(CheckIn) if c.run == ran.id]) == 2


async def test_with_one_sore_knee_there_is_one_scale(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("/pain")
    assert "0 none" in rita.buttons
    assert "Left 0" not in rita.buttons
    assert "Noted: right 3" in await rita.says("right 3")


async def test_what_both_knees_did_together_is_one_number_that_of_the_worse(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1), side="both", worse_side="right")
    assert "the knee that was worse" in await rita.says("ran 20 min")
    assert "the knee that was worse" not in await rita.taps("0 none")
    assert "the knee that was worse" in await rita.forges("testn:step_down:10")
    await rita.says("start")
    assert "the knee that was worse" in await rita.taps("Hurts")


async def test_who_has_one_sore_knee_is_not_told_of_two(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    assert "the knee that was worse" not in await rita.says("ran 20 min")
