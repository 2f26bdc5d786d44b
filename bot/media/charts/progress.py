"""Where a runner stands: strength levels and the gate to the next phase."""

from typing import TYPE_CHECKING

from bot.media.charts.theme import COLOURS, GREEN, LARGE, NORMAL, SMALL, figure, note, rendered
from bot.media.data.charts import Chart, GateProgress, StrengthLevels, Theme
from bot.texts import charts as texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def strength_levels(data: StrengthLevels, theme: Theme = "light") -> Chart:
    alt, text = texts.strength_levels_alt(data), texts.strength_levels_text(data)
    return Chart(rendered(draw_strength_levels(data, theme)), alt, text)


def draw_strength_levels(data: StrengthLevels, theme: Theme) -> "Figure":
    """A row of steps an exercise: filled up to where the runner is, with the name of that level."""
    made = figure(theme, texts.STRENGTH_TITLE)
    axes = _blank(made, len(data.rows))
    colours = COLOURS[theme]
    for row, each in enumerate(data.rows):
        axes.text(0, row + 0.28, each.exercise, fontsize=NORMAL, color=colours.ink, va="center")
        axes.text(1, row + 0.28, each.levels[each.at], fontsize=SMALL, color=colours.faint, va="center", ha="right")
        width = 1 / len(each.levels)
        for level in range(len(each.levels)):
            _bar(axes, level * width, row, width - 0.02, GREEN if level <= each.at else colours.grid)
    if not data.rows:
        note(axes, theme, texts.NO_STRENGTH)
    return made


def gate_progress(data: GateProgress, theme: Theme = "light") -> Chart:
    return Chart(rendered(draw_gate_progress(data, theme)), texts.gate_alt(data), texts.gate_text(data))


def draw_gate_progress(data: GateProgress, theme: Theme) -> "Figure":
    """A bar a condition with the runner's own figures; a tick mark where it is met."""
    made = figure(theme, texts.gate_title(data.leads_to))
    axes = _blank(made, len(data.conditions))
    colours = COLOURS[theme]
    for row, each in enumerate(data.conditions):
        sign = "✓" if each.met else "○"
        axes.text(0, row + 0.26, sign, fontsize=LARGE, va="center", color=GREEN if each.met else colours.faint)
        axes.text(0.075, row + 0.26, texts.shortened(each.says), fontsize=NORMAL, color=colours.ink, va="center")
        axes.text(1, row + 0.84, each.figures, fontsize=SMALL, color=colours.faint, va="center", ha="right")
        share = 1.0 if each.met else max(0.0, min(1.0, each.share))
        _bar(axes, 0.0, row, 1.0, colours.grid)
        if share:
            _bar(axes, 0.0, row, share, GREEN if each.met else colours.bar)
    return made


def _blank(made: "Figure", rows: int) -> "Axes":
    axes = made.subplots()
    axes.set_xlim(0, 1)
    axes.set_ylim(max(rows, 4) + 0.05, -0.05)
    axes.axis("off")
    return axes


def _bar(axes: "Axes", left: float, row: int, width: float, colour: str) -> None:
    axes.barh(row + 0.58, width, height=0.2, left=left, color=colour)
