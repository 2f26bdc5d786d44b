"""What a runner sees: charts behind /progress, the weekly card, and each of them in words."""

import re
from datetime import UTC, datetime

import pytest

from bot.media import charts
from bot.media.card import weekly_card
from bot.screens import looking_back
from bot.texts import looks
from protocols.diary import Run
from tests.support.diaries import Book, day, itbs
from tests.support.persona import Persona, Stage

EVE = datetime(2026, 3, 16, 20, tzinfo=UTC)


def _two_weeks() -> Book:
    book = Book()
    book.run(3, 20.0, 4, km=3.3, onset_km=3.1)
    book.check(4, 3)
    book.settled()
    return book


SUNDAY = datetime(2026, 3, 22, 12, tzinfo=UTC)


async def _has_trained(rita: Persona, until: datetime = EVE) -> None:
    await rita.waits_until(until)
    await rita.writes_down(*_two_weeks().entries)


def _drawn(stage: Stage) -> list[object]:
    return [(maker, theme) for maker, _, theme in (job for job in stage.workshop.made if len(job) == 3)]


@pytest.mark.parametrize(
    ("kind", "maker", "says"),
    [
        ("📈 Pain and onset", charts.pain_trend, "pain from 3.1 km"),
        ("📊 Weekly minutes", charts.weekly_minutes, "Week of 2 Mar: 20 min of at most"),
        ("💪 Strength", charts.strength_levels, "Clamshell: level 1 of"),
        ("🚪 The gate", charts.gate_progress, "Daily pain at most 2, in a row: 3 of 3 days"),
        ("📅 Pain calendar", charts.pain_calendar, "days logged"),
    ],
)
async def test_every_chart_comes_with_the_same_in_words(
    rita: Persona, on_stage: Stage, kind: str, maker: object, says: str
) -> None:
    await _has_trained(rita)
    await rita.says("/progress")

    heard = await rita.taps(kind)

    assert says in heard
    assert rita.person.sees().last.media == "photo"
    assert _drawn(on_stage) == [(maker, "light")]


async def test_another_chart_takes_the_place_of_the_one_that_is_shown(rita: Persona, on_stage: Stage) -> None:
    await _has_trained(rita)
    await rita.says("/progress")
    await rita.taps("💪 Strength")
    count = len(rita.person.sees().messages)

    await rita.taps("🌙 Dark", "📅 Pain calendar")

    assert len(rita.person.sees().messages) == count
    assert _drawn(on_stage)[1:] == [(charts.strength_levels, "dark"), (charts.pain_calendar, "dark")]
    assert "Pain, day by day" in rita.person.sees().last.text


async def test_with_nothing_recorded_the_charts_say_so(rita: Persona) -> None:
    await rita.has_a_plan()
    await rita.says("/progress")

    assert "No runs logged yet" in await rita.taps("📊 Weekly minutes")
    assert "too early for a trend" in await rita.taps("📈 Pain and onset")


async def test_when_no_picture_can_be_made_the_words_come_all_the_same(rita: Persona, on_stage: Stage) -> None:
    await _has_trained(rita)
    await rita.says("/progress")
    on_stage.workshop.broken = True

    heard = await rita.taps("💪 Strength")

    assert "Clamshell: level 1 of" in heard
    assert rita.person.sees().last.media == ""


async def test_when_too_many_wait_for_pictures_the_words_come_at_once(rita: Persona, on_stage: Stage) -> None:
    await _has_trained(rita)
    await rita.says("/progress")
    on_stage.workshop.waiting = 20

    assert "Clamshell: level 1 of" in await rita.taps("💪 Strength")
    assert not _drawn(on_stage)


async def test_the_week_ends_with_its_card(rita: Persona, on_stage: Stage) -> None:
    await _has_trained(rita, SUNDAY)

    heard = await rita.waits(hours=7)

    assert "This week" in heard
    assert rita.person.sees().last.media == "photo"
    assert (weekly_card, "light") in _drawn(on_stage)
    await rita.taps("Better")
    assert rita.person.sees().last.media == "photo"


async def test_discreet_notifications_show_no_picture(rita: Persona, on_stage: Stage) -> None:
    await _has_trained(rita, SUNDAY)
    await rita.says("/settings")
    await rita.taps("Discreet notifications")

    heard = await rita.waits(hours=7)
    assert "Your week is ready" in heard
    assert not re.search(r"knee|pain|\d", heard)

    assert {message.media for message in rita.person.sees().messages} == {""}
    assert not _drawn(on_stage)


async def test_an_exercise_starts_to_move_and_stands_still_again(rita: Persona, on_stage: Stage) -> None:
    await rita.says("/exercises")
    await rita.taps("Clamshell", "▶️ Show it moving")
    assert rita.person.sees().last.media == "animation"

    await rita.taps("⏸ Show it still", "▶️ Show it moving")

    assert rita.person.sees().last.media == "animation"
    assert len(on_stage.workshop.made) == 2  # one drawing, one animation: the second time nothing is uploaded
    assert "Clamshell" in rita.person.sees().last.text


def test_a_cap_in_the_chart_is_the_one_that_held_when_the_run_began() -> None:
    book = Book()
    on = book.climb(book.returning(), "R6", last=1)

    weeks = looking_back.weekly_minutes(itbs(), book.diary, day(on)).weeks

    assert [week.run_cap for week in weeks] == [week.longest for week in weeks]  # each run was a whole step


def test_a_cap_in_kilometres_is_shown_in_minutes_at_the_runners_pace() -> None:
    book = Book({"longest": "8 km", "volume": "24 km"})
    book.run(1, 14.0, km=2.0)
    book.run(3, 21.0, km=3.0)

    (week,) = looking_back.weekly_minutes(itbs(), book.diary, day(3)).weeks

    assert (week.minutes, week.week_cap, week.run_cap) == (35.0, 12 * 7, 4 * 7)


def test_a_week_without_a_run_has_no_minutes_and_no_cap() -> None:
    book = Book()
    book.run(1, 20.0)
    book.run(16, 20.0)

    weeks = looking_back.weekly_minutes(itbs(), book.diary, day(16)).weeks

    assert [week.minutes for week in weeks] == [20.0, 0.0, 20.0]
    assert (weeks[1].week_cap, weeks[1].run_cap) == (None, None)


@pytest.mark.parametrize(
    ("run", "onset"),
    [
        ({"onset_km": 3.0}, 3.0),
        ({"onset_minutes": 18.0}, 3.0),
        ({"onset_minutes": 10.0, "km": 6.0}, 2.0),
        ({}, None),
    ],
)
def test_the_onset_is_told_in_the_runners_unit(run: dict[str, float], onset: float | None) -> None:
    book = Book({"volume": "24 km"})
    book.run(1, 30.0, 4, **run)

    (shown,) = looking_back.pain_trend(itbs(), book.diary, day(1)).runs

    assert shown.onset == onset
    assert isinstance(book.entries[-1], Run)


def test_the_card_sets_this_week_against_the_one_before() -> None:
    book = Book()
    book.run(2, 20.0, 4, km=3.3, onset_km=3.1)
    book.run(9, 24.0, 2, km=4.0, onset_km=3.9)
    book.check(10, 1)

    card = looking_back.weekly_card(itbs(), book.diary, day(14))

    assert (card.starts_on, card.run_minutes, card.minutes_before) == (day(8), 24.0, 20.0)
    assert (card.onset_before, card.onset_now, card.unit) == (3.1, 3.9, "km")
    assert card.pains == (None, 2, 1, None, None, None, None)


def test_the_first_card_compares_with_nothing() -> None:
    card = looking_back.weekly_card(itbs(), Book().diary, day(5))

    assert (card.minutes_before, card.onset_before, card.onset_now) == (None, None, None)


def test_every_condition_of_a_gate_has_short_words() -> None:
    for rule in (rule for id_, rule in itbs().rules.items() if id_.startswith("gate_")):
        said = looks.gate_says(rule)
        assert len(said) <= 44
        assert said != rule.says, rule.id


def test_a_long_text_keeps_its_first_and_its_latest_lines_below_a_picture() -> None:
    text = "\n".join(["summary", *(f"line {number} with some words" for number in range(100))])

    caption = looks.chart("Title", text)

    assert len(caption) < 1100
    assert "summary\n…\nline" in caption
    assert "line 99" in caption
