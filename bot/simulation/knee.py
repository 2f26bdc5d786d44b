"""A knee on paper: what it bears grows with strength work and sensible running, what hurts fades with nights.

It is no physiology: only enough of one that careful behaviour gets better, careless behaviour gets worse, and the same
seed gives the same story.
"""

from dataclasses import dataclass
from random import Random


@dataclass(slots=True)
class Felt:
    """What a run felt like. `onset` is the minute at which pain began."""

    pain: int
    onset: float | None
    limp: bool


@dataclass(slots=True)
class Knee:
    """`bears` minutes of running without a break before it hurts; `sore` is pain in daily life, 0-10."""

    bears: float
    sore: float
    fades: float  # soreness left after a night, as a share
    gains: float  # minutes more per strength session
    random: Random
    floor: float = 0.0  # soreness that no night takes away

    def night(self) -> None:
        """Sleep on it."""
        self.sore = max(self.floor, self.sore * self.fades)

    def train(self, share: float) -> None:
        """A strength session or a part of one."""
        self.bears += self.gains * share

    def run(self, minutes: float, *, bout: float | None = None, hilly: bool = False) -> Felt:
        """Run `minutes`, in bouts of `bout` with walks between; hills weigh half as much again."""
        breaks = 0.75 if bout is not None and bout < minutes else 1.0
        load = minutes * breaks * (1.5 if hilly else 1.0)
        over = (load - self.bears) / self.bears
        if over <= 0:
            self.bears += self.gains * load / self.bears / 3
            return Felt(min(2, round(self.sore / 2 + self.random.random() * 0.3)), None, limp=False)
        pain = min(9, round(2 + self.sore / 2 + 9 * over + self.random.random()))
        self.sore = min(8.0, self.sore + 5 * over)
        return Felt(pain, round(minutes * self.bears / load, 1), limp=pain >= 7)

    @property
    def daily(self) -> int:
        """Pain in daily life as the runner would say it."""
        return round(self.sore)
