"""What the rules know of a runner at one moment: the small mutable state that one pass over the diary builds up.

Only `protocols.follow` and the rule families it calls change a Course. Everything that looks at one afterwards
(gates, caps, tasks, alerts) only reads.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from protocols.diary import Answer, Shoes, Side, Test
from protocols.intake import Amount, Profile, profile_of
from protocols.model import Light, Phase, RehabProtocol, Step
from protocols.outlook import Reason
from protocols.seen import Load, Progress, Relapse, RunSeen, Span, monday

RUNNING = (Phase.RETURN, Phase.GROW, Phase.FULL, Phase.MAINTAIN)  # phases in which running is being rebuilt or kept
VOLUME = (Phase.GROW, Phase.FULL, Phase.MAINTAIN)  # phases that count volume instead of steps


@dataclass(slots=True)
class Course:
    """The state. Days are the runner's own; lists are in the order of their days."""

    protocol: RehabProtocol
    latest: dict[str, Answer] = field(default_factory=dict)  # the last complete answers
    profile: Profile = field(default_factory=lambda: profile_of({}))
    profile_at: datetime | None = None  # when the pattern was last answered
    started: date | None = None
    last_on: date | None = None  # day of the last entry

    flags: dict[str, datetime] = field(default_factory=dict)
    cleared_at: datetime | None = None
    cleared_on: date | None = None
    flagged_on: date | None = None  # since when a flag has stood
    stops: list[Span] = field(default_factory=list)  # days on which one stood

    phase: Phase = Phase.CALM
    phase_since: date = date.min
    phase_why: Reason = field(default_factory=lambda: Reason("phase_calm"))
    step: int = 0
    step_why: Reason | None = None
    best_step: int = 0  # the highest of this return, and since when
    best_step_on: date = date.min
    calm_sessions: int = 0
    epoch: int = 0
    grew_on: date = date.min  # when growing began
    hills_on: date | None = None
    speed_on: date | None = None
    hilly_runs: int = 0  # calm ones since hills were allowed
    hilly_on: date | None = None  # the last hilly run
    early: Reason | None = None  # the last hilly or fast run that came too early
    early_on: date | None = None
    stays: dict[str, date] = field(default_factory=dict)
    overridden_on: date | None = None

    green_to: float = field(init=False)
    red_from: float = field(init=False)
    severe_from: float = field(init=False)
    reading_on: date | None = None
    reading_light: Light = Light.GREEN
    reading_pain: int = 0
    reading_limp: bool = False
    rest_pain: int | None = None  # pain without running, the latest
    by_side: dict[Side | None, int] = field(default_factory=dict)
    check_days: list[tuple[date, int]] = field(default_factory=list)  # worst check-in of a day
    worst_days: list[tuple[date, int]] = field(default_factory=list)  # worst reading of a day, runs included
    calm_days: int = 0
    uncalm_on: date | None = None
    trimmed_on: date | None = None
    flare_on: date | None = None
    amber: tuple[date, int] | None = None  # the last amber run or morning
    late_flares: int = 0
    relapse: Relapse | None = None
    second_on: date | None = None

    runs: list[RunSeen] = field(default_factory=list)
    weeks: dict[date, Load] = field(default_factory=dict)
    calm_weeks: dict[date, Load] = field(default_factory=dict)  # green runs only: what growth builds on
    paces: list[float] = field(default_factory=list)  # minutes per km, sorted
    onset: Load | None = None
    onset_fresh: bool = False
    run_clock: date = date.min  # last run, or the day on which running came back
    reentry: int = 0
    base: Load | None = None  # volume to go on from after a gap
    base_on: date = date.min
    base_why: Reason | None = None

    sessions: list[tuple[date, float]] = field(default_factory=list)  # strength, one a day, with its share
    progress: dict[str, Progress] = field(default_factory=dict)
    ranks: dict[str, dict[str, int]] = field(init=False)  # exercise -> level -> its index
    doable: dict[str, tuple[int, ...]] = field(default_factory=dict)  # what the kit allows, see strength
    levels_eased_on: date | None = None
    cross: list[date] = field(default_factory=list)
    tests: dict[str, Test] = field(default_factory=dict)
    cadence: float | None = None
    cadence_on: date = date.min
    cadence_since: date | None = None  # first calm session after it was measured
    pauses: list[Span] = field(default_factory=list)
    shoes: Shoes | None = None
    skipped: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """What is looked up for every pain value and every exercise of a diary is kept at hand."""
        self.green_to = self.protocol.value("pain_green", "pain_max")
        self.red_from = self.protocol.value("pain_red", "pain")
        self.severe_from = self.protocol.value("severe_pain", "pain")
        self.ranks = {
            exercise.id: {level.id: index for index, level in enumerate(exercise.levels)}
            for exercise in self.protocol.exercises.values()
        }

    def light(self, pain: int) -> Light:
        """Green, amber or red for a pain of 0-10."""
        if pain <= self.green_to:
            return Light.GREEN
        return Light.AMBER if pain < self.red_from else Light.RED

    @property
    def unit(self) -> str:
        """What the runner counts in: "km" or "min"."""
        first = next((a for a in (self.profile.volume, self.profile.longest, self.profile.onset) if a), None)
        return first.unit if first else "min"

    @property
    def pace(self) -> float:
        """Minutes per kilometre: the median of the runs with both, else the default."""
        if not self.paces:
            return self.protocol.value("pace_assumed", "minutes")
        middle = len(self.paces) // 2
        return self.paces[middle] if len(self.paces) % 2 else (self.paces[middle - 1] + self.paces[middle]) / 2

    @property
    def rung(self) -> Step:
        """The current step of the ladder."""
        return self.protocol.ladder[self.step]

    @property
    def standing_flags(self) -> tuple[str, ...]:
        """Red flags that nobody has cleared, in the order they came up."""
        cleared = self.cleared_at
        return tuple(flag for flag, at in self.flags.items() if cleared is None or at > cleared)

    def load(self, amount: Amount) -> Load:
        """An amount in both units."""
        if amount.unit == "km":
            return Load(amount.value * self.pace, amount.value)
        return Load(amount.value, amount.value / self.pace)

    def learn_pace(self, minutes: float, km: float) -> None:
        """Remember the pace of a run that has both."""
        insort(self.paces, minutes / km)

    def week(self, day: date) -> Load:
        """What was run in the calendar week of a day."""
        return self.weeks.get(monday(day), Load())

    def recent_runs(self, since: date) -> Iterator[RunSeen]:
        """Runs from a day on, the latest first."""
        for run in reversed(self.runs):
            if run.on < since:
                return
            yield run

    def recent_sessions(self, since: date) -> list[tuple[date, float]]:
        """Strength sessions from a day on."""
        return self.sessions[bisect_left(self.sessions, (since, 0.0)) :]

    def paused(self, day: date) -> Span | None:
        """The pause that holds on a day."""
        last = self.pauses[-1] if self.pauses else None
        return last if last and last.start <= day and (last.end is None or day < last.end) else None

    def move(self, phase: Phase, on: date, why: Reason) -> None:
        """Enter a phase."""
        self.phase, self.phase_since, self.phase_why = phase, on, why

    def place(self, step: int, why: Reason) -> None:
        """Stand on a step of the ladder, with nothing counted on it yet."""
        self.step, self.step_why = max(0, step), why
        self.epoch += 1
        self.calm_sessions = 0
