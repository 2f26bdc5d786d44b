"""A kind sentence for everything a person can run into, by code."""

from collections.abc import Mapping
from datetime import date

from bot.texts import general, intake
from bot.texts.media import RUN_FILE_PROBLEMS
from bot.texts.words import day, safe

_ADMINS = {
    "role_too_low": "That needs the role {role} in ADMINS.",
    "broadcast_empty": "There is no message yet. Send or forward it to me first.",
    "broadcast_nobody": "Nobody would get it: choose another audience or topic.",
    "broadcast_too_few": "Fewer than five would get it, and the choice tells of their health. Choose more people.",
    "needs_words": "Only words can be sent there. Write it as a text, please.",
    "too_long": "That has {length} characters, and {limit} fit here. Make it shorter, please, and send it again.",
    "second_admin": "It needs another admin than the one who wrote it.",
    "safety_promotes": "Safety notices are the team's own words: no links, nothing forwarded from elsewhere.",
    "wrong_shape": "A text can become another text, a caption another caption. An album cannot be corrected.",
    "not_a_moment": "That is no moment to come. Write it like <code>2026-03-05 18:00</code>.",
    "too_late": "That is no longer possible. /broadcast shows how things stand.",
    "no_such_conversation": "That conversation is gone: the runner erased everything, or it was closed.",
}
_SENTENCES = (
    {
        "stale": general.STALE,
        "consent_needed": "I may not note that: you have not agreed that I use your health data. /start asks again.",
        "not_ready": "A few questions are still open. /start goes on where you stopped.",
        "not_allowed": "There are no exercises for you right now. /today says why.",
    }
    | {f"not_understood_{kind}": text for kind, text in intake.NOT_UNDERSTOOD.items()}
    | _ADMINS
    | {
        "not_understood_time": "A time, please, such as <code>07:30</code>.",
        "not_understood_minutes": "A number of minutes, please, such as <code>32</code>.",
        "not_understood_km": "A distance, please, such as <code>5.2 km</code>; or <code>none</code>.",
        "not_understood_onset": intake.NOT_UNDERSTOOD["amount"],
        "not_understood_choice": intake.NOT_UNDERSTOOD["one"],
        "not_understood_count": "One number, please: how often that foot landed in 30 s, such as <code>42</code>.",
        "not_understood_zone": intake.ZONE_UNKNOWN,
        "cadence_count": "Four numbers, please: how often one foot landed in 30 seconds, each time.",
    }
    | RUN_FILE_PROBLEMS
)
_IMPOSSIBLE = {
    "pain": "Pain goes from 0 (none) to 10 (the worst there is). Which number is it?",
    "amount": "{amount} is more than I can believe. A distance or a time, please: <code>3.6 km</code> or "
    "<code>25 min</code>.",
    "future": "{on} is still ahead. I note what has happened: today or before.",
    "before_start": "{on} is before your first day with me ({start}), so I cannot count it.",
    "long_ago": "{on} is more than {days} days ago, too long to be sure of. Tell me about the last weeks only.",
    "minutes": "{minutes} minutes cannot be right. How many minutes was it?",
    "km": "{km} km cannot be right. How far was it?",
    "pace": "{km} km in {minutes} minutes does not go together. Please check both.",
    "onset_beyond": "The pain cannot have started at {onset}: the whole run was {run}. Where did it start?",
    "cadence": "{spm} steps a minute cannot be right; most runners have 150 to 190. Please count once more.",
    "effort": "Effort goes from 0 to 10.",
    "sets": "{sets} sets cannot be right. How many were there?",
    "reps": "{amount} cannot be right. How many were there?",
    "descent": "{metres} metres downhill cannot be right.",
    "drop": "A heel drop of {mm} mm cannot be right. Most shoes have 0 to 14 mm.",
    "until": "{until} is not ahead. Until which day shall the plan rest?",
}
"""What `protocols.plausible` refuses. What is open stays open: the next answer counts."""
FALLBACK = "That cannot be right. Nothing was noted; please check it and send it again."


def sentence(code: str, numbers: Mapping[str, object]) -> str:
    """What to say about an error; numbers that were typed come back escaped."""
    return (_SENTENCES | _IMPOSSIBLE).get(code, FALLBACK).format(**{k: safe(_said(v)) for k, v in numbers.items()})


def _said(value: object) -> str:
    if isinstance(value, date):
        return day(value)
    return f"{value:g}" if isinstance(value, float) else str(value)
