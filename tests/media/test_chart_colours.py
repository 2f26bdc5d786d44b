import pytest

from bot.media.charts import (
    Theme,
)
from bot.media.charts.theme import BLUE, COLOURS, GREEN, PAIN, RED, SKY


def luminance(colour: str) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_stand_out_from_the_paper(theme: Theme) -> None:
    colours = COLOURS[theme]
    assert contrast(colours.ink, colours.paper) > 7
    assert contrast(colours.faint, colours.paper) > 4.5


def test_numbers_stand_out_in_every_cell_of_the_calendar() -> None:
    for pain, colour in enumerate(PAIN):
        assert contrast("#1F2D3A" if pain < 6 else "#FFFFFF", colour) > 3, pain


def test_pain_colours_darken_step_by_step_so_that_they_also_read_in_grey() -> None:
    assert [luminance(colour) for colour in PAIN] == sorted((luminance(colour) for colour in PAIN), reverse=True)


def test_series_differ_for_red_green_blind_eyes() -> None:
    """Deuteranopia after Vienot, Brettel and Mollon (1999): pairs that share a chart stay apart."""
    for a, b in ((SKY, RED), (BLUE, RED), (GREEN, COLOURS["light"].grid), (GREEN, SKY)):
        assert distance(deuteranope(a), deuteranope(b)) > 0.1, (a, b)


def deuteranope(colour: str) -> tuple[float, float, float]:
    red, green, blue = ((int(colour[i : i + 2], 16) / 255) ** 2.2 for i in (1, 3, 5))
    both = 0.29275 * red + 0.70725 * green
    return both, both, -0.02234 * red + 0.02234 * green + blue


def distance(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    return max(abs(x - y) for x, y in zip(a, b, strict=True))
