"""The thirteen runners: who they are, what they do with the plan, and what happens to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Answers = Mapping[str, str | int | tuple[str, ...]]

INTAKE: dict[str, str | int | tuple[str, ...]] = {
    "age": "yes",
    "safety_now": (),
    "safety_knee": (),
    "safety_history": (),
    "pattern_where": "outside",
    "pattern_comes_on": "yes",
    "pattern_worse": "yes",
    "pattern_settles": "yes",
    "pattern_swelling": "no",
    "pattern_mechanical": "no",
    "side": "left",
    "onset": "3.6 km",
    "volume": "24 km",
    "longest": "10 km",
    "run_pain": 6,
    "daily_pain": 2,
    "changed": ("volume", "downhill"),
    "kit": ("band", "heavy_band", "ankle_weight", "step", "bench"),
    "days": (),
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens on a day (day 1 is the first), whatever the plan says.

    what: away (until day `until`), hilly (a hilly run of `minutes`), flag, cleared, pause (until day `until`),
    fly (to the zone `name`), flag (the red flag `name`).
    """

    day: int
    what: str
    until: int = 0
    minutes: float = 0.0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Runner:
    """A runner on paper. `keeps` is the share of strength sessions done, `eager` how far runs exceed the plan."""

    name: str
    about: str
    answers: Answers = field(default_factory=dict)
    bears: float = 21.0
    sore: float = 2.4
    fades: float = 0.9
    gains: float = 1.0
    floor: float = 0.0
    keeps: float = 1.0
    eager: float = 1.0
    moves_on: bool = True
    zone: str = "Europe/Berlin"
    weeks: int = 12
    cadence: float = 164.0
    events: tuple[Event, ...] = ()

    @property
    def intake(self) -> Answers:
        """Everything the runner answers on day 0."""
        return {**INTAKE, **self.answers}


_EVERYONE = (
    Runner("typical", "Does nearly everything, moves on when it is offered.", keeps=0.95),
    Runner(
        "quick",
        "Settles fast, everything at hand.",
        answers={"daily_pain": 1, "run_pain": 4, "onset": "5 km", "volume": "15 km", "longest": "8 km"},
        bears=31.0,
        sore=1.0,
        fades=0.7,
        gains=1.6,
    ),
    Runner(
        "slow",
        "Sore for long, gains little by little, counts minutes, has a band and a stair.",
        answers={
            "daily_pain": 4,
            "run_pain": 7,
            "onset": "10 min",
            "volume": "150 min",
            "longest": "60 min",
            "kit": ("band", "step"),
        },
        bears=10.0,
        sore=4.2,
        fades=0.955,
        gains=0.55,
    ),
    Runner(
        "flare",
        "Goes well until a hilly run with friends in week 7.",
        events=(Event(45, "hilly", minutes=50),),
    ),
    Runner("skipper", "Leaves out every third session or so.", keeps=0.65),
    Runner("silent", "Disappears on day 25 and writes again three weeks later.", events=(Event(25, "away", until=46),)),
    Runner(
        "both-knees",
        "Both knees, the right one worse.",
        answers={"side": "both", "worse_side": "right", "daily_pain": 3},
        sore=3.2,
    ),
    Runner(
        "non-responder",
        "Does the work, and it stays as sore as it was.",
        answers={"daily_pain": 4},
        sore=4.0,
        floor=3.6,
        gains=0.0,
    ),
    Runner(
        "non-adherent",
        "One session in a week or none, sore as before.",
        answers={"daily_pain": 3},
        sore=3.0,
        floor=2.6,
        gains=0.2,
        keeps=0.3,
    ),
    Runner(
        "traveller",
        "Flies to New York on day 20 and home on day 34, over both changes of the clock.",
        events=(Event(20, "fly", name="America/New_York"), Event(34, "fly", name="Europe/Berlin")),
    ),
    Runner(
        "over-eager",
        "Runs half as much again as the plan says, and on days off.",
        eager=1.5,
    ),
    Runner(
        "recurrence",
        "Comes all the way back, then runs two hours in the hills.",
        answers={"daily_pain": 1, "run_pain": 4, "onset": "4 km", "volume": "12 km", "longest": "6 km"},
        bears=26.0,
        sore=1.0,
        fades=0.7,
        gains=1.3,
        weeks=22,
        events=(Event(135, "hilly", minutes=120),),
    ),
    Runner(
        "red-flag-in-week-3",
        "The knee locks on day 17; a professional clears it on day 27.",
        events=(Event(17, "flag", name="locking"), Event(27, "cleared")),
    ),
)
RUNNERS: Mapping[str, Runner] = {runner.name: runner for runner in _EVERYONE}
