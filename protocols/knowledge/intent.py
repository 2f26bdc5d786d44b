"""Reads a diary entry out of a sentence: "32 min 5k flat, pain 3 from 4 km"."""

import re
from typing import Literal

from protocols.knowledge.model import LogIntent
from protocols.knowledge.text import clean

_LONGEST_LOG = 45  # words; a longer text is a story, and a story holds a question
_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_NUMBERS = {word: value for value, word in enumerate(_UNITS.split())}
_TENS = {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}  # fmt: skip
_TEN_UNIT = re.compile(rf"\b({'|'.join(_TENS)})(?:[ -]({'|'.join(_NUMBERS)}))?\b")
_UNIT = re.compile(rf"\b({'|'.join(_NUMBERS)})\b")
_SPOKEN = (
    (re.compile(r"\b(?:half an hour|half hour|1/2 hour)\b"), "30 min"),
    (re.compile(r"\b(?:an|one) hour and a half\b"), "90 min"),
    (re.compile(r"\b(?:three quarters of an hour)\b"), "45 min"),
    (re.compile(r"\b(?:a quarter of an hour|quarter of an hour)\b"), "15 min"),
    (re.compile(r"\ban hour\b"), "60 min"),
    (re.compile(r"\b(?:a )?half[ -]marathon\b"), "21.1 km"),
    (re.compile(r"\bparkrun\b(?!.*\d ?k)"), "parkrun 5 km"),
    (re.compile(r"\b(\d+) and a half\b"), r"\1.5"),
    (re.compile(r"(\d),(\d)"), r"\1.\2"),
)
_ASKS = re.compile(
    r"\?|^(?:so |and |but |ok |hi |hello |hey |please |guys |coach )*(?:can|could|should|shall|may|might|is|are|am|was|were|do|does|did i|did it|"
    r"did you|will|would|how|what|whats|when|why|where|which|who|if|has|have you|have i|any|tell|explain|help|need to|please|"
    r"advice|thoughts|best|pace|plan|couch|make|give|write|ok to|okay to|safe to|good to)\b|"
    r"\b(?:what should|should i|can i|could i|do i|am i|is it|is this|is that|what can|how (?:do|can|long|far|much|many|to|should)|why (?:is|does|do|did)|"
    r"what (?:do|does|is|to|now)|any (?:advice|tips|ideas|idea)|wonder\w*|want to know|normal|ok to|okay to|worried|please help|"
    r"does (?:it|this|that)|not sure (?:if|what|whether)|no idea|tell me|i need|which one|thinking of|supposed to|pace|zones?|heart rate|plan for|couch to|sub[ -]?\d+|for me)\b"
)
_NOT_YET = re.compile(
    r"\b(?:going to|gonna|want to|wanna|plan(?:ning|ned)? to|will|would like|tomorrow|next week|about to|hope to|if|usually|always|normally|"
    r"used to|every|each|per week|a week|weekly|for (?:\d+ )?(?:weeks|months|years)|\d+ ?(?:weeks|wks|months|years)|since|whenever|when i|signed up|next run|comes? back|every run|"
    r"tried|read that|heard|keeps?|race in|goal)\b"
)
_SENTENCE = re.compile(r"[.!;\n]+(?!\d)\s*")
_PAIN_WORD = r"(?:pain|hurt|hurts|hurting|sore|soreness|ache|aching|niggle|twinge|it (?:started|came on|kicked in|began)|started|came on|kicked in|onset|begins?|began)"
_DISTANCE = r"(\d+(?:\.\d+)?) ?-?(km|kms|k|kilomet(?:er|re)s?|miles?|mi)\b"
_MINUTES = r"(\d+(?:\.\d+)?) ?-?(?:minutes?|mins?|min|m|')(?![a-z])"
_SINCE = r"(?:from|at|after|around|about|past|by|until|till|in|near|@)"
_ONSET_KM = re.compile(rf"{_PAIN_WORD}[^,.;]{{0,24}}?\b{_SINCE} (?:about |around |roughly |the )?{_DISTANCE}(?! ago)")
_ONSET_KM_TURNED = re.compile(
    rf"{_PAIN_WORD}[^,.;]{{0,24}}?\b{_SINCE} (?:about |the )?(km|k|kilomet(?:er|re)|mile) (\d+(?:\.\d+)?)"
)
_ONSET_MIN = re.compile(rf"{_PAIN_WORD}[^,.;]{{0,24}}?\b{_SINCE} (?:about |around |roughly |the )?{_MINUTES}")
_ONSET_MIN_TURNED = re.compile(rf"{_PAIN_WORD}[^,.;]{{0,24}}?\b{_SINCE} (?:about |the )?min(?:ute)? (\d+(?:\.\d+)?)")
_CLOCK = re.compile(r"\b(?:(\d{1,2}):)?(\d{1,3}):(\d{2})\b(?! ?[ap]m)")
_HOURS = re.compile(r"\b(\d+(?:\.\d+)?) ?(?:hours?|hrs?|h)(?: ?(?:and )?(\d{1,2}) ?(?:minutes?|mins?|min|m)?)?\b")
_PLAIN_MINUTES = re.compile(_MINUTES)
_PLAIN_DISTANCE = re.compile(r"(?<![\d.:/])" + _DISTANCE)
_SCORE = re.compile(r"\b(\d{1,2})(?:\.\d)? ?(?:/|out of|of) ?(?:10|ten)\b")
_PAIN_THEN = re.compile(
    r"\b(?:pain|ache|soreness|discomfort|hurts?|hurting|knee|itb|band)(?: (?:level|score|scale|was|is|were|of|at|about|around|maybe|like|only|a|an|just|got|to|went|up|down|"
    r"this|morning|today|yesterday|in|the|my|left|right|knee|after|now|rated|reached|hit|peaked|max))*[:=]? ?(\d{1,2})\b(?!\.?\d* ?(?:km|k|mi|min|m|h|hour|reps|sets|x|%|days?|weeks?|:)\w*)"
)
_THEN_PAIN = re.compile(r"\b(?:a|about|like|at|with) (?:a )?(\d{1,2})(?: in| of| on the| for)? (?:pain|scale)\b|^(?:woke up with|woke with|it is|it was|it's|its|at|still) (?:a |at a |at )?(\d{1,2})\b(?! ?(?:k|m|h|d|w))")  # fmt: skip
_PAINLESS = re.compile(
    r"\b(?:no|zero|without|without any|not any|0) (?:knee |itb |it band )?(?:pain|issues?|problems?|soreness|ache|symptoms|hurt)\b|\bpain[ -]?free\b|\bpainless\b|"
    r"\b(?:never|not|didn't|did not|didnt|does not|doesn't|doesnt|nothing) (?:once )?hurt\b|\bpain:? (?:none|zero|nil)\b|\bdid not feel (?:anything|any pain)\b|\bnothing hurts?\b"
)
_SURFACES = {"hilly": r"hill(?:s|y)", "trail": r"trails?", "track": r"track", "treadmill": r"(?:treadmill|dreadmill|tready)", "flat": r"flat"}  # fmt: skip
_CADENCE = re.compile(
    r"\bcadence(?: was| of| at| around| about| avg| average)? ?(\d{3})\b|\b(\d{3}) ?(?:spm|steps|cadence)\b"
)
_LIMP = re.compile(r"(?<!no )(?<!not )(?<!without )(?<!without a )\blimp(?:ing|ed|y)?\b")
_AGO = re.compile(r"\b(\d{1,2}) days? ago\b")
_RUN = re.compile(
    r"\b(?:ran|run|runs|running|jog|jogged|jogging|jogs|parkrun|treadmill|dreadmill|long one|tempo|intervals|run/walk|walk/run|shuffle[d]?)\b"
)
_CROSS = re.compile(r"\b(?:cycled|cycling|cycle|bike|biked|biking|bicycle|rode|ride|spin|spinning|swam|swim|swimming|pool|aqua ?jog\w*|elliptical|cross ?train\w*|rowed|rowing|peloton|zwift|x-?train\w*)\b")  # fmt: skip
_WORKOUT = re.compile(
    r"\b(?:exercises?|strength(?:ening)?|rehab|clams?|clamshells?|bridges?|step ?downs?|monster walks?|leg raises?|abductions?|workout|hip work|"
    r"band work|session|single leg squats?|gym|physio homework|homework|routine)\b"
)
_DONE = re.compile(
    r"\b(?:did|done|finished|completed|managed|knocked out|got through|ticked off|smashed|in the bag|today|yesterday|this morning|tonight)\b"
)
_TODAY = re.compile(
    r"\b(?:today|yesterday|last night|this (?:morning|afternoon|evening)|tonight|just now|days? ago|now|again|done|ok|fine|easy)\b"
)


def parse_log(text: str) -> LogIntent | None:
    """The diary entry in a message, or None; a question, a plan or a story is never one. Miles become km."""
    flat = _spoken(clean(text))
    if not flat or len(flat.split()) > _LONGEST_LOG or _ASKS.search(flat):
        return None
    flat = ". ".join(said for said in _SENTENCE.split(flat) if not _NOT_YET.search(said))
    onset_km, onset_minutes, rest = _onset(flat)
    pain, never_hurt, rest = _pain(rest)
    minutes, rest = _duration(rest)
    distance = _PLAIN_DISTANCE.search(rest)
    km = _km(*distance.groups()) if distance else None
    kind = _kind(flat, measured=minutes is not None or km is not None, rated=pain is not None)
    if kind is None:
        return None
    cadence = _CADENCE.search(flat)
    return LogIntent(
        kind=kind,
        minutes=minutes,
        km=km,
        pain=pain,
        onset_km=onset_km,
        onset_minutes=onset_minutes,
        never_hurt=never_hurt,
        surface=next((name for name, pattern in _SURFACES.items() if re.search(rf"\b{pattern}\b", flat)), None),
        cadence=int(cadence[1] or cadence[2]) if cadence else None,
        limp=bool(_LIMP.search(flat)),
        days_ago=_days_ago(flat),
    )


def _spoken(text: str) -> str:
    """Number words as digits; "half an hour" as minutes."""
    for pattern, plain in _SPOKEN:
        text = pattern.sub(plain, text)
    text = _TEN_UNIT.sub(lambda found: str(_TENS[found[1]] + _NUMBERS.get(found[2] or "zero", 0)), text)
    return _UNIT.sub(lambda found: str(_NUMBERS[found[1]]), text)


def _km(value: str, unit: str) -> float:
    return round(float(value) * (1.609344 if unit.startswith("mi") else 1.0), 2)


def _onset(text: str) -> tuple[float | None, float | None, str]:
    """Where pain began (km, minutes), and the text without that clause's figure."""
    if found := _ONSET_KM.search(text):
        return _km(found[1], found[2]), None, text[: found.start(1)] + text[found.end() :]
    if found := _ONSET_KM_TURNED.search(text):
        return _km(found[2], found[1]), None, text[: found.start(1)] + text[found.end() :]
    for pattern in (_ONSET_MIN, _ONSET_MIN_TURNED):
        if found := pattern.search(text):
            return None, float(found[1]), text[: found.start(1)] + text[found.end() :]
    return None, None, text


def _pain(text: str) -> tuple[int | None, bool, str]:
    """Pain 0–10, whether it never hurt, and the text without the figure."""
    for pattern in (_SCORE, _PAIN_THEN, _THEN_PAIN):
        found = pattern.search(text)
        value = int(next(group for group in found.groups() if group)) if found else 11
        if found and value <= 10:
            return value, value == 0, text[: found.start()] + " " + text[found.end() :]
    if found := _PAINLESS.search(text):
        return 0, True, text[: found.start()] + " " + text[found.end() :]
    return None, False, text


def _duration(text: str) -> tuple[float | None, str]:
    """Minutes, and the text without them. 31:20 is minutes and seconds, 1:05:00 hours too."""
    if found := _CLOCK.search(text):
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return round(hours * 60 + minutes + seconds / 60, 2), text[: found.start()] + " " + text[found.end() :]
    if found := _HOURS.search(text):
        return float(found[1]) * 60 + float(found[2] or 0), text[: found.start()] + " " + text[found.end() :]
    if found := _PLAIN_MINUTES.search(text):
        return float(found[1]), text[: found.start()] + " " + text[found.end() :]
    return None, text


def _kind(text: str, *, measured: bool, rated: bool) -> Literal["run", "pain", "workout", "cross"] | None:
    """Which diary page it belongs to: the activity that is named, else what was measured."""
    if _CROSS.search(text) and (measured or re.search(r"\b(?:cycled|biked|rode|swam|rowed|did|went|done)\b", text)):
        return "cross"
    if _RUN.search(text) and (measured or rated or _TODAY.search(text)) and not _negated_run(text):
        return "run"
    if _WORKOUT.search(text) and _DONE.search(text) and not re.search(r"\b(?:not|didn't|didnt|skipped|missed|never)\b", text.replace("did not hurt", "")):  # fmt: skip
        return "workout"
    if measured and len(text.split()) <= 16 and re.search(r"\b(?:\d+ ?(?:km|kms|k|mi|miles?))\b", text):
        return "run"
    return "pain" if rated else None


def _negated_run(text: str) -> bool:
    return bool(
        re.search(
            r"\b(?:not|no|didn't|didnt|cannot|can't|cant|skipped|missed|without) (?:a |any |my )?(?:ran|run|running|jog)\b",
            text,
        )
    )


def _days_ago(text: str) -> int:
    if found := _AGO.search(text):
        return int(found[1])
    if "day before yesterday" in text:
        return 2
    return int(bool(re.search(r"\b(?:yesterday|last night)\b", text)))
