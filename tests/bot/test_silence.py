"""Somebody who was silent comes back: no guilt, and the plan follows the length of the gap."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.texts import reminders
from protocols.diary import Entry
from tests.support.days import both_tests, calm_weeks, morning_after, moved_on, run, strength
from tests.support.persona import Persona


def on_r3(gap: int) -> list[Entry]:
    """Two calm sessions on R1 and on R2, one on R3, and then nothing for so many days."""
    told: list[Any] = [*calm_weeks(21), *both_tests(2), moved_on(12, "phase:build"), moved_on(1, "phase:return")]
    entries = [replace(e, on=e.on - timedelta(days=gap + 10), at=e.at - timedelta(days=gap + 10)) for e in told]
    for ago, step, minutes in ((9, "R1", 15), (7, "R1", 15), (5, "R2", 16), (3, "R2", 16), (1, "R3", 20)):
        ran = run(gap + ago, minutes, 0, step=step)
        entries += [ran, strength(gap + ago - 1), morning_after(ran, 0)]
    return [*entries, moved_on(gap + 6, "step:R2"), moved_on(gap + 2, "step:R3")]


@pytest.mark.parametrize(
    ("gap", "phase", "step", "says"),
    [
        (6, "Return to running", "R3", ""),
        (12, "Return to running", "R3", "the last step is repeated"),
        (20, "Return to running", "R1", "2 steps back"),
        (40, "Build strength", "", "gate to run and walk has to open again"),
    ],
)
async def test_the_way_back_follows_the_gap(rita: Persona, gap: int, phase: str, step: str, says: str) -> None:
    await rita.has_a_plan(*on_r3(gap))
    heard = await rita.says("/today")
    assert phase in heard
    assert says in heard
    week = await rita.says("/plan")
    assert step in week
    assert not any(guilt in heard.lower() for guilt in ("should have", "you missed", "guilt", "lazy"))


async def test_a_discreet_question_about_the_silence_is_still_a_question(rita: Persona) -> None:
    await rita.has_a_plan(run(1, 15))
    await rita.says("/settings")
    await rita.taps("Discreet notifications")
    heard = await rita.waits(days=6)
    assert reminders.DISCREET_SILENCE in heard
    assert "knee" not in heard
    assert "Life happens" in await rita.taps("Life")


async def test_after_four_weeks_no_run_is_in_the_week(rita: Persona) -> None:
    await rita.has_a_plan(*on_r3(40))
    week = await rita.says("/plan")
    assert "Easy run" not in week
    assert "Strength" in week or "strength" in week
