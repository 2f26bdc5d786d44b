"""Reads a diary entry out of a sentence: "32 min 5k flat, pain 3 from 4 km"."""

import re
from typing import Literal

from protocols.knowledge import diary_words as words
from protocols.knowledge.model import LogIntent
from protocols.knowledge.text import clean

_LONGEST_LOG = 45  # words; a longer text is a story, and a story holds a question


def parse_log(text: str, *, sure: bool = False) -> LogIntent | None:
    """The diary entry in a message, or None; a question, a plan or a story is never one. Miles become km.

    `sure`: the reader took it for an entry, so only the figures are looked for.
    """
    flat = _spoken(clean(text))
    if not flat or len(flat.split()) > _LONGEST_LOG or (not sure and words.ASKS.search(flat)):
        return None
    if not sure:
        flat = ". ".join(said for said in words.SENTENCE.split(flat) if not words.NOT_YET.search(said))
    onset_km, onset_minutes, rest = _onset(flat)
    pain, never_hurt, rest = _pain(rest)
    minutes, rest = _duration(rest)
    distance = words.PLAIN_DISTANCE.search(rest)
    km = _km(*distance.groups()) if distance else None
    kind = _kind(flat, measured=minutes is not None or km is not None, rated=pain is not None)
    if kind is None:
        return None
    cadence = words.CADENCE.search(flat)
    return LogIntent(
        kind=kind,
        minutes=minutes,
        km=km,
        pain=pain,
        onset_km=onset_km,
        onset_minutes=onset_minutes,
        never_hurt=never_hurt,
        surface=next((name for name, pattern in words.SURFACES.items() if re.search(rf"\b{pattern}\b", flat)), None),
        cadence=int(cadence[1] or cadence[2]) if cadence else None,
        limp=bool(words.LIMP.search(flat)),
        days_ago=_days_ago(flat),
    )


def _spoken(text: str) -> str:
    """Number words as digits; "half an hour" as minutes."""
    for pattern, plain in words.SPOKEN:
        text = pattern.sub(plain, text)
    text = words.TEN_UNIT.sub(lambda found: str(words.TENS[found[1]] + words.NUMBERS.get(found[2] or "zero", 0)), text)
    return words.UNIT.sub(lambda found: str(words.NUMBERS[found[1]]), text)


def _km(value: str, unit: str) -> float:
    return round(float(value) * (1.609344 if unit.startswith("mi") else 1.0), 2)


def _onset(text: str) -> tuple[float | None, float | None, str]:
    """Where pain began (km, minutes), and the text without that clause's figure."""
    if found := words.ONSET_KM.search(text):
        return _km(found[1], found[2]), None, text[: found.start(1)] + text[found.end() :]
    if found := words.ONSET_KM_TURNED.search(text):
        return _km(found[2], found[1]), None, text[: found.start(1)] + text[found.end() :]
    for pattern in (words.ONSET_MIN, words.ONSET_MIN_TURNED):
        if found := pattern.search(text):
            return None, float(found[1]), text[: found.start(1)] + text[found.end() :]
    return None, None, text


def _pain(text: str) -> tuple[int | None, bool, str]:
    """Pain 0–10, whether it never hurt, and the text without the figure."""
    for pattern in (words.SCORE, words.PAIN_THEN, words.THEN_PAIN):
        found = pattern.search(text)
        value = int(next(group for group in found.groups() if group)) if found else 11
        if found and value <= 10:
            return value, value == 0, text[: found.start()] + " " + text[found.end() :]
    if found := words.PAINLESS.search(text):
        return 0, True, text[: found.start()] + " " + text[found.end() :]
    return None, False, text


def _duration(text: str) -> tuple[float | None, str]:
    """Minutes, and the text without them. 31:20 is minutes and seconds, 1:05:00 hours too."""
    if found := words.CLOCK.search(text):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return round(hours * 60 + minutes + seconds / 60, 2), text[: found.start()] + " " + text[found.end() :]
    if found := words.HOURS.search(text):
        return float(found[1]) * 60 + float(found[2] or 0), text[: found.start()] + " " + text[found.end() :]
    if found := words.PLAIN_MINUTES.search(text):
        return float(found[1]), text[: found.start()] + " " + text[found.end() :]
    return None, text


def _kind(text: str, *, measured: bool, rated: bool) -> Literal["run", "pain", "workout", "cross"] | None:
    """Which diary page it belongs to: the activity that is named, else what was measured."""
    if words.CROSS.search(text) and (
        measured or re.search(r"\b(?:cycled|biked|rode|swam|rowed|did|went|done)\b", text)
    ):
        return "cross"
    if words.RUN.search(text) and (measured or rated or words.TODAY.search(text)) and not _negated_run(text):
        return "run"
    if (
        words.WORKOUT.search(text)
        and words.DONE.search(text)
        and not re.search(r"\b(?:not|didn't|didnt|skipped|missed|never)\b", text.replace("did not hurt", ""))
    ):
        return "workout"
    if measured and len(text.split()) <= 16 and re.search(r"\b(?:\d+ ?(?:km|kms|k|mi|miles?))\b", text):
        return "run"
    return "pain" if rated else None


def _negated_run(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:not|no|didn't|didnt|cannot|can't|cant|skipped|missed|without|never) (?:a |any |my )?(?:ran|run|"
            r"running|jog)\b",
            text,
        )
    )


def _days_ago(text: str) -> int:
    if found := words.AGO.search(text):
        return int(found[1])
    if "day before yesterday" in text:
        return 2
    return int(bool(re.search(r"\b(?:yesterday|last night)\b", text)))
