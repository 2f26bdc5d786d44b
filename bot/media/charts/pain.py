"""Pain over time: the trend beside the load that caused it, and a calendar."""

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.media.charts.theme import BLUE, COLOURS, NORMAL, PAIN, RED, SMALL, figure, heading, note, rendered, stacked
from bot.media.data.charts import Chart, DayPain, PainCalendar, PainTrend, Theme
from bot.texts import charts as texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BANDS = ((-0.5, 2.5), (2.5, 5.5), (5.5, 10.5))
_SOME_DAYS = 10  # the axis of time is never shorter: two points must not look like a trend


def pain_trend(data: PainTrend, theme: Theme = "light") -> Chart:
    return Chart(rendered(draw_pain_trend(data, theme)), texts.pain_trend_alt(data), texts.pain_trend_text(data))


def draw_pain_trend(data: PainTrend, theme: Theme) -> "Figure":
    made = figure(theme, texts.PAIN_TREND_TITLE)
    above, below = stacked(made, theme, (3, 2))
    _pain(above, data, theme)
    _runs(below, data, theme)
    _weeks(below, data)
    return made


def stretches(days: tuple[DayPain, ...]) -> list[tuple[DayPain, ...]]:
    """Days that follow each other without a gap; a line is drawn within a stretch only."""
    breaks = [0, *(i for i, (a, b) in enumerate(pairwise(days), start=1) if b.on - a.on > timedelta(days=1)), len(days)]
    return [days[start:end] for start, end in pairwise(breaks) if start < end]


def _pain(axes: "Axes", data: PainTrend, theme: Theme) -> None:
    heading(axes, theme, texts.PAIN_AXIS)
    axes.set_ylim(-0.5, 10.5)
    axes.set_yticks([0, 2, 5, 10])
    for (low, high), band in zip(_BANDS, COLOURS[theme].bands, strict=True):
        axes.axhspan(low, high, color=band, zorder=0)
    for stretch in stretches(data.days):
        axes.plot(
            [day.on.toordinal() for day in stretch],
            [day.pain for day in stretch],
            color=BLUE if theme == "light" else "#7CC4F0",
            marker="o",
            markersize=7,
            linewidth=2,
            label="pain",
        )
    if len(data.days) < 2:
        note(axes, theme, texts.few_days(len(data.days)))


def _runs(axes: "Axes", data: PainTrend, theme: Theme) -> None:
    heading(axes, theme, texts.runs_axis(data.unit))
    colours = COLOURS[theme]
    if not data.runs:
        axes.set_ylim(0, 1)
        axes.set_yticks([])
        note(axes, theme, texts.NO_RUNS)
        return
    days = [run.on.toordinal() for run in data.runs]
    axes.bar(days, [run.length for run in data.runs], width=0.7, color=colours.bar, label="run")
    began = [(run.on, run.onset) for run in data.runs if run.onset is not None]
    axes.plot(
        [on.toordinal() for on, _ in began],
        [onset for _, onset in began],
        linestyle="none",
        marker="X",
        markersize=9,
        color=RED,
        markeredgecolor=colours.paper,
        label="onset",
    )
    axes.set_ylim(0, max(run.length for run in data.runs) * 1.2)


def _weeks(axes: "Axes", data: PainTrend) -> None:
    """A tick on Mondays, at most six of them, and room for at least `_SOME_DAYS`."""
    recorded = [day.on for day in data.days] + [run.on for run in data.runs] + [data.today]
    first = min(*recorded, data.today - timedelta(days=_SOME_DAYS))
    mondays = [on for on in _days(first, data.today) if on.weekday() == 0]
    every = -(-len(mondays) // 6)
    ticks = mondays[::-1][::every][::-1]
    axes.set_xlim(first.toordinal() - 1, data.today.toordinal() + 1)
    axes.set_xticks([on.toordinal() for on in ticks], [texts.day(on) for on in ticks])


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def pain_calendar(data: PainCalendar, theme: Theme = "light") -> Chart:
    alt, text = texts.pain_calendar_alt(data), texts.pain_calendar_text(data)
    return Chart(rendered(draw_pain_calendar(data, theme)), alt, text)


def draw_pain_calendar(data: PainCalendar, theme: Theme) -> "Figure":
    """One cell a day, Mondays first: coloured with its number, an open cell where nothing was recorded."""
    made = figure(theme, texts.CALENDAR_TITLE)
    axes = made.subplots()
    axes.set_facecolor(COLOURS[theme].paper)
    axes.set_xlim(-1.35, 7)
    axes.set_ylim(data.weeks + 0.02, -0.75)
    axes.set_aspect("equal")
    axes.axis("off")
    for column, name in enumerate(texts.WEEKDAYS):
        _label(axes, column + 0.5, -0.3, name, COLOURS[theme].faint)
    pains = {day.on: day.pain for day in data.days}
    first = data.today - timedelta(days=data.today.weekday(), weeks=data.weeks - 1)
    for on in _days(first, data.today):
        row, column = divmod((on - first).days, 7)
        if column == 0:
            _label(axes, -0.65, row + 0.5, texts.day(on), COLOURS[theme].faint)
        _cell(axes, theme, (column, row), pains.get(on), today=on == data.today)
    return made


def _cell(axes: "Axes", theme: Theme, at: tuple[int, int], pain: int | None, *, today: bool) -> None:
    from matplotlib.patches import FancyBboxPatch  # heavy: loaded with the first chart

    colours = COLOURS[theme]
    column, row = at
    axes.add_patch(
        FancyBboxPatch(
            (column + 0.1, row + 0.1),
            0.8,
            0.8,
            boxstyle="round,pad=0,rounding_size=0.14",
            facecolor=colours.paper if pain is None else PAIN[pain],
            edgecolor=BLUE if today else colours.grid,
            linewidth=2.6 if today else 1.0,
        )
    )
    if pain is None:
        _label(axes, column + 0.5, row + 0.5, "·", colours.faint)
    else:
        _label(axes, column + 0.5, row + 0.5, str(pain), "#1F2D3A" if pain < 6 else "#FFFFFF", NORMAL + 2)


def _label(axes: "Axes", x: float, y: float, text: str, colour: str, size: float = SMALL) -> None:
    axes.text(x, y, text, ha="center", va="center", fontsize=size, color=colour)
