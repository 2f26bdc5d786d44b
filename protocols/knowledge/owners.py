"""Whose a symptom is: the runner's own, or another person's."""

import re
from collections.abc import Sequence

from protocols.knowledge.text import word_set

_PERSON = (
    "friend mate buddy pal husband wife partner boyfriend girlfriend fiance fiancee mum mom mother dad "
    "father brother sister son daughter uncle aunt "
    "cousin neighbour neighbor colleague coworker teammate boss client patient grandma grandad "
    "grandmother grandfather granddad grandpa grandson granddaughter grandchild grandkid nana nan kid kids "
    "child bloke guy woman man "
    "girl lady lad lass athlete athletes runner runners member members pupil student trainee junior teen "
    "teenager runner chap fella fellow someone somebody boy teammate comrade dog cat he she his her him they their "
    "roommate flatmate housemate missus granny gran auntie niece nephew hubby bf gf rival clubmate stranger"
)
_PERSONS = word_set(_PERSON)
_CALLINGS = word_set("teacher trainer coach instructor sergeant masseur masseuse professor")  # "no better, coach"
THEIRS = re.compile(r"\bmy (?:{})s?\b".format(_PERSON.replace(" ", "|")))
IN_SOMEONE = re.compile(r"\b(?:in|on) (?:a|an|one|another) (?:{})\b".format(_PERSON.replace(" ", "|")))
_SPEAKS = word_set(
    "insists insist says said claims thinks thought told tells noticed asked reckons found swears keeps "
    "pointed sees saw filmed films counted counting counts checked checks watched watches timed timing coached "
    "supervised supervises measured felt confirmed diagnosed swore warned warns wants wonders worries calls called"
)
_OWN = word_set("i my mine me myself us we our")
_BESIDE = word_set("at with from by over behind beside near after past against than like if though to")
_ARTICLES = word_set("my the a an our your his her some")


def someone_else(words: Sequence[str], start: int) -> bool:
    """Whether the nearest owner before the finding is another person who does not merely speak of the runner."""
    for place in range(start, -1, -1):
        word = words[place]
        called = word in _CALLINGS and place > 0 and words[place - 1] in _ARTICLES
        if called or word in _PERSONS or (word.endswith("s") and word[:-1] in _PERSONS):
            if _beside(words, place):
                continue
            return not any(spoken in _SPEAKS for spoken in words[place + 1 : place + 3])
        if word in _OWN and not (place + 1 < len(words) and words[place + 1] in _PERSONS):
            return False
    return False


def _beside(words: Sequence[str], place: int) -> bool:
    """Whether a person only stands by: "at my son's match, knee twisted", "as if someone sat on my chest"."""
    before = place - 1 if place and words[place - 1] in _ARTICLES else place
    return before > 0 and words[before - 1] in _BESIDE
