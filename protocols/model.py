"""The vocabulary of a rehabilitation protocol: frozen values, read from files by `protocols.loader`.

Every number a runner meets belongs to a `Rule`, and every rule says where it comes from: the article (A), evidence
from outside it (E) or a product default (P).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Phase(StrEnum):
    """Where a runner stands, in the order in which phases follow each other."""

    CALM = "calm"
    BUILD = "build"
    RETURN = "return"
    GROW = "grow"
    FULL = "full"
    MAINTAIN = "maintain"


class Light(StrEnum):
    """The pain light: what a pain value means for the next step."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Overlay(StrEnum):
    """What can be true besides the phase."""

    FLARE = "flare"
    PAUSED = "paused"
    STALLED = "stalled"
    SILENT = "silent"
    REFERRED = "referred"
    BOTH_SIDES = "both_sides"
    RED_FLAG = "red_flag"


class Severity(StrEnum):
    """How soon a red flag wants a human: all of them stop exercise until cleared."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    PROFESSIONAL = "professional"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule with its numbers and its provenance.

    `tag` is A, E, P or a sum of them ("A+P"); `source` is the article's section for A and a citation for E;
    `says` is one sentence in our own words in which `{name}` stands for a value of `values`. In `yours`, a sentence
    about one runner, `{name}` stands for a number of the `Reason`; empty when a reason brings none.
    """

    id: str
    tag: str
    source: str
    says: str
    values: Mapping[str, float] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    yours: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """One rung of an exercise; `hold_s` is the pause at the top in seconds.

    `kit` is what it needs, all of it; `"ankle_weight|band"` is one need that either of the two meets.
    """

    id: str
    name: str
    cue: str
    hold_s: int = 0
    kit: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dose:
    """Sets and repetitions; `per_side` doubles the work, `laps` counts walks instead of repetitions."""

    sets: int
    reps: int
    per_side: bool
    laps: bool = False


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise with its levels from easiest to hardest."""

    id: str
    name: str
    targets: str
    steps: tuple[str, ...]
    mistakes: tuple[str, ...]
    dose: Dose
    levels: tuple[Level, ...]
    tag: str
    source: str
    facts: tuple[str, ...] = ()
    joins: Phase = Phase.CALM  # the phase in which it enters the routine

    def level(self, index: int) -> Level:
        """The level at `index`, clamped to the ladder's ends."""
        return self.levels[max(0, min(index, len(self.levels) - 1))]


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of the run ladder: `rounds` of `run` minutes and `walk` minutes, then `last` minutes of running."""

    id: str
    run: float
    walk: float
    rounds: int
    last: float = 0.0

    @property
    def running_minutes(self) -> float:
        """Minutes spent running."""
        return self.run * self.rounds + self.last

    @property
    def total_minutes(self) -> float:
        """Minutes from first to last step, warm-up and cool-down excluded."""
        return (self.run + self.walk) * self.rounds + self.last

    @property
    def continuous(self) -> bool:
        """True when no walking break is left."""
        return self.walk == 0


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A sign that this is not for a bot. `screen` is the onboarding screen that asks for it, or None (triage only).

    `heard`: no rule names it, a sentence only sounds like one.
    """

    id: str
    severity: Severity
    screen: str | None
    tag: str
    source: str
    heard: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the intake. `kind`: one | many | pain | amount | weekdays."""

    id: str
    kind: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RehabProtocol:
    """A whole programme. Ids are promises: never renamed."""

    id: str
    version: str
    name: str
    rules: Mapping[str, Rule]
    exercises: Mapping[str, Exercise]
    ladder: tuple[Step, ...]
    flags: Mapping[str, RedFlag]
    questions: tuple[Question, ...]

    def value(self, rule: str, name: str) -> float:
        """A number of a rule; KeyError when the data does not hold it (the loader checks those the code asks for)."""
        return self.rules[rule].values[name]
