"""What a typed answer means. Pure: text in, value or None out; the words for it are the caller's."""

import re
from collections.abc import Iterable
from datetime import time

from protocols.diary import Side
from protocols.intake import WEEKDAYS, Amount

NUMBERS = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
NUMBERS |= {"nine": 9, "ten": 10}
_NONE = {"none", "no", "nothing", "never", "nope", "0", "none of these", "neither", "nil", "no run", "not running"}
_ANSWERS = {
    "yes": "yes|yep|yeah|yup|ya|aye|correct|exactly|definitely|absolutely|it does|it is|i do|that's it|that's me",
    "no": "no|nope|nah|never|not at all|it doesn't|it does not|it isn't|i don't|definitely not",
    "unsure": "not sure|unsure|maybe|perhaps|sort of|kind of|kinda|sorta|i guess|i guess so|i think so|i think"
    "|not really|i don't think so|hard to say|it depends|depends|no idea|dunno|idk|i don't know|don't know",
}
_ANSWER = {words: answer for answer, all_words in _ANSWERS.items() for words in all_words.split("|")}
_ASKS_OR_DOUBTS = re.compile(
    r"\bbut\b|^ *(?:and |so )?(?:what|why|how|when (?:can|should|will|do)|should|can|could|is|are|do|does|will)\b"
)
_UNITS = {"km": 1.0, "k": 1.0, "kms": 1.0, "kilometres": 1.0, "kilometers": 1.0, "mi": 1.609344, "mile": 1.609344}
_UNITS |= {"miles": 1.609344, "m": 0.001, "metres": 0.001, "meters": 0.001}
_AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-z]+)?")
_PAINLESS = re.compile(r"\b(?:never|did ?n[o']t|not) hurt|\b(?:no|without|zero) pain|\bpain[- ]?free\b")
_SIDES = {"left": Side.LEFT, "l": Side.LEFT, "right": Side.RIGHT, "r": Side.RIGHT}
_SIDE_FIRST = re.compile(r"\b(left|right|l|r)(?: knee)?(?: is| at| was|:| =)? ?(\d{1,2})\b")
_NUMBER_FIRST = re.compile(r"\b(\d{1,2})(?: in| on| for)?(?: the| my)? ?(left|right|l|r)\b")
_FILLER = re.compile(r"\b(?:and|knees?|pain|today|now|this|morning|the|my|is)\b|[,;:.·]")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_HOURS = re.compile(r"(\d+(?:[.,]\d+)?)\s*(?:h|hr|hrs|hours?)\b(?:\s*(\d+))?")
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?")


def tidy(text: str) -> str:
    """Lower case, single spaces, no closing punctuation."""
    return " ".join(text.lower().split()).strip(" .!")


def pain(text: str) -> int | None:
    """`4`, `4/10`, `four`; None when it is no whole number from 0 to 10."""
    words = tidy(text).removesuffix("/10").removesuffix(" out of 10").strip()
    if words in NUMBERS:
        return NUMBERS[words]
    if words in {"none", "no pain", "nothing"}:
        return 0
    return int(words) if words.isdecimal() and len(words) <= 2 and int(words) <= 10 else None


def knees(text: str) -> dict[Side, int]:
    """`left 2 right 4`, `right knee 3/10`, `2 left, 4 right`: pain of each knee named; empty: something else."""
    words = tidy(text).replace("/10", "")
    for pattern, side, value in ((_SIDE_FIRST, 1, 2), (_NUMBER_FIRST, 2, 1)):
        told = {_SIDES[found[side]]: int(found[value]) for found in pattern.finditer(words)}
        if told and max(told.values()) <= 10 and not _FILLER.sub("", pattern.sub("", words)).strip():
            return told
    return {}


def denies_pain(text: str) -> bool:
    """`never hurt`, `no pain`, `pain-free` …"""
    return _PAINLESS.search(tidy(text)) is not None


def says_none(text: str) -> bool:
    """`none`, `nothing`, `never` …"""
    return tidy(text) in _NONE


def amount(text: str) -> Amount | None:
    """`3.6 km`, `3,6k`, `2 miles`, `25 min`, `1 h 10`; a bare number is None: it could be either."""
    words = tidy(text)
    if hours := _HOURS.search(words):
        return Amount(round(_float(hours[1]) * 60 + float(hours[2] or 0), 1), "min")
    found = _AMOUNT.search(words)
    if not found or found[2] is None:
        return None
    if found[2].startswith("min") or found[2] in {"'", "mins"}:
        return Amount(_float(found[1]), "min")
    factor = _UNITS.get(found[2])
    return Amount(round(_float(found[1]) * factor, 2), "km") if factor else None


def number(text: str) -> float | None:
    """`32`, `5,2`, `-3`: a bare number and nothing else."""
    found = _NUMBER.fullmatch(tidy(text))
    return _float(found[0]) if found else None


def clock(text: str) -> time | None:
    """`7`, `07:30`, `6.45 pm`."""
    found = _TIME.fullmatch(tidy(text))
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    if found[3] == "pm" and hour < 12:
        hour += 12
    elif found[3] == "am" and hour == 12:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def weekdays(text: str) -> tuple[str, ...] | None:
    """`mon wed fri`, `Tuesdays and Sunday`, `any day`, `weekends`; None when no day is named."""
    words = tidy(text)
    if "any" in words or "every" in words or words in {"all", "none"}:
        return ()
    spread = words.replace("weekend", "sat sun").replace("weekday", "mon tue wed thu fri")
    named = [w[:3] for w in re.findall(r"[a-z]+", spread)]
    return tuple(day for day in WEEKDAYS if day in named) or None


def choice(text: str, options: Iterable[tuple[str, str]]) -> str | None:
    """The id of the one option (id, label) that the text names: its id, its label or the start of its label."""
    words = tidy(text)
    pairs = [(key, tidy(label)) for key, label in options]
    exact = [key for key, label in pairs if words in (key, label)]
    if exact:
        return exact[0]
    near = [key for key, label in pairs if len(words) > 1 and label.startswith(words)]
    return near[0] if len(near) == 1 else None


def yes_or_no(text: str) -> str | None:
    """`yep`, `nope`, `sort of, on stairs`: "yes", "no" or "unsure".

    None where more is asked, and for what takes it back: "but", and "no" with anything else, which may be the swelling
    that was asked for.
    """
    first, *more = re.split(r"[,;:.!]| - | – ", tidy(text).replace("’", "'"), maxsplit=1)
    answer = _ANSWER.get(first.strip())
    doubtful = "?" in text or any(answer == "no" or _ASKS_OR_DOUBTS.search(each) for each in more)
    return None if doubtful else answer


def choices(text: str, options: Iterable[tuple[str, str]]) -> tuple[str, ...] | None:
    """Ids of the options that the text names, in their own order; () for "none", None when nothing is recognised."""
    if says_none(text):
        return ()
    pairs = list(options)
    parts = [part for part in re.split(r"[,;/+\n]|\band\b", text) if part.strip()]
    found = {choice(part, pairs) for part in parts} - {None}
    return tuple(key for key, _ in pairs if key in found) or None


def _float(digits: str) -> float:
    return float(digits.replace(",", "."))
