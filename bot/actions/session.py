"""A guided workout as a value: every tap gives the next state. Pure.

`n` counts the taps that were taken. A button carries the `n` it was shown with: a second tap or an old card is stale.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.actions.errors import StaleError
from protocols.diary import ExerciseLog
from protocols.model import Exercise
from protocols.outlook import Prescription

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
    n: int = 0
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


def start(
    prescriptions: tuple[Prescription, ...], exercises: Mapping[str, Exercise], now: datetime, *, short: bool
) -> Session:
    """A fresh session; the ten-minute version is one set of each exercise (P)."""
    return Session(tuple(_item(p, exercises[p.exercise], short) for p in prescriptions), now, short)


def expect(session: Session, n: int, *states: State) -> None:
    """Raise StaleError when the tap belongs to an earlier state of the card."""
    if session.n != n or session.state not in states:
        raise StaleError


def set_done(session: Session, now: datetime, rest: timedelta) -> Session:
    """One more set; rest follows, then the next set or exercise."""
    taken = _tapped(session, done=session.done + 1, rest_until=now + rest)
    return _advance(taken) if taken.done >= session.item.sets else taken


def too_hard(session: Session, now: datetime, rest: timedelta) -> Session:
    """The set counts, the effort is noted as 9, and what is left of this exercise is one level easier."""
    easier = replace(session.item, level=max(0, session.item.level - 1))
    return set_done(_with_item(replace(session, effort=9), easier), now, rest)


def hurts(session: Session) -> Session:
    """Ask how much."""
    return _tapped(session, state=State.HURTS)


def hurt(session: Session, pain: int) -> Session:
    """How much it hurts decides: go on, make it easier or leave it out, or end the session."""
    noted = _tapped(session, state=State.SET, pain=max(pain, session.pain or 0))
    if pain >= ENDS_AT:
        return finish(noted)
    if pain < SWAPS_AT:
        return noted
    if session.item.level == 0:
        return _advance(noted)
    return _with_item(noted, replace(session.item, level=session.item.level - 1))


def swap(session: Session) -> Session:
    """Another version of this exercise: the next easier one; below the easiest there is the next exercise."""
    item = session.item
    return (
        _with_item(_tapped(session), replace(item, level=item.level - 1)) if item.level else _advance(_tapped(session))
    )


def pause(session: Session) -> Session:
    """Stop the clock; everything done is kept."""
    return _tapped(session, state=State.PAUSED, rest_until=None)


def go_on(session: Session) -> Session:
    """Back to the set, from a pause or from the pain question."""
    return _tapped(session, state=State.SET)


def toggle_ring(session: Session) -> Session:
    """Switch the bell at the end of the rest on or off."""
    return _tapped(session, ring=not session.ring)


def finish(session: Session) -> Session:
    """End now; what was begun counts as far as it was done."""
    logged = session.logs + (_log(session) if session.at < len(session.items) else ())
    return _tapped(session, logs=logged, at=len(session.items), state=State.EFFORT if logged else State.OVER)


def felt(session: Session, effort: int) -> Session:
    """How hard the whole session was: counts for every exercise about which nothing else was said."""
    logs = tuple(log if log.effort is not None else replace(log, effort=effort) for log in session.logs)
    return _tapped(session, logs=logs, state=State.KNEE)


def knee(session: Session, pain: int) -> Session:
    """The knee during the session: counts likewise."""
    logs = tuple(log if log.pain is not None else replace(log, pain=pain) for log in session.logs)
    return _tapped(session, logs=logs, state=State.OVER)


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


def _item(given: Prescription, exercise: Exercise, short: bool) -> Item:
    ladder = tuple(level.id for level in exercise.levels)
    sets = 1 if short else given.sets
    return Item(given.exercise, ladder, given.level, sets, given.reps, given.per_side, given.laps, given.hold_s)


def _tapped(session: Session, **changes: Any) -> Session:
    return replace(session, n=session.n + 1, **changes)


def _with_item(session: Session, item: Item) -> Session:
    return replace(session, items=(*session.items[: session.at], item, *session.items[session.at + 1 :]))


def _advance(session: Session) -> Session:
    """To the next exercise, or to the closing questions after the last one."""
    logs = session.logs + _log(session)
    following = session.at + 1
    state = State.SET if following < len(session.items) else (State.EFFORT if logs else State.OVER)
    return replace(session, at=following, done=0, effort=None, pain=None, logs=logs, state=state)


def _log(session: Session) -> tuple[ExerciseLog, ...]:
    """What was done of the current exercise; nothing when it was left out untouched and unhurt."""
    if not session.done and session.pain is None:
        return ()
    item = session.item
    level = item.ladder[item.level]
    return (ExerciseLog(item.exercise, level, session.done, item.sets, session.effort, session.pain),)
