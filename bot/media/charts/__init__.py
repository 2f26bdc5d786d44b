"""Charts for a phone: each takes plain values and gives a PNG, an alt text and the same in words."""

from bot.media.charts.load import weekly_minutes
from bot.media.charts.pain import pain_calendar, pain_trend
from bot.media.charts.progress import gate_progress, strength_levels
from bot.media.data.charts import (
    Chart,
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

__all__ = [
    "Chart",
    "DayPain",
    "GateCondition",
    "GateProgress",
    "PainCalendar",
    "PainTrend",
    "RunLoad",
    "StrengthLevels",
    "StrengthRow",
    "Theme",
    "WeekLoad",
    "WeeklyMinutes",
    "gate_progress",
    "pain_calendar",
    "pain_trend",
    "strength_levels",
    "weekly_minutes",
]
