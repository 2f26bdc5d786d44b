"""What each tap of a guided workout leads to: from one state of the session to the next. Pure.

`n` counts the taps that were taken. A button carries the `n` it was shown with: a second tap or an old card is stale.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.actions.errors import StaleError
from bot.actions.session import ENDS_AT, SWAPS_AT, Item, Session, State
from protocols.diary import ExerciseLog
from protocols.model import Exercise
from protocols.outlook import Prescription


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
