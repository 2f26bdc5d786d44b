"""Day 0: which question comes next, and what the answers say. Derived from the diary, never stored."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from protocols.diary import Answer, Diary, Entry, Side, Value
from protocols.model import Question, RehabProtocol

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?) (km|min)")


class Pattern(StrEnum):
    """How the symptoms compare with the pattern that the article describes."""

    FITS = "fits"
    UNCLEAR = "unclear"
    DOES_NOT_FIT = "does_not_fit"


@dataclass(frozen=True, slots=True)
class Amount:
    """A distance or a time; `unit` is "km" or "min"."""

    value: float
    unit: str

    @classmethod
    def parse(cls, text: str) -> "Amount | None":
        """`"3.6 km"` or `"25 min"`; anything else (such as "none") is None."""
        found = _AMOUNT.fullmatch(text)
        return cls(float(found[1]), found[2]) if found else None

    def __str__(self) -> str:
        return f"{self.value:g} {self.unit}"


@dataclass(frozen=True, slots=True)
class PatternItem:
    """One answer of the pattern check: does it agree with the article (True), not (False), or is it unknown (None)?"""

    question: str
    answer: str
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class Profile:
    """What the intake says about a runner. None where a question is still open."""

    of_age: bool | None
    pattern: Pattern | None
    side: Side | None
    worse_side: Side | None
    onset: Amount | None
    volume: Amount | None
    longest: Amount | None
    run_pain: int | None
    daily_pain: int | None
    changed: tuple[str, ...]
    kit: tuple[str, ...]
    days: tuple[int, ...]  # weekdays that suit, Monday = 0; empty = any


def answers(entries: Iterable[Entry]) -> dict[str, Answer]:
    """The last answer to each question (complete or not)."""
    latest: dict[str, Answer] = {}
    for entry in sorted((e for e in entries if isinstance(e, Answer)), key=lambda e: (e.at, e.id)):
        latest[entry.question] = entry
    return latest


def next_question(protocol: RehabProtocol, diary: Diary) -> Question | None:
    """The first question without a complete answer, or None when the intake is done."""
    given = answers(diary.entries)
    return next((q for q in _asked(protocol, given) if not _is_complete(given.get(q.id))), None)


def previous_question(protocol: RehabProtocol, diary: Diary, before: str) -> Question | None:
    """The question that Back leads to, or None at the start."""
    asked = _asked(protocol, answers(diary.entries))
    at = next((i for i, q in enumerate(asked) if q.id == before), len(asked))
    return asked[at - 1] if at > 0 else None


def position(protocol: RehabProtocol, diary: Diary, question: str) -> tuple[int, int]:
    """`(3, 19)`: the third of nineteen questions that this runner is asked."""
    ids = [q.id for q in _asked(protocol, answers(diary.entries))]
    return (ids.index(question) + 1 if question in ids else 0), len(ids)


def pattern_items(given: Mapping[str, Answer]) -> tuple[PatternItem, ...]:
    """What each pattern answer says, in the order asked."""
    return tuple(
        PatternItem(question, str(given[question].value), _agrees(question, str(given[question].value)))
        for question in _AGREEING
        if question in given
    )


def pattern(given: Mapping[str, Answer]) -> Pattern | None:
    """Compare with the article (section "The Classic Symptom Pattern"); None until all six are answered.

    Pain elsewhere than outside the knee, swelling or mechanical signs do not fit. Two or more other answers that
    disagree or are unknown make it unclear (P).
    """
    items = pattern_items(given)
    if len(items) < len(_AGREEING):
        return None
    if any(item.agrees is False for item in items if item.question in _DECISIVE):
        return Pattern.DOES_NOT_FIT
    doubts = sum(item.agrees is not True for item in items)
    return Pattern.UNCLEAR if doubts > 1 else Pattern.FITS


def profile(diary: Diary) -> Profile:
    """The intake's answers as values."""
    return profile_of(answers(diary.entries))


def profile_of(latest: Mapping[str, Answer]) -> Profile:
    """The profile that these answers make; incomplete ones are left out."""
    given = {key: answer for key, answer in latest.items() if answer.complete}
    side = _choice(given, "side")
    return Profile(
        of_age=None if "age" not in given else given["age"].value == "yes",
        pattern=pattern(given),
        side=Side(side) if side else None,
        worse_side=_worse_side(given),
        onset=_amount(given, "onset"),
        volume=_amount(given, "volume"),
        longest=_amount(given, "longest"),
        run_pain=_pain(given, "run_pain"),
        daily_pain=_pain(given, "daily_pain"),
        changed=_many(given, "changed"),
        kit=_many(given, "kit"),
        days=tuple(WEEKDAYS.index(day) for day in _many(given, "days")),
    )


def is_complete(protocol: RehabProtocol, latest: Mapping[str, Answer]) -> bool:
    """True when every question that this runner is asked has a complete answer."""
    return all(_is_complete(latest.get(q.id)) for q in _asked(protocol, latest))


_AGREEING: Mapping[str, str] = {
    "pattern_where": "outside",
    "pattern_comes_on": "yes",
    "pattern_worse": "yes",
    "pattern_settles": "yes",
    "pattern_swelling": "no",
    "pattern_mechanical": "no",
}
_DECISIVE = {"pattern_where", "pattern_swelling", "pattern_mechanical"}


def _agrees(question: str, answer: str) -> bool | None:
    return None if answer == "unsure" else answer == _AGREEING[question]


def _asked(protocol: RehabProtocol, given: Mapping[str, Answer]) -> list[Question]:
    both = "side" in given and given["side"].value == Side.BOTH
    return [q for q in protocol.questions if q.id != "worse_side" or both]


def _is_complete(answer: Answer | None) -> bool:
    return answer is not None and answer.complete


def _tuple(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _many(given: Mapping[str, Answer], question: str) -> tuple[str, ...]:
    return _tuple(given[question].value) if question in given else ()


def _choice(given: Mapping[str, Answer], question: str) -> str | None:
    return str(given[question].value) if question in given else None


def _worse_side(given: Mapping[str, Answer]) -> Side | None:
    answer = _choice(given, "worse_side") or _choice(given, "side")
    return Side(answer) if answer in (Side.LEFT, Side.RIGHT) else None


def _amount(given: Mapping[str, Answer], question: str) -> Amount | None:
    answer = _choice(given, question)
    return Amount.parse(answer) if answer else None


def _pain(given: Mapping[str, Answer], question: str) -> int | None:
    value = given[question].value if question in given else None
    return value if isinstance(value, int) else None
