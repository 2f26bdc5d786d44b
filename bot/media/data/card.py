"""What the weekly card is made of."""

from dataclasses import dataclass
from datetime import date

from bot.media.data.charts import GateProgress


@dataclass(frozen=True, slots=True)
class WeeklyCard:
    """A Monday-to-Sunday week. `pains` are seven values, None where nothing was logged.

    `onset_before` and `onset_now` say where pain began before this week and in it, in `unit`; None: it did not begin
    or is not known. `gate` is the way to the next phase, None when there is none.
    """

    starts_on: date
    phase: str
    strength_done: int
    strength_goal: int
    run_minutes: float
    minutes_before: float | None
    pains: tuple[int | None, ...]
    onset_before: float | None
    onset_now: float | None
    unit: str
    gate: GateProgress | None = None

    @property
    def worst_pain(self) -> int | None:
        return max((pain for pain in self.pains if pain is not None), default=None)
