"""A pause, open or with an end, by taps and in words; and the way back."""

from datetime import date

import pytest

from bot.conversation import spans
from protocols.diary import Pause, Resume
from tests.support.days import both_tests, calm_weeks, moved_on, pain
from tests.support.persona import Persona

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("3 days", 3),
        ("for a week", 7),
        ("two weeks, travelling", 14),
        ("until Monday", 7),
        ("till friday", 4),
        ("until tomorrow", 1),
        ("until 14 March", 12),
        ("until March 3rd", 1),
        ("until 1 March", 364),
        ("until 31 Feb", None),
        ("0 days", None),
        ("because of life", None),
        ("until I say so", None),
    ],
)
def test_lengths_as_people_say_them(said: str, days: int | None) -> None:
    assert spans.pause_days(said, MONDAY) == days


@pytest.mark.parametrize(
    ("said", "why"),
    [("3 days ill", "ill"), ("I have the flu", "ill"), ("on holiday", "travel"), ("a race", "race"), ("3 days", None)],
)
def test_reasons_as_people_say_them(said: str, why: str | None) -> None:
    assert spans.pause_reason(said) == why


async def test_an_open_pause_lasts_until_the_runner_is_back(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("/pause")
    assert "Tap “I am back”" in await rita.taps("Life")
    assert await rita.waits(days=40) == ""
    assert "Paused" in await rita.says("/today")
    await rita.taps("I am back")
    assert "Strength" in await rita.says("/today")
    (kept,) = await rita.kept(Pause)
    assert (kept.reason, kept.until) == ("life", None)


async def test_a_pause_in_words_ends_by_itself_and_the_bot_speaks_again(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    assert "goes on by itself on Mon 9 Mar" in await rita.says("/pause until Monday, travelling")
    assert await rita.waits(days=6, hours=22) == ""
    assert "Strength" in await rita.waits(days=1)


async def test_a_long_pause_with_an_end_is_no_silence(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("pause 3 weeks, work")
    assert await rita.waits(days=20, hours=22) == ""
    heard = await rita.waits(days=2)
    assert "Strength" in heard
    assert "life, or the knee" not in heard


async def test_what_was_not_said_is_asked_and_a_length_can_be_added_with_one_tap(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    assert "Why do you pause for 3 days?" in await rita.says("/pause 3 days")
    assert "Thu 5 Mar" in await rita.taps("Race")
    await rita.says("/pause")
    await rita.taps("Travelling")
    assert "Mon 9 Mar" in await rita.taps("1 week")
    assert "Paused" in await rita.says("/today")
    assert await rita.waits(days=6) == ""
    assert "Strength" in await rita.waits(days=2)


async def test_a_pause_of_years_is_not_noted(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("/pause 900 days, work")
    assert await rita.kept(Pause) == []


async def test_after_an_illness_the_bot_asks_whether_it_is_over(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1))
    await rita.says("/pause ill")
    assert "no fever" in await rita.says("I am back")
    assert "Then rest" in await rita.taps("Not yet")
    assert await rita.kept(Resume) == []
    await rita.says("I am back")
    assert "Welcome back" in await rita.taps("I am well again")
    assert len(await rita.kept(Resume)) == 1


@pytest.mark.parametrize(
    ("days", "phase", "rule"),
    [
        (5, "Return to running", ""),
        (10, "Return to running", "last step is repeated"),
        (30, "Build strength", "gate to run and walk has to open again"),
    ],
)
async def test_the_way_back_follows_the_length_of_the_gap(rita: Persona, days: int, phase: str, rule: str) -> None:
    await rita.has_a_plan(*calm_weeks(21), moved_on(10, "phase:build"), *both_tests(2), moved_on(1, "phase:return"))
    await rita.says(f"/pause {days} days, work")
    await rita.waits(days=days + 1)
    heard = await rita.says("/today")
    assert phase in heard
    assert rule in heard
