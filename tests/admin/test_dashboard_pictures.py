"""What the dashboard's pictures show, and that they, too, give nobody away."""

import struct
from datetime import date, timedelta
from itertools import pairwise

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from bot.media.charts.programme import delivery_health, draw_delivery_health, draw_programme_groups, programme_groups
from bot.media.data.charts import Group, PainOfWeek
from bot.screens import dashboard as screens
from bot.texts import dashboard as texts
from storage.dashboard import Day, Figures, Health
from tests.admin.conftest import VIEWER, Office


@pytest.fixture
def found() -> Figures:
    """A hundred runners; few of them in the calm phase, and few with pain written down in week 2."""
    figures = Figures(started=100, consented=90, silent=3)
    figures.phases.update({"calm": 4, "build": 60, "full": 36})
    figures.adherence.update({"good": 50, "low": 1})
    figures.pain_by_week.update({(1, 6): 5, (1, 3): 5, (2, 9): 4, (3, 2): 6})
    figures.days = tuple(Day(date(2026, 3, 1) + timedelta(days=n), sent=10 * n, dead=2 * (n == 4)) for n in range(14))
    figures.health = Health(lag=125)
    return figures


def bars(picture: Figure, name: str) -> list[float]:
    """The lengths of the bars with this label."""
    return [
        bar.get_width()
        for axes in picture.axes
        for container in axes.containers
        if container.get_label() == name
        for bar in container
        if isinstance(bar, Rectangle)
    ]


def written(picture: Figure) -> list[str]:
    return [text.get_text() for axes in picture.axes for text in axes.texts]


def test_small_groups_show_neither_number_nor_length_in_words_or_pictures(found: Figures) -> None:
    data = screens.runners(found)
    assert Group("calm", None) in data.blocks[0].groups
    picture = draw_programme_groups(data, "light")
    assert bars(picture, "calm") == []
    assert bars(picture, "build")
    assert written(picture).count("<5") == 2  # calm, and silent for two weeks
    assert not {"4", "3"} & set(written(picture))
    shown = texts.render((data,), screens.delivery(found), 0)
    assert "<code>··········</code> &lt;5 calm" in shown
    assert "<code>██████····</code> 60 build" in shown
    assert "<5 calm" in texts.groups_text(data)
    assert [texts.shown(count) for count in (0, 1, 4, 5)] == ["0", "&lt;5", "&lt;5", "5"]


def test_bars_are_as_long_as_their_groups_are_large(found: Figures) -> None:
    picture = draw_programme_groups(screens.runners(found), "light")
    assert bars(picture, "build")[0] / bars(picture, "full")[0] == pytest.approx(60 / 36)
    assert bars(picture, "track")[0] > bars(picture, "build")[0]


def test_a_week_with_few_runners_is_a_gap_in_the_trend_of_pain(found: Figures) -> None:
    data = screens.progress(found)
    assert data.trend == (PainOfWeek(1, 4.5, 10), PainOfWeek(3, 2.0, 6))
    picture = draw_programme_groups(data, "light")
    lines = [line for line in picture.axes[0].lines if len(line.get_xdata()) == 2]
    assert lines == []  # nothing leads over the week that is left out
    whole = draw_programme_groups(screens.progress(_every_week()), "light")
    drawn = [tuple(line.get_xdata()) for line in whole.axes[0].lines if len(line.get_xdata()) == 2]
    assert drawn == list(pairwise(range(1, 13)))


def _every_week() -> Figures:
    figures = Figures(started=10)
    figures.pain_by_week.update({(week, 12 - week): 10 for week in range(1, 13)})
    return figures


def test_delivery_shows_what_arrived_and_what_went_wrong(found: Figures) -> None:
    data = screens.delivery(found)
    above, below = draw_delivery_health(data, "light").axes
    assert [bar.get_height() for bar in above.patches if isinstance(bar, Rectangle)] == [10 * n for n in range(14)]
    dead = next(line for line in below.lines if line.get_label() == "dead")
    assert (list(dead.get_xdata()), list(dead.get_ydata())) == ([4], [2])
    assert "2 min" in below.get_xlabel()
    assert "910 messages arrived, 2 given up" in texts.delivery_text(data)


@pytest.mark.parametrize("empty", [False, True])
def test_pictures_are_square_and_drawn_with_whatever_there_is(found: Figures, empty: bool) -> None:
    figures = Figures() if empty else found
    pictures = [programme_groups(make(figures)) for make in (screens.funnel, screens.runners, screens.progress)]
    pictures.append(delivery_health(screens.delivery(figures)))
    for each in pictures:
        assert struct.unpack(">II", each.png[16:24]) == (1080, 1080)
        assert each.alt


async def test_the_words_come_first_then_a_picture_and_the_others_one_tap_away(quick_office: Office) -> None:
    vic = quick_office.admin(VIEWER)
    heard = await vic.says("/dashboard")
    assert "Of everybody who started" in heard
    assert vic.person.sees().last.media == "photo"
    assert vic.buttons == ["Where they are", "How it goes", "Delivery"]
    messages = len(vic.person.sees().messages)
    for label in ("Where they are", "How it goes", "Delivery", "The way in"):
        await vic.taps(label)
        assert label not in vic.buttons
    assert len(vic.person.sees().messages) == messages
    made = [maker for maker, *_ in quick_office.stage.workshop.made]
    assert made == [*[programme_groups] * 3, delivery_health, programme_groups]


async def test_without_a_picture_the_words_stand_all_the_same(quick_office: Office) -> None:
    quick_office.stage.workshop.broken = True
    assert "Of everybody who started" in await quick_office.admin(VIEWER).says("/dashboard")
