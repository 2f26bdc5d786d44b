"""What numbers in a message say: a body temperature, sessions done, a pain that falls or stays."""

import re
from collections.abc import Sequence

from protocols.knowledge.durations import TENS, amount

_FEVER = re.compile(
    r"\b(?:3[89]|4[01])[.,]\d\b(?! (?:k|km|kms|kilometers?|kilometres?|miles?|kg|min|mins|s|sec|m|pace)\b)"
)
_FROM_TO = re.compile(
    r"\b(?:from|was) (?:an? )?(\d{1,2})(?: / 10)? (?:down )?(?:to|, now)(?: is)? (?:an? )?(\d{1,2})\b(?! (?:k|"
    r"km|min|mins|miles?)\b)"
)
_DONE = re.compile(rf"\b(?:({'|'.join(TENS)}) )?(\d+|[a-z]+) (?:\w+ )?(?:sessions|workouts)\b")
_A_WEEK = 3  # sessions in a week of the programme (schedule-week)


def measures(words: Sequence[str]) -> list[tuple[int, int, str]]:
    """(start, end, label) with labels `fever`, `improving`, `unmoved`."""
    text = " ".join(words)
    found = [(hit, "fever") for hit in _FEVER.finditer(text)]
    for hit in _FROM_TO.finditer(text):
        before, after = int(hit[1]), int(hit[2])
        if before <= 10 and after <= before:
            found.append((hit, "improving" if after < before else "unmoved"))
    return [(*placed(text, hit), label) for hit, label in found]


def sessions(words: Sequence[str]) -> list[tuple[int, int, float]]:
    """(start, end, weeks) of every count of sessions, at three a week."""
    if not {"sessions", "workouts"} & set(words):
        return []
    text = " ".join(words)
    return [
        (*placed(text, hit), (TENS.get(hit[1] or "", 0) + amount(hit[2])) / _A_WEEK) for hit in _DONE.finditer(text)
    ]


def placed(text: str, hit: re.Match[str]) -> tuple[int, int]:
    """Which words of a text joined by spaces a match covers."""
    start = text.count(" ", 0, hit.start())
    return start, start + hit[0].count(" ") + 1
