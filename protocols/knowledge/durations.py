"""How long something has lasted, read from words: "three months", "week nine", "6/52", "since March"."""

import re
from collections.abc import Mapping, Sequence

_COUNTING = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_VAGUE = {"a": 1, "an": 1, "whole": 1, "couple of": 2, "for": 2, "months": 2, "few": 3, "several": 5, "dozen": 12}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
_AMOUNTS: Mapping[str, float] = {word: value for value, word in enumerate(_COUNTING.split())} | _VAGUE | TENS
_ORDERED = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS = {word: value for value, word in enumerate(_ORDERED.split(), 1)}
_NUMBER = rf"(\d+|half an?|half|{'|'.join(word for word in _AMOUNTS if word != 'months')})"
_UNIT = r"(days?|weeks?|wks?|wk|fortnights?|months?|mo|mth|quarters?|seasons?|years?|yrs?|yr)"
_SPAN = re.compile(
    rf"\b{_NUMBER}(?: (?:or|to|-) (\d+|\w+))?(?: and a (?:half|bit)| and half| full| whole| long| solid| more|"
    rf" of| good| complete"
    rf"| honest| straight)* {_UNIT}\b"
)
_COUNTED = re.compile(rf"\b{_UNIT} (\d{{1,2}}|{'|'.join(_COUNTING.split())})\b")  # "week nine", "month 4"
_ORDINAL = re.compile(rf"\b(\d{{1,2}}(?= (?:st|nd|rd|th))|{'|'.join(_ORDINALS)})(?: (?:st|nd|rd|th))? {_UNIT}\b")
_CLINICAL = re.compile(r"\b(\d{1,2}) / (52|12)\b")  # "6/52": weeks; "3/12": months
_SINCE = re.compile(
    r"\b(?:since (?:the )?(?:(?:start|end|middle|beginning|(?:first|second|third|last) week) of |last |late |"
    r"early |mid )?(?:january|february|march|april|may|"
    r"june|july|august|september|october|november|december|jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec|"
    r"spring|summer|autumn|winter|christmas|easter|new year|year|thanksgiving|labor day|memorial day|halloween|"
    r"midsummer|school|the schools|term|lockdown)|"
    r"since the clocks changed|all (?:winter|summer|spring|autumn|year|season)|year round|for ages)\b"
)
_WEEKS = {"d": 1 / 7, "w": 1.0, "f": 2.0, "m": 4.3, "q": 13.0, "s": 13.0, "y": 52.0}
_LONG_ENOUGH = 4.3  # weeks that an open "since" is taken for: nobody counts from the name of a month a few days ago


def durations(words: Sequence[str]) -> list[tuple[int, int, float]]:
    """(start, end, weeks) of every span of time; "two or three weeks" counts as the larger."""
    text = " ".join(words)
    found = [(hit, max(amount(hit[1]), amount(hit[2] or "zero")) * _WEEKS[hit[3][0]]) for hit in _SPAN.finditer(text)]
    found += [(hit, amount(hit[2]) * _WEEKS[hit[1][0]]) for hit in _COUNTED.finditer(text)]
    found += [(hit, (_ORDINALS.get(hit[1]) or amount(hit[1])) * _WEEKS[hit[2][0]]) for hit in _ORDINAL.finditer(text)]
    found += [(hit, float(hit[1]) * (1.0 if hit[2] == "52" else 4.3)) for hit in _CLINICAL.finditer(text)]
    found += [(hit, _LONG_ENOUGH) for hit in _SINCE.finditer(text)]
    return [_placed(text, hit, weeks) for hit, weeks in found]


def _placed(text: str, hit: re.Match[str], weeks: float) -> tuple[int, int, float]:
    start = text.count(" ", 0, hit.start())
    return (start, start + hit[0].count(" ") + 1, weeks)


def amount(word: str) -> float:
    """A number in digits or words; 0 for any other word."""
    if word.startswith("half"):
        return 0.5
    return float(word[:4]) if word.isdecimal() else _AMOUNTS.get(word, 0)
