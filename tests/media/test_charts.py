import itertools
import struct
import subprocess
import sys
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from bot.media import charts
from bot.media.charts import (
    DayPain,
    GateCondition,
    GateProgress,
    PainCalendar,
    PainTrend,
    RunLoad,
    StrengthLevels,
    StrengthRow,
    Theme,
    WeekLoad,
    WeeklyMinutes,
)
from bot.media.charts.load import draw_weekly_minutes
from bot.media.charts.pain import draw_pain_calendar, draw_pain_trend, stretches
from bot.media.charts.progress import draw_gate_progress, draw_strength_levels
from bot.texts import charts as texts

TODAY = date(2026, 5, 31)


WEEK = tuple(DayPain(TODAY - timedelta(days=6 - number), pain) for number, pain in enumerate((4, 3, 3, 5, 2, 1, 0)))


RUNS = (RunLoad(date(2026, 5, 26), 3.4, 3.1), RunLoad(date(2026, 5, 28), 3, None), RunLoad(date(2026, 5, 30), 5.2, 5.0))


TREND = PainTrend(WEEK, RUNS, "km", TODAY)


LOADS = WeeklyMinutes(
    (
        WeekLoad(date(2026, 5, 11), 40, 18),
        WeekLoad(date(2026, 5, 18), 48, 21, week_cap=44, run_cap=22),
        WeekLoad(date(2026, 5, 25), 46, 22, week_cap=50, run_cap=23.1),
    )
)


STRENGTH = StrengthLevels(
    (
        StrengthRow("Clamshell", ("band", "heavier band", "longer hold"), 1),
        StrengthRow("Step-down", ("low step", "taller step"), 0),
    )
)


GATE = GateProgress(
    "running again",
    (
        GateCondition("No pain in daily life for 3 days", met=False, share=2 / 3, figures="2 of 3 days"),
        GateCondition("Strength sessions", met=True, share=1, figures="7 of 6"),
    ),
)


ALL: tuple[tuple[Any, Any], ...] = (
    (charts.pain_trend, TREND),
    (charts.pain_calendar, PainCalendar(WEEK, TODAY)),
    (charts.weekly_minutes, LOADS),
    (charts.strength_levels, STRENGTH),
    (charts.gate_progress, GATE),
)


EMPTY: tuple[tuple[Any, Any], ...] = (
    (charts.pain_trend, PainTrend((), (), "min", TODAY)),
    (charts.pain_calendar, PainCalendar((), TODAY)),
    (charts.weekly_minutes, WeeklyMinutes(())),
    (charts.strength_levels, StrengthLevels(())),
    (charts.gate_progress, GateProgress("running again", ())),
)


def labelled(axes: Axes, label: str) -> list[Any]:
    return [line for line in axes.lines if line.get_label() == label]


def said(made: Figure) -> set[str]:
    """Every word on the figure."""
    return {text.get_text() for axes in made.axes for text in axes.texts}


def bars(axes: Axes) -> list[Rectangle]:
    return [patch for patch in axes.patches if type(patch) is Rectangle and patch.get_height() != 13]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("chart", "data"), ALL)
def test_every_chart_is_a_phone_sized_png_with_words_beside_it(chart: Any, data: Any, theme: Theme) -> None:
    made = chart(data, theme)
    assert struct.unpack(">II", made.png[16:24]) == (1080, 1080)
    assert len(made.png) < 200_000
    assert len(made.alt) > 30
    assert len(made.text) > 20


@pytest.mark.parametrize(("chart", "data"), EMPTY)
def test_a_chart_of_nothing_says_so_instead_of_failing(chart: Any, data: Any) -> None:
    made = chart(data, "light")
    assert made.png.startswith(b"\x89PNG")
    assert made.alt


def test_the_trend_shows_every_recorded_day_and_where_pain_began() -> None:
    above, below = draw_pain_trend(TREND, "light").axes
    (line,) = labelled(above, "pain")
    (onset,) = labelled(below, "onset")
    assert list(line.get_xdata()) == [day.on.toordinal() for day in WEEK]
    assert list(line.get_ydata()) == [4, 3, 3, 5, 2, 1, 0]
    assert list(onset.get_ydata()) == [3.1, 5.0]
    assert [bar.get_height() for bar in bars(below)] == [3.4, 3, 5.2]


def test_a_day_without_an_entry_breaks_the_line() -> None:
    gap = (*WEEK[:3], *WEEK[4:])
    (above, _) = draw_pain_trend(PainTrend(gap, (), "km", TODAY), "light").axes
    assert [len(line.get_xdata()) for line in labelled(above, "pain")] == [3, 3]


@settings(deadline=None)  # the machine may be busy
@given(st.sets(st.integers(0, 60)))
def test_stretches_hold_every_day_once_and_only_neighbours(numbers: set[int]) -> None:
    days = tuple(DayPain(TODAY + timedelta(days=number), 1) for number in sorted(numbers))
    found = stretches(days)
    assert tuple(day for stretch in found for day in stretch) == days
    assert all((b.on - a.on).days == 1 for stretch in found for a, b in itertools.pairwise(stretch))


def test_one_day_is_not_a_trend() -> None:
    data = PainTrend(WEEK[-1:], (), "km", TODAY)
    assert {"One day so far: too early for a trend", "No runs logged yet"} <= said(draw_pain_trend(data, "light"))
    assert "too early for a trend" in texts.pain_trend_alt(data)


def test_the_axis_of_time_never_shrinks_to_the_few_days_there_are() -> None:
    left, right = draw_pain_trend(PainTrend(WEEK[-2:], (), "km", TODAY), "light").axes[0].get_xlim()
    assert right - left >= 10


def test_words_about_the_trend_carry_its_figures() -> None:
    alt = texts.pain_trend_alt(TREND)
    assert "all 7 days logged" in alt
    assert "worst 5 on 28 May" in alt
    assert "it began at 3.1 km and most lately at 5" in alt
    assert "26 May: 3.4 km, pain from 3.1 km" in texts.pain_trend_text(TREND)


def test_gaps_are_counted_in_words_too() -> None:
    assert "3 of 7 days logged" in texts.pain_trend_alt(PainTrend(WEEK[::3], (), "km", TODAY))


def test_both_caps_stand_over_the_bars_they_belong_to() -> None:
    above, below = draw_weekly_minutes(LOADS, "dark").axes
    for axes, minutes, caps in ((above, [40, 48, 46], [44, 50]), (below, [18, 21, 22], [22, 23.1])):
        assert [bar.get_height() for bar in bars(axes)] == minutes
        assert [line.get_ydata()[0] for line in labelled(axes, "cap")] == caps
    (first, *_) = labelled(above, "cap")
    assert first.get_xdata()[0] < 1 < first.get_xdata()[1], "no cap in the first week"


def test_a_week_above_its_cap_is_hatched_and_named() -> None:
    above, below = draw_weekly_minutes(LOADS, "light").axes
    assert [bool(bar.get_hatch()) for bar in bars(above)] == [False, True, False]
    assert not any(bar.get_hatch() for bar in bars(below))
    assert "over a cap in the week of 18 May" in texts.weekly_minutes_alt(LOADS)


def test_the_text_of_a_week_names_minutes_and_caps() -> None:
    assert texts.weekly_minutes_text(LOADS).splitlines()[1:] == [
        "Week of 18 May: 48 min of at most 44, longest 21 min of at most 22",
        "Week of 25 May: 46 min of at most 50, longest 22 min of at most 23",
    ]


def test_strength_rows_are_filled_up_to_the_level() -> None:
    (axes,) = draw_strength_levels(STRENGTH, "light").axes
    filled = [bar.get_facecolor() == bars(axes)[0].get_facecolor() for bar in bars(axes)]
    assert filled == [True, True, False, True, False]
    assert {"Clamshell", "heavier band", "Step-down", "low step"} <= {text.get_text() for text in axes.texts}


def test_gate_bars_show_the_share_and_the_figures() -> None:
    (axes,) = draw_gate_progress(GATE, "light").axes
    assert [bar.get_width() for bar in bars(axes)] == pytest.approx([1, 2 / 3, 1, 1])
    assert {"✓", "○", "2 of 3 days", "7 of 6"} <= {text.get_text() for text in axes.texts}
    assert texts.gate_text(GATE).splitlines()[1:] == [
        "○ No pain in daily life for 3 days: 2 of 3 days",
        "✓ Strength sessions: 7 of 6",
    ]


def test_the_calendar_numbers_recorded_days_and_leaves_the_others_open() -> None:
    data = PainCalendar((WEEK[0], WEEK[6]), TODAY, weeks=2)
    (axes,) = draw_pain_calendar(data, "light").axes
    cells = [patch for patch in axes.patches if isinstance(patch, FancyBboxPatch)]
    numbers = [text.get_text() for text in axes.texts if text.get_text() in {*"0123456789", "·"}]
    assert len(cells) == 14
    assert numbers == ["·"] * 7 + ["4", "·", "·", "·", "·", "·", "0"]
    assert texts.pain_calendar_text(data).splitlines()[-1] == "25 May: 4 · · · · · 0"
    assert "2 of 14 days logged, 1 without pain, worst 4 on 25 May" in texts.pain_calendar_alt(data)


def test_the_calendar_ends_today() -> None:
    wednesday = date(2026, 5, 27)
    (axes,) = draw_pain_calendar(PainCalendar((), wednesday, weeks=2), "light").axes
    assert sum(isinstance(patch, FancyBboxPatch) for patch in axes.patches) == 10


@settings(max_examples=15, deadline=None)
@given(
    days=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 10)), max_size=40, unique_by=lambda each: each[0]),
    runs=st.lists(st.tuples(st.integers(0, 400), st.floats(0.5, 30)), max_size=10, unique_by=lambda each: each[0]),
)
def test_any_diary_can_be_drawn(days: list[tuple[int, int]], runs: list[tuple[int, float]]) -> None:
    data = PainTrend(
        tuple(DayPain(TODAY - timedelta(days=ago), pain) for ago, pain in sorted(days, reverse=True)),
        tuple(RunLoad(TODAY - timedelta(days=ago), length, None) for ago, length in sorted(runs, reverse=True)),
        "km",
        TODAY,
    )
    above, _ = draw_pain_trend(data, "dark").axes
    assert sum(len(line.get_xdata()) for line in labelled(above, "pain")) == len(days)
    assert len(texts.pain_trend_text(data)) < 4096


def test_importing_charts_loads_no_matplotlib() -> None:
    code = "import bot.media.charts, sys; print({'numpy', 'matplotlib'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"
