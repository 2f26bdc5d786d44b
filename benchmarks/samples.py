"""A made-up runner's numbers, for sheets and benchmarks."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bot.media import charts
from bot.media.card import weekly_card
from bot.media.charts import (
    DayPain,
    GateCondition,
    GateProgress,
    PainCalendar,
    PainTrend,
    RunLoad,
    StrengthLevels,
    StrengthRow,
    WeekLoad,
    WeeklyMinutes,
)
from bot.media.data.card import WeeklyCard

TODAY = date(2026, 5, 31)
START = TODAY - timedelta(days=41)
_PAINS = "55443.3332433..222112221.1111101100.100000"


def _day(number: int) -> date:
    return START + timedelta(days=number)


DAYS = tuple(DayPain(_day(number), int(pain)) for number, pain in enumerate(_PAINS) if pain != ".")
RUNS = tuple(
    RunLoad(_day(number), length, onset)
    for number, length, onset in (
        (1, 3.4, 3.1), (4, 2.5, None), (8, 3.0, 2.9), (11, 3.2, None), (15, 3.6, 3.5), (19, 3.8, None), (22, 4.2, 4.1),
        (26, 4.4, None), (29, 4.8, None), (33, 5.2, 5.0), (36, 5.2, None), (40, 5.5, None),
    )
)  # fmt: skip
TREND = PainTrend(DAYS, RUNS, "km", TODAY)
CALENDAR = PainCalendar(DAYS, TODAY)
_FIGURES = ((40, 18, None, None), (42, 20, 44, 20), (46, 21, 46, 22), (54, 25, 51, 23), (50, 22, 50, 24),
            (54, 25, 55, 26), (58, 27, 59, 27.5))  # fmt: skip
WEEKS = WeeklyMinutes(
    tuple(WeekLoad(date(2026, 4, 13) + timedelta(weeks=number), *row) for number, row in enumerate(_FIGURES))
)
STRENGTH = StrengthLevels(
    (
        StrengthRow("Side-lying leg raise", ("no weight", "ankle weight or band"), 1),
        StrengthRow("Clamshell", ("band above the knees", "heavier band", "longer hold"), 1),
        StrengthRow("Single-leg bridge", ("foot on the floor", "foot on a bench"), 0),
        StrengthRow("Step-down", ("low step", "taller step"), 0),
        StrengthRow("Single-leg squat", ("shallow", "deeper"), 0),
        StrengthRow("Monster walk", ("band at the knees", "band at the ankles"), 1),
    )
)
GATE = GateProgress(
    "running again",
    (
        GateCondition("No pain in daily life for 3 days", met=False, share=2 / 3, figures="2 of 3 days"),
        GateCondition("Strength sessions in the last 3 weeks", met=True, share=1, figures="7 of 6"),
        GateCondition("10 step-downs a side at pain 2 or less", met=True, share=1, figures="10, pain 1"),
        GateCondition("A calm brisk walk of 30 minutes", met=False, share=0, figures="not yet"),
    ),
)
CARD = WeeklyCard(date(2026, 5, 25), "building strength", 2, 3, 58, 54, (1, None, 0, 1, 0, 0, 0), 3.1, 5.0, "km", GATE)
EMPTY_CARD = WeeklyCard(date(2026, 5, 25), "first two weeks", 0, 3, 0, None, (None,) * 7, None, None, "km")
Row = tuple[str, Callable[[Any, charts.Theme], charts.Chart], Any]
FULL: tuple[Row, ...] = (
    ("pain trend", charts.pain_trend, TREND),
    ("calendar", charts.pain_calendar, CALENDAR),
    ("weekly minutes", charts.weekly_minutes, WEEKS),
    ("strength", charts.strength_levels, STRENGTH),
    ("gate", charts.gate_progress, GATE),
    ("weekly card", weekly_card, CARD),
)
FEW: tuple[Row, ...] = (
    ("pain trend", charts.pain_trend, PainTrend(DAYS[-1:], RUNS[-1:], "km", TODAY)),
    ("calendar", charts.pain_calendar, PainCalendar(DAYS[-1:], TODAY)),
    ("weekly minutes", charts.weekly_minutes, WeeklyMinutes(WEEKS.weeks[:1])),
    ("strength", charts.strength_levels, StrengthLevels(STRENGTH.rows[:1])),
    ("pain trend, nothing", charts.pain_trend, PainTrend((), (), "min", TODAY)),
    ("weekly card", weekly_card, EMPTY_CARD),
)
