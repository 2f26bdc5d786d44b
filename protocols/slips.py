"""What may be taken back although it stops the plan: a severe number that was mistyped, a sentence that was misheard.

Whatever was ticked, or said in words that a rule names, never is.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from protocols.diary import Answer, CheckIn, Diary, Entry, Flag, Slip
from protocols.follow import follow
from protocols.model import RehabProtocol

Doubtful = CheckIn | Answer | Flag


def slip(protocol: RehabProtocol, diary: Diary, now: datetime, today: date) -> Doubtful | None:
    """The entry that alone stops the plan, by its number or by how it sounded, and is young enough to be taken back."""
    doubtful = [*_severe(diary.entries, protocol.value("severe_pain", "pain")), *_heard(protocol, diary.entries)]
    last = max(doubtful, key=lambda e: (e.at, e.id), default=None)
    if last is None or now - last.at > _window(protocol, last) or _too_often(protocol, diary, last, today):
        return None
    others = [entry for entry in diary.entries if entry is not last]
    stands = follow(protocol, diary.entries, today).standing_flags
    return last if stands and not follow(protocol, others, today).standing_flags else None


def number(entry: Doubtful) -> int | None:
    """The pain that the entry tells, 0 to 10; None for a sentence."""
    if isinstance(entry, Flag):
        return None
    pain = entry.pain if isinstance(entry, CheckIn) else entry.value
    return pain if isinstance(pain, int) else 0


def _window(protocol: RehabProtocol, last: Doubtful) -> timedelta:
    if isinstance(last, Flag):
        return timedelta(hours=protocol.value("misheard", "hours"))
    return timedelta(minutes=protocol.value("severe_slip", "minutes"))


def _too_often(protocol: RehabProtocol, diary: Diary, last: Doubtful, today: date) -> bool:
    """Fingers slip seldom; that a sentence was misheard is no fault of the runner."""
    slips = (e for e in diary.entries if isinstance(e, Slip) and e.pain is not None)
    lately = any((today - e.on).days < protocol.value("severe_slip", "days") for e in slips)
    return lately and not isinstance(last, Flag)


def _heard(protocol: RehabProtocol, entries: Iterable[Entry]) -> list[Flag]:
    """Red flags that no rule names, only the reader heard."""
    return [e for e in entries if isinstance(e, Flag) and protocol.flags[e.flag].heard]


def _severe(entries: Iterable[Entry], least: float) -> list[CheckIn | Answer]:
    told = (e for e in entries if isinstance(e, CheckIn) or (isinstance(e, Answer) and e.question == "daily_pain"))
    return [entry for entry in told if (number(entry) or 0) >= least]
