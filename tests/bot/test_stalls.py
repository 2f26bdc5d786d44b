"""No improvement: first what keeps the work from happening, then what else it could be, then a professional."""

import pytest

from tests.support.days import pain, strength
from tests.support.persona import Persona

SORE = {"daily_pain": 4, "volume": "none", "longest": "none"}


async def weeks_without_improvement(rita: Persona, days: int, *, every: int) -> str:
    """Pain of 4 every day, a session every so many days."""
    sessions = [strength(ago) for ago in range(1, days, every)]
    await rita.has_a_plan(*(pain(ago, 4) for ago in range(1, days)), *sessions, **SORE)  # type: ignore[arg-type]
    return await rita.says("/today")


async def test_week_four_asks_whether_it_is_still_the_same_pain(rita: Persona) -> None:
    heard = await weeks_without_improvement(rita, 30, every=2)
    assert "After 28 days" in heard
    assert "book a professional" not in heard
    assert "Where" in await rita.taps("It feels different now")


async def test_week_six_without_the_work_asks_what_stands_in_the_way(rita: Persona) -> None:
    heard = await weeks_without_improvement(rita, 45, every=12)
    assert "what keeps the sessions from happening" in heard
    assert "book a professional" not in heard
    assert {"Time", "Pain", "Bored", "Kit"} <= set(rita.buttons)


@pytest.mark.parametrize(
    ("what", "hears", "offers"),
    [
        ("Time", "smaller, not rarer", "10 minutes"),
        ("Bored", "dull work", "💪 Strength"),
        ("Kit", "version without anything", "Kit"),
        ("Pain", "0 is none", "0 none"),
    ],
)
async def test_each_obstacle_has_a_way_round_it(rita: Persona, what: str, hears: str, offers: str) -> None:
    await weeks_without_improvement(rita, 45, every=12)
    assert hears in await rita.taps(what)
    assert offers in rita.buttons


async def test_week_six_with_the_work_done_refers(rita: Persona) -> None:
    heard = await weeks_without_improvement(rita, 45, every=2)
    assert "book a professional" in heard
    assert "gait analysis" in await rita.taps("Whom to see")
