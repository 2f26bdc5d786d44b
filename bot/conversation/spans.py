"""How long a pause is, and why, as people say it. Pure: words in, days or a reason out."""

import re
from datetime import date

from bot.conversation.reading import NUMBERS, tidy, weekdays
from protocols.intake import WEEKDAYS

_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "month": 30, "months": 30}
_LENGTH = re.compile(rf"\b(\d{{1,3}}|an?|{'|'.join(NUMBERS)}) ({'|'.join(_UNITS)})\b")
_UNTIL = re.compile(r"\b(?:until|till?|to) (.+)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]*"
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}")
_MONTH_DAY = re.compile(rf"\b{_MONTH} (\d{{1,2}})")
_REASONS = {
    "ill": re.compile(r"\b(?:ill|illness|sick|flu|fever|cold|covid|infection)\b"),
    "travel": re.compile(r"\b(?:travel\w*|holidays?|vacation|trip|away)\b"),
    "race": re.compile(r"\b(?:race|marathon)\b"),
    "life": re.compile(r"\b(?:life|work|busy|family|exams?)\b"),
}


def pause_days(text: str, today: date) -> int | None:
    """`3 days`, `a week`, `until Monday`, `till 14 March`: days from today until it goes on, if one is named."""
    words = tidy(text)
    length = _LENGTH.search(words)
    if length:
        return _number(length[1]) * _UNITS[length[2]] or None
    until = _UNTIL.search(words)
    return _until(until[1], today) if until else None


def pause_reason(text: str) -> str | None:
    """`ill`, `travel`, `race` or `life`; None when the words name none."""
    words = tidy(text)
    return next((why for why, named in _REASONS.items() if named.search(words)), None)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else NUMBERS.get(word, 1)


def _until(words: str, today: date) -> int | None:
    if words.startswith("tomorrow"):
        return 1
    if found := _DAY_MONTH.search(words):
        return _days_to(int(found[1]), found[2], today)
    if found := _MONTH_DAY.search(words):
        return _days_to(int(found[2]), found[1], today)
    named = weekdays(words)
    return (WEEKDAYS.index(named[0]) - today.weekday() - 1) % 7 + 1 if named else None


def _days_to(day: int, month: str, today: date) -> int | None:
    """To the next such day of the calendar; None when there is none."""
    number = _MONTHS.index(month) + 1
    for year in (today.year, today.year + 1):
        try:
            ahead = (date(year, number, day) - today).days
        except ValueError:
            return None
        if ahead > 0:
            return ahead
    return None
