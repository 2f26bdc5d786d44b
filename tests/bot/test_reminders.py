"""Reminders that follow an event: an open gate is offered, and who comes back hears where the plan goes on."""

from datetime import UTC, datetime, time

from tests.support.days import both_tests, calm_weeks, moved_on, pain, run, strength
from tests.support.persona import Persona


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, 5, tzinfo=UTC)


async def open_gate(rita: Persona) -> None:
    """Calm weeks, both tests, a session yesterday: the gate to running opens with this morning's zero."""
    await rita.has_a_plan(
        *calm_weeks(), *both_tests(1), moved_on(14, "phase:build"), strength(0),
        days=("mon", "wed", "fri"), volume="none", at=time(8),
    )  # fmt: skip
    await rita.says("pain 0 today")
    await rita.taps("Note it")


async def test_an_open_gate_is_offered_on_the_next_day_that_is_free(rita: Persona) -> None:
    await open_gate(rita)
    heard = await rita.waits_until(at(3, 8))
    assert "Run" in heard or "run" in heard
    assert "Stay" in " ".join(rita.buttons)


async def test_an_offer_that_was_declined_is_not_made_again(rita: Persona) -> None:
    await open_gate(rita)
    await rita.waits_until(at(3, 8))
    await rita.taps(next(button for button in rita.buttons if "Stay" in button))
    await rita.says("pain 0 today")
    await rita.taps("Note it")
    assert "Stay" not in await rita.waits_until(at(5, 8)) + " ".join(rita.buttons)


async def test_nobody_is_offered_a_gate_that_is_closed(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 4), strength(0), days=("mon", "wed", "fri"), volume="none", at=time(8))
    await rita.says("pain 4 today")
    await rita.taps("Note it")
    assert await rita.waits_until(at(3, 23)) == ""


async def test_who_comes_back_after_a_week_hears_the_next_morning_where_the_plan_goes_on(rita: Persona) -> None:
    gate = [*calm_weeks(), *both_tests(1), moved_on(14, "phase:build"), moved_on(0, "phase:return")]
    await rita.has_a_plan(*gate, run(0, 15, step="R1"), days=("mon",), at=time(8))
    await rita.waits_until(at(19, 12))
    await rita.says("/today")
    heard = await rita.waits_until(at(20, 9))
    assert "Good to have you back" in heard
    assert "steps back" in heard
