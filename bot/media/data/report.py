"""What the page for a physio is made of."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.media.data.charts import PainTrend


@dataclass(frozen=True, slots=True)
class ReportWeek:
    """A week that begins on a Monday. None: nothing logged or no cap. `onset` is in the report's unit."""

    starts_on: date
    strength_done: int
    strength_goal: int
    run_minutes: float
    week_cap: float | None
    worst_pain: int | None
    onset: float | None


@dataclass(frozen=True, slots=True)
class PhysioReport:
    """Everything on the page. Lines are plain text; there is no name in it: the runner hands it over in person.

    `history` are (label, value) pairs; `tried` what was done and avoided; `questions` come before the usual ones.
    """

    made_at: datetime
    side: str
    phase: str
    unit: str
    history: tuple[tuple[str, str], ...]
    weeks: tuple[ReportWeek, ...]
    caps: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    trend: PainTrend | None = None
