"""How the programme does, for admins: groups of people, their pain week by week, and whether messages get out."""

from typing import TYPE_CHECKING

from bot.media.charts.theme import (
    BLUE,
    COLOURS,
    NORMAL,
    RED,
    SMALL,
    figure,
    heading,
    note,
    rendered,
    stacked,
    tidy,
)
from bot.media.data.charts import Chart, DeliveryHealth, Groups, PainOfWeek, ProgrammeGroups, Theme
from bot.texts import dashboard as texts
from bot.texts.charts import day

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_NAMES, _COUNTS = 0.4, 0.9  # where the bars begin and end, in the width of the picture
_FEWEST_ROWS = 9
_WEEKS = 12
_TROUBLES = (("dead", RED, "X"), ("unsure", "#E69F00", "s"), ("floods", BLUE, "^"))


def programme_groups(data: ProgrammeGroups, theme: Theme = "light") -> Chart:
    text = texts.groups_text(data)
    return Chart(rendered(draw_programme_groups(data, theme)), text, text)


def draw_programme_groups(data: ProgrammeGroups, theme: Theme) -> "Figure":
    """A row a group: its name, a bar where it is large enough, its number. A trend of pain goes above."""
    made = figure(theme, data.title)
    if data.trend is None:
        _rows(made.subplots(), data.blocks, theme)
        return made
    above, below = made.subplots(2, 1, height_ratios=[3, 4])
    _trend(above, data.trend, theme)
    _rows(below, data.blocks, theme)
    return made


def delivery_health(data: DeliveryHealth, theme: Theme = "light") -> Chart:
    text = texts.delivery_text(data)
    return Chart(rendered(draw_delivery_health(data, theme)), text, text)


def draw_delivery_health(data: DeliveryHealth, theme: Theme) -> "Figure":
    """Bars of what arrived, and below them a sign for each kind of trouble, with its number."""
    made = figure(theme, texts.DELIVERY_TITLE)
    above, below = stacked(made, theme, (3, 2))
    heading(above, theme, texts.SENT_AXIS)
    slots = range(len(data.days))
    _sent(above, data, theme)
    heading(below, theme, texts.TROUBLE_AXIS)
    _troubles(below, data, theme)
    shown = [slot for slot in slots if (len(data.days) - 1 - slot) % 3 == 0]
    below.set_xticks(shown, [day(data.days[slot].on) for slot in shown])
    below.set_xlabel(texts.lag(data.lag), fontsize=NORMAL, color=COLOURS[theme].ink, loc="left", labelpad=12)
    return made


def _sent(axes: "Axes", data: DeliveryHealth, theme: Theme) -> None:
    most = max((each.sent for each in data.days), default=0)
    axes.bar(range(len(data.days)), [each.sent for each in data.days], width=0.7, color=COLOURS[theme].bar)
    axes.set_ylim(0, most * 1.15 or 1)
    axes.locator_params(axis="y", integer=True)
    if not most:
        axes.set_yticks([])
        note(axes, theme, texts.NOTHING_SENT)


def _troubles(axes: "Axes", data: DeliveryHealth, theme: Theme) -> None:
    most = max((getattr(each, name) for each in data.days for name, _, _ in _TROUBLES), default=0)
    axes.set_ylim(-0.1 * most, most * 1.35 or 1)
    if not most:
        axes.set_yticks([])
        note(axes, theme, texts.NO_TROUBLE)
        return
    for name, colour, sign in _TROUBLES:
        found = [(slot, getattr(each, name)) for slot, each in enumerate(data.days) if getattr(each, name)]
        axes.plot(
            [slot for slot, _ in found],
            [count for _, count in found],
            linestyle="none",
            marker=sign,
            markersize=9,
            color=colour,
            markeredgecolor=COLOURS[theme].paper,
            label=name,
        )
        for slot, count in found:
            _number(axes, slot, count, str(count), theme)


def _number(axes: "Axes", x: float, y: float, text: str, theme: Theme) -> None:
    colour = COLOURS[theme].ink
    axes.annotate(text, (x, y), (0, 9), textcoords="offset points", ha="center", fontsize=SMALL, color=colour)


def _trend(axes: "Axes", trend: tuple[PainOfWeek, ...], theme: Theme) -> None:
    tidy(axes, theme)
    heading(axes, theme, texts.TREND_AXIS)
    axes.set_ylim(-0.5, 10.5)
    axes.set_yticks([0, 2, 5, 10])
    axes.set_xlim(0.5, _WEEKS + 0.5)
    axes.set_xticks(range(1, _WEEKS + 1))
    if not trend:
        note(axes, theme, texts.NO_TREND)
    for nth, week in enumerate(trend):
        if nth and trend[nth - 1].week == week.week - 1:  # a week that may not be shown is a gap
            pair = trend[nth - 1 : nth + 1]
            axes.plot([each.week for each in pair], [each.pain for each in pair], color=BLUE, linewidth=2)
        axes.plot(week.week, week.pain, color=BLUE, marker="o", markersize=7, label="pain")
        _number(axes, week.week, week.pain, f"{week.pain:.1f}", theme)


def _rows(axes: "Axes", blocks: tuple[Groups, ...], theme: Theme) -> None:
    colours = COLOURS[theme]
    rows = sum(len(block.groups) + 1.4 for block in blocks)
    axes.set_xlim(0, 1)
    axes.set_ylim(max(rows, _FEWEST_ROWS), -0.2)
    axes.axis("off")
    y = 0.0
    for block in blocks:
        axes.text(0, y + 0.4, block.heading, fontsize=NORMAL, color=colours.faint, va="center")
        y += 1
        for group in block.groups:
            _row(axes, y, group.name, texts.told(group.count), theme)
            if group.count and block.of:
                width = (_COUNTS - _NAMES - 0.02) * min(1.0, group.count / block.of)
                axes.barh(y + 0.4, width, height=0.5, left=_NAMES, color=colours.bar, label=group.name)
            y += 1
        y += 0.4


def _row(axes: "Axes", y: float, name: str, count: str, theme: Theme) -> None:
    colours = COLOURS[theme]
    axes.barh(y + 0.4, _COUNTS - _NAMES - 0.02, height=0.5, left=_NAMES, color=colours.grid, label="track")
    axes.text(0, y + 0.4, name, fontsize=NORMAL, color=colours.ink, va="center")
    axes.text(1, y + 0.4, count, fontsize=NORMAL, color=colours.ink, va="center", ha="right")
