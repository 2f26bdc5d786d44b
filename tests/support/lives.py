"""Random lives for property tests: a hundred days and more of checks, runs, sessions, choices and mishaps.

The engine itself is followed entry by entry, so that a life knows which step it stands on and gets far enough for
every rule to matter; what the properties then check comes from the entries alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from hypothesis import strategies as st

from protocols.course import Course
from protocols.diary import CheckInKind, Decision, Diary, ExerciseLog, Run, Side, Surface
from protocols.follow import take
from protocols.gates import gate
from protocols.model import Phase
from protocols.offers import available
from tests.support.diaries import Book, day, itbs

FLAGS = tuple(itbs().flags)
ANY_OFFER = (
    *(f"phase:{phase}" for phase in ("build", "return", "grow", "full", "maintain")),
    *(f"step:{step.id}" for step in itbs().ladder),
    "hills",
    "speed",
)


@dataclass(frozen=True, slots=True)
class Nature:
    """How a life goes: chances in percent."""

    seed: int
    days: int
    sore: int  # a check above green
    red: int  # a run or check that is red
    keeps: int  # strength
    runs: int
    careful: int  # runs as the step says
    decides: int
    trouble: int  # flags, pauses, gaps
    answers: dict[str, object]


natures = st.builds(
    Nature,
    seed=st.integers(0, 2**32),
    days=st.integers(100, 140),
    sore=st.sampled_from((0, 2, 10, 40)),
    red=st.sampled_from((0, 1, 4)),
    keeps=st.sampled_from((20, 60, 100)),
    runs=st.sampled_from((20, 45, 80)),
    careful=st.sampled_from((40, 90, 100)),
    decides=st.sampled_from((30, 100)),
    trouble=st.sampled_from((0, 0, 2, 10)),
    answers=st.fixed_dictionaries(
        {
            "side": st.sampled_from(("left", "both")),
            "volume": st.sampled_from(("24 km", "150 min", "10 km", "none")),
            "longest": st.sampled_from(("10 km", "60 min", "none")),
            "onset": st.sampled_from(("3.6 km", "10 min", "none")),
            "daily_pain": st.integers(0, 5),
            "kit": st.sampled_from(((), ("band", "step"), ("band", "heavy_band", "ankle_weight", "step", "bench"))),
            "days": st.sampled_from(((), ("mon", "wed", "sat"), ("sat", "sun"), ("tue",))),
        }
    ),
)


@dataclass
class Moved:
    """A move upwards: what stood before and after, and the decision that did it (its place among the entries)."""

    at: int
    phase: tuple[Phase, Phase]
    step: tuple[int, int]
    override: bool


@dataclass(repr=False)
class Life:
    """A lived diary and what the engine did on the way."""

    nature: Nature
    book: Book
    ups: list[Moved] = field(default_factory=list)
    reds: list[tuple[int, tuple[Phase, int], tuple[Phase, int], bool]] = field(default_factory=list)

    @property
    def diary(self) -> Diary:
        return self.book.diary

    def __repr__(self) -> str:
        return f"live({self.nature!r})"


def rank(stand: tuple[Phase, int]) -> int:
    """How far a phase and step are, as one number."""
    phase, step = stand
    return tuple(Phase).index(phase) * 100 + (step if phase is Phase.RETURN else 0)


def live(nature: Nature) -> Life:
    """Live a life; the same nature gives the same life."""
    return _Living(nature).through()


@st.composite
def lives(draw: Callable[[st.SearchStrategy[Nature]], Nature]) -> Life:
    return live(draw(natures))


class _Living:
    def __init__(self, nature: Nature) -> None:
        self.nature = nature
        self.random = Random(nature.seed)
        self.life = Life(nature, Book(dict(nature.answers)))
        self.course = Course(itbs())
        self.taken = 0
        self.away_until = 0

    def through(self) -> Life:
        for on in range(1, self.nature.days + 1):
            self._day(on)
        return self.life

    def _chance(self, percent: float) -> bool:
        return self.random.random() * 100 < percent

    def _follow(self) -> None:
        """Let the engine take what is new, and watch phase and step."""
        for entry in self.life.book.entries[self.taken :]:
            before = (self.course.phase, self.course.step)
            take(self.course, entry)
            after = (self.course.phase, self.course.step)
            self.taken += 1
            if isinstance(entry, Decision) and rank(after) > rank(before):
                why = self.course.step_why if before[0] is after[0] else self.course.phase_why
                override = why is not None and why.rule == "override"
                moved = Moved(self.taken - 1, (before[0], after[0]), (before[1], after[1]), override)
                self.life.ups.append(moved)
            if isinstance(entry, Run) and (entry.pain >= 6 or entry.limp or entry.rising):
                self.life.reds.append((self.taken - 1, before, after, self.course.flare_on is not None))

    def _day(self, on: int) -> None:
        if on < self.away_until:
            return
        self._mishap(on)
        self._check(on)
        self._follow()
        if self._chance(self.nature.runs):
            self._run(on)
        if self._chance(self.nature.keeps * 0.6):
            self._train(on)
        if self._chance(30):
            self.life.book.cross(on, pain=self._pain())
        if self._chance(20):
            self.life.book.tests(on, walk=min(2, self._pain()), step_down=self._pain())
        self._follow()
        if self._chance(self.nature.decides):
            self._decide(on)
        self._follow()

    def _pain(self) -> int:
        if self._chance(self.nature.red):
            return self.random.randint(6, 10)
        if self._chance(self.nature.sore):
            return self.random.randint(2, 5)
        return 0 if self._chance(90) else 1

    def _mishap(self, on: int) -> None:
        book, trouble = self.life.book, self.nature.trouble
        if self._chance(trouble / 4):
            book.flag(on, self.random.choice(FLAGS))
        if self.course.standing_flags and self._chance(40):
            book.cleared(on)
        if self._chance(trouble / 3):
            book.pause(on, self.random.choice((None, on + 3, on + 10)))
        if self.course.pauses and self._chance(20):
            book.resume(on)
        if self._chance(trouble / 5):
            self.away_until = on + self.random.choice((5, 9, 16, 30))
        if self._chance(trouble / 3):
            book.skip(on, self.random.choice(("run", "strength")))
        if self._chance(1):
            book.cadence(on, self.random.randint(150, 185))
            book.shoes(on, minimal=self._chance(50), drop_mm=float(self.random.randint(0, 12)))

    def _check(self, on: int) -> None:
        if not self._chance(85):
            return
        last = self.course.runs[-1] if self.course.runs else None
        side = self.random.choice((None, Side.LEFT, Side.RIGHT)) if self.nature.answers["side"] == "both" else None
        kind = CheckInKind.MORNING if last and self._chance(60) else CheckInKind.DAILY
        run = last.id if last and kind is CheckInKind.MORNING else None
        self.life.book.check(on, self._pain(), kind=kind, run=run, side=side)

    def _run(self, on: int) -> None:
        careful = self._chance(self.nature.careful)
        ladder = self.course.phase is Phase.RETURN and careful
        minutes = self.course.rung.total_minutes if ladder else float(self.random.randint(5, 40 if careful else 110))
        pain = self._pain()
        surface = Surface.FLAT if self._chance(85) else self.random.choice(list(Surface))
        self.life.book.run(
            on,
            minutes,
            pain,
            step=self.course.rung.id if ladder else None,
            km=None if ladder else round(minutes / 6, 1),
            onset_minutes=minutes / 2 if pain > 2 else None,
            limp=pain > 2 and self._chance(5),
            surface=surface,
            speed=self._chance(2),
            backfilled=self._chance(2),
        )

    def _train(self, on: int) -> None:
        logs = []
        for exercise in itbs().exercises.values():
            progress = self.course.progress.get(exercise.id)
            level = exercise.level(progress.level if progress else 0).id
            pain = self._pain() if self._chance(30) else None
            sets = exercise.dose.sets
            logs.append(ExerciseLog(exercise.id, level, sets, sets, self.random.randint(3, 8), pain))
        self.life.book.workout(on, exercises=tuple(logs), short=self._chance(10))

    def _decide(self, on: int) -> None:
        """Take what is there, now and then what is not, and mostly what is open."""
        wishes = [offer.id for offer in available(self.course, day(on), gate(self.course, day(on)))]
        wishes += self.random.sample(ANY_OFFER, k=1)
        act = self.life.book.override if self._chance(15) else self.life.book.go
        for wish in self.random.sample(wishes, k=len(wishes)):
            act(on, wish)
        if self._chance(10):
            self.life.book.stay(on, self.random.choice(wishes))
