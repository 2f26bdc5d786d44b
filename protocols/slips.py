"""A severe number may have been a slip of the finger; whatever was said in words or ticked never is."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from protocols.diary import Answer, CheckIn, Diary, Entry, Slip
from protocols.follow import follow
from protocols.model import RehabProtocol


def slip(protocol: RehabProtocol, diary: Diary, now: datetime, today: date) -> CheckIn | Answer | None:
    """The entry that alone stops the plan by its number and is young enough to be taken back as mistyped."""
    value = protocol.value
    last = max(_severe(diary.entries, value("severe_pain", "pain")), key=lambda e: (e.at, e.id), default=None)
    if last is None or now - last.at > timedelta(minutes=value("severe_slip", "minutes")):
        return None
    if any((today - e.on).days < value("severe_slip", "days") for e in diary.entries if isinstance(e, Slip)):
        return None
    others = [entry for entry in diary.entries if entry is not last]
    stands = follow(protocol, diary.entries, today).standing_flags
    return last if stands and not follow(protocol, others, today).standing_flags else None


def number(entry: CheckIn | Answer) -> int:
    """What the entry says, 0 to 10."""
    pain = entry.pain if isinstance(entry, CheckIn) else entry.value
    return pain if isinstance(pain, int) else 0


def _severe(entries: Iterable[Entry], least: float) -> list[CheckIn | Answer]:
    told = (e for e in entries if isinstance(e, CheckIn) or (isinstance(e, Answer) and e.question == "daily_pain"))
    return [entry for entry in told if number(entry) >= least]
