from dataclasses import replace
from datetime import date

import pytest

from bot.media.card import weekly_card
from bot.media.charts import GateCondition, GateProgress
from bot.media.data.card import WeeklyCard
from bot.texts import card as card_texts

MONDAY = date(2026, 5, 25)


GATE = GateProgress(
    "running again",
    (
        GateCondition("No pain in daily life for 3 days", met=False, share=2 / 3, figures="2 of 3 days"),
        GateCondition("Strength sessions", met=True, share=1, figures="7 of 6"),
    ),
)


CARD = WeeklyCard(MONDAY, "building strength", 2, 3, 58, 54, (1, None, 0, 2, 0, 0, 7), 3.1, 5.0, "km", GATE)


def test_the_card_is_a_png_that_also_comes_in_words() -> None:
    made = weekly_card(CARD, "dark")
    assert made.png.startswith(b"\x89PNG")
    assert "Strength: 2 of 3, 1 short of the goal." in made.text
    assert "Running: 58 min, +4 against last week." in made.text
    assert "Worst pain: 7 of 10, 6 of 7 days logged." in made.text
    assert "Pain begins at: 3.1 → 5 km, later than before." in made.text
    assert "The way to running again: 1 of 2" in made.alt


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"onset_now": None}, ("no pain", "while running")),
        ({"onset_now": None, "run_minutes": 0}, ("no runs", "this week")),
        ({"onset_before": None}, ("5 km", "this week")),
        ({"onset_now": 2.5}, ("3.1 → 2.5 km", "earlier than before")),
        ({"onset_now": 3.1}, ("3.1 km", "this week")),
    ],
)
def test_the_onset_tile_says_where_it_moved(changes: dict[str, float | None], says: tuple[str, str]) -> None:
    label, *tile = card_texts.tiles(replace(CARD, **changes))[3]  # type: ignore[arg-type]  # a table of fields
    assert (label, tuple(tile)) == ("Pain begins at", says)


def test_a_week_without_entries_makes_a_card_that_says_so() -> None:
    empty = WeeklyCard(MONDAY, "first two weeks", 0, 3, 0, None, (None,) * 7, None, None, "min")
    made = weekly_card(empty)
    assert "Worst pain: not logged, 0 of 7 days logged." in made.text
    assert "first week" in made.text


def test_letters_that_mean_something_in_svg_are_only_letters() -> None:
    assert weekly_card(replace(CARD, phase="A & <b>")).png.startswith(b"\x89PNG")
