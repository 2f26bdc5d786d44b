"""Another clock: wall-clock times stay, today's reminder comes once, never twice and never at night."""

from datetime import UTC, datetime, time

from tests.support.days import pain
from tests.support.persona import Persona


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in March 2026; the stage opens on the 2nd at 07:00 UTC."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


async def moves(rita: Persona, city: str) -> str:
    """Travel, and pick the first place of that name."""
    await rita.says("/travel")
    await rita.says(city)
    return await rita.taps(next(label for label in rita.buttons if label.startswith(city)))


async def test_a_long_way_east_moves_todays_session_once(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1), at=time(12))  # in Tokyo it is 16:00, noon is over
    assert "Tokyo" in await moves(rita, "Tokyo")
    assert "Strength" in await rita.waits_until(at(2, 8, 1))
    assert await rita.waits_until(at(3, 2, 59)) == ""  # nothing until noon of the next day there


async def test_a_long_way_west_does_not_repeat_it(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1), at=time(9))
    assert "Strength" in await rita.waits_until(at(2, 9, 1))
    await moves(rita, "New York")
    assert await rita.waits_until(at(3, 13, 59)) == ""
    assert "day 3" in await rita.waits_until(at(3, 14, 1))


async def test_nothing_is_moved_into_the_night(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1), at=time(12))
    rita.stage.clock.advance(at(2, 11) - rita.stage.clock.now())
    await moves(rita, "Auckland")  # midnight there
    assert await rita.waits_until(at(2, 22, 59)) == ""
    assert "day 3" in await rita.waits_until(at(2, 23, 1))  # noon there


async def test_a_short_way_moves_nothing(rita: Persona) -> None:
    await rita.has_a_plan(pain(1, 1), at=time(8))
    await moves(rita, "Athens")  # 09:00 there: today's time is over
    assert await rita.waits_until(at(3, 5, 59)) == ""
    assert "day 3" in await rita.waits_until(at(3, 6, 1))


async def three_nights(rita: Persona, first: int = 3) -> list[str]:
    """Pain is noted at ten past two on three nights in a row; what was said each time."""
    heard = []
    for day in range(first, first + 3):
        await rita.waits_until(at(day, 2, 10))
        await rita.says("/pain")
        heard.append(await rita.taps("1"))
    return heard


async def test_notes_deep_in_the_night_put_the_clock_in_doubt_once(rita: Persona) -> None:
    await rita.has_a_plan()
    first, second, third = await three_nights(rita)
    assert "for you?" not in first + second
    assert "is it 02:10 for you?" in third
    assert "for you?" not in "".join(await three_nights(rita, 6))


async def test_a_clock_that_is_wrong_leads_to_the_choice_of_a_place(rita: Persona) -> None:
    await rita.has_a_plan()
    await three_nights(rita)
    assert "Where are you?" in await rita.taps("No")
    await rita.says("Tokyo")
    assert "Tokyo" in await rita.taps(next(label for label in rita.buttons if label.startswith("Tokyo")))


async def test_a_clock_that_is_right_is_left_alone(rita: Persona) -> None:
    await rita.has_a_plan()
    await three_nights(rita)
    assert "Where are you?" not in await rita.taps("Yes")


async def test_one_late_night_or_early_mornings_are_no_other_zone(rita: Persona) -> None:
    await rita.has_a_plan()
    for day, hour in ((3, 2), (4, 5), (5, 5), (6, 0), (16, 2), (26, 2)):
        await rita.waits_until(at(day, hour))
        await rita.says("/pain")
        assert "for you?" not in await rita.taps("1")
