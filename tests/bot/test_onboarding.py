"""Day 0, as a runner lives it."""

from tests.support.persona import Persona


async def _intake(rita: Persona) -> None:
    await rita.says("/start")
    await rita.taps("I agree", "16 or over", "None of these", "None of these", "None of these")
    await rita.taps("Outside", "Yes", "Yes", "Yes", "No", "No", "Left")
    await rita.says("3.6 km")
    await rita.says("24 km")
    await rita.taps("8 km", "5 mid", "2")
    await rita.taps("☐ More downhill", "Done")
    await rita.taps("☐ Resistance band", "☐ A step or stair", "Done", "Any day", "07:00")


async def test_a_runner_comes_from_start_to_a_plan(rita: Persona) -> None:
    await _intake(rita)
    heard = await rita.shares_location(38.72, -9.14)

    assert "right" in heard
    heard = await rita.taps("Here · 07:00")

    assert "Your plan" in heard
