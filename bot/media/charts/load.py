"""Running minutes week by week under both caps: the week's and the single run's."""

from typing import TYPE_CHECKING

from bot.media.charts.theme import COLOURS, NORMAL, RED, figure, heading, note, rendered, stacked
from bot.media.data.charts import Chart, Theme, WeekLoad, WeeklyMinutes
from bot.texts import charts as texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_FEWEST = 4  # slots: one week alone is a bar, not a wall
_MOST = 12


def weekly_minutes(data: WeeklyMinutes, theme: Theme = "light") -> Chart:
    alt, text = texts.weekly_minutes_alt(data), texts.weekly_minutes_text(data)
    return Chart(rendered(draw_weekly_minutes(data, theme)), alt, text)


def draw_weekly_minutes(data: WeeklyMinutes, theme: Theme) -> "Figure":
    """Two rows of bars; the short line over a bar is its cap, and a bar above its cap is hatched."""
    made = figure(theme, texts.WEEKLY_TITLE)
    above, below = stacked(made, theme, (1, 1))
    weeks = data.weeks[-_MOST:]
    heading(above, theme, texts.WEEK_AXIS)
    heading(below, theme, texts.LONGEST_AXIS)
    _bars(above, theme, [(week.minutes, week.week_cap) for week in weeks])
    _bars(below, theme, [(week.longest, week.run_cap) for week in weeks])
    _names(below, weeks)
    return made


def _bars(axes: "Axes", theme: Theme, values: list[tuple[float, float | None]]) -> None:
    colours = COLOURS[theme]
    for slot, (minutes, cap) in enumerate(values):
        over = cap is not None and minutes > cap
        axes.bar(
            slot,
            minutes,
            width=0.62,
            color=colours.bar,
            edgecolor=colours.ink if over else colours.bar,
            hatch="//" if over else None,
            label="over" if over else "minutes",
        )
        inside = dict.fromkeys(("facecolor", "edgecolor"), colours.bar)  # a number on a hatch is hard to read
        axes.annotate(
            f"{minutes:.0f}",
            (slot, 0),
            (0, 6),
            textcoords="offset points",
            ha="center",
            va="bottom",
            fontsize=NORMAL,
            color=colours.ink,
            bbox={"boxstyle": "round,pad=0.15", **inside},
        )
        if cap is not None:
            axes.plot([slot - 0.42, slot + 0.42], [cap, cap], color=RED, linewidth=3, label="cap")
    axes.set_ylim(0, max((max(minutes, cap or 0) for minutes, cap in values), default=1) * 1.22 or 1)
    axes.set_xlim(-0.6, max(len(values), _FEWEST) - 0.4)
    if not values:
        axes.set_yticks([])
        note(axes, theme, texts.NO_RUNS)


def _names(axes: "Axes", weeks: tuple[WeekLoad, ...]) -> None:
    every = -(-len(weeks) // 6) or 1
    shown = [slot for slot in range(len(weeks)) if (len(weeks) - 1 - slot) % every == 0]
    axes.set_xticks(shown, [texts.day(weeks[slot].starts_on) for slot in shown])
