"""A guided workout as a value, and as the plain data of its draft; `guided` says what leads to what."""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from protocols.diary import ExerciseLog

SWAPS_AT = 4  # pain from which an exercise is made easier or left out (P)
ENDS_AT = 7  # pain from which the session ends (P: digital programmes alert at 7)


class State(StrEnum):
    """What the card shows."""

    SET = "set"
    HURTS = "hurts"
    PAUSED = "paused"
    EFFORT = "effort"
    KNEE = "knee"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Item:
    """One exercise of the session; `level` indexes `ladder`, the ids of its levels from the easiest on."""

    exercise: str
    ladder: tuple[str, ...]
    level: int
    sets: int
    reps: int
    per_side: bool
    laps: bool = False
    hold_s: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """Where a workout stands. `done` sets of the item at `at`; `logs` of the items before it."""

    items: tuple[Item, ...]
    started_at: datetime
    short: bool
    n: int = 0  # taps that were taken
    at: int = 0
    done: int = 0
    state: State = State.SET
    effort: int | None = None  # of the current item, when it was said
    pain: int | None = None
    rest_until: datetime | None = None
    ring: bool = False
    logs: tuple[ExerciseLog, ...] = ()

    @property
    def is_over(self) -> bool:
        """True when there is nothing left to do or to ask."""
        return self.state is State.OVER

    @property
    def is_partial(self) -> bool:
        """True when less than half of the sets were done (P)."""
        return sum(log.sets for log in self.logs) * 2 < sum(item.sets for item in self.items)

    @property
    def ended_by_pain(self) -> bool:
        """True when an exercise hurt so much that the session ended there."""
        return any(log.pain is not None and log.pain >= ENDS_AT for log in self.logs)

    @property
    def item(self) -> Item:
        """The exercise that is on."""
        return self.items[min(self.at, len(self.items) - 1)]


def to_json(session: Session) -> dict[str, Any]:
    """Plain data for the draft."""
    return asdict(session) | {
        "started_at": session.started_at.isoformat(),
        "rest_until": session.rest_until.isoformat() if session.rest_until else None,
    }


def from_json(body: dict[str, Any]) -> Session:
    """The session of a draft."""
    return Session(
        **body
        | {
            "items": tuple(Item(**item | {"ladder": tuple(item["ladder"])}) for item in body["items"]),
            "logs": tuple(ExerciseLog(**log) for log in body["logs"]),
            "state": State(body["state"]),
            "started_at": datetime.fromisoformat(body["started_at"]),
            "rest_until": datetime.fromisoformat(body["rest_until"]) if body["rest_until"] else None,
        }
    )
