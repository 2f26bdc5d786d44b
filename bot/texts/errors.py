"""A kind sentence for everything a person can run into, by code."""

from collections.abc import Mapping

from bot.texts import general, intake
from bot.texts.words import safe

_SENTENCES = (
    {
        "stale": general.STALE,
        "consent_needed": "I may not note that: you have not agreed that I use your health data. /start asks again.",
        "not_ready": "A few questions are still open. /start goes on where you stopped.",
        "not_allowed": "There are no exercises for you right now. /today says why.",
    }
    | {f"not_understood_{kind}": text for kind, text in intake.NOT_UNDERSTOOD.items()}
    | {
        "not_understood_time": "A time, please, such as <code>07:30</code>.",
        "not_understood_minutes": "A number of minutes, please, such as <code>32</code>.",
        "not_understood_zone": intake.ZONE_UNKNOWN,
    }
)
FALLBACK = "That cannot be right. Nothing was noted; please check it and send it again."


def sentence(code: str, numbers: Mapping[str, object]) -> str:
    """What to say about an error; numbers that were typed come back escaped."""
    return _SENTENCES.get(code, FALLBACK).format(**{key: safe(str(value)) for key, value in numbers.items()})
