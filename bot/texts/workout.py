"""The guided workout: one message, edited in place."""

from bot.actions.session import SWAPS_AT, Session, State
from bot.texts.words import blocks, lines, local, plural
from protocols.diary import ExerciseLog
from protocols.model import Exercise, RehabProtocol

CHOOSE = blocks(
    "<b>How long do you have?</b>",
    "The ten-minute version is one set of each exercise. It counts as a part session, and that beats none.",
)
HURTS = "How much does it hurt? 0 is none, 10 the worst there is."
EASIER = "It hurt, so here is an easier version. If it still hurts, tap “Hurts” again."
GO_ON = "Noted. Go on slowly, and tap “Hurts” again if it grows."
TOO_HARD = "Noted: too hard. A few clean repetitions are worth more than all of them."
WELL_DONE = "<b>Well done.</b>"
EFFORT = "How hard was it, all in all?"
KNEE = "And the knee during the session?"
NOTHING_DONE = "Nothing was done, so nothing is noted. Another day."
ENDED = blocks(
    "<b>We stop here.</b> Pain like that is a reason to stop, not to push through.",
    "Two short questions, then what you did is noted.",
)


def card(session: Session, protocol: RehabProtocol, zone: str) -> str:
    """What the workout message shows."""
    if session.state is State.PAUSED:
        return blocks(_head(session), "⏸ <b>Paused.</b> Everything is kept. Go on when you like.")
    if session.state is State.HURTS:
        return blocks(_head(session), HURTS)
    if session.state is State.EFFORT:
        return blocks(ENDED if session.ended_by_pain else WELL_DONE, EFFORT)
    if session.state is State.KNEE:
        return KNEE
    return _set(session, protocol, zone)


def _set(session: Session, protocol: RehabProtocol, zone: str) -> str:
    item = session.item
    exercise = protocol.exercises[item.exercise]
    level = exercise.level(item.level)
    first = session.done == 0
    return blocks(
        _head(session),
        _heard(session, protocol),
        f"<b>{exercise.name}</b> · {level.name}",
        f"Set {session.done + 1} of {item.sets}: <b>{dose(session)}</b>",
        lines(*(f"{n}. {s}" for n, s in enumerate(exercise.steps, 1))) if first else level.cue,
        level.cue if first else None,
        _rest(session, zone),
    )


def _heard(session: Session, protocol: RehabProtocol) -> str | None:
    """What was said about the exercise, or about the one before, and what follows from it."""
    if session.pain is not None:
        return EASIER if session.pain >= SWAPS_AT else GO_ON
    if session.effort is not None:
        return TOO_HARD
    before = session.logs[-1] if session.logs and session.at and not session.done else None
    if before is None or before.exercise != session.items[session.at - 1].exercise or (before.pain or 0) < SWAPS_AT:
        return None
    return f"{protocol.exercises[before.exercise].name} hurt, so the rest of it is left out today. Well judged."


def _head(session: Session) -> str:
    return f"<i>Exercise {session.at + 1} of {len(session.items)}</i>"


def _rest(session: Session, zone: str) -> str | None:
    if session.rest_until is None:
        return None
    bell = " I ring." if session.ring else ""
    return f"⏱ Rest until <b>{local(session.rest_until, zone).strftime('%H:%M:%S')}</b>.{bell}"


def dose(session: Session) -> str:
    """`15 on each side`, `4 laps`."""
    item = session.item
    count = plural(item.reps, "lap") if item.laps else str(item.reps)
    side = " on each side" if item.per_side else ""
    hold = f", hold {item.hold_s} s at the top" if item.hold_s else ""
    return f"{count}{side}{hold}" if item.laps else f"{count} repetitions{side}{hold}"


def finished(session: Session, protocol: RehabProtocol) -> str:
    """What was done, a line each."""
    done = (_done(log, protocol.exercises[log.exercise]) for log in session.logs)
    kind = "Part session noted." if session.short or session.is_partial else "Session noted."
    return blocks(f"<b>{kind}</b>", lines(*done), "Rest well: the next one comes after a day off.")


def _done(log: ExerciseLog, exercise: Exercise) -> str:
    return f"{'✅' if log.sets else '➖'} {exercise.name}: {log.sets} of {plural(log.planned, 'set')}"
