"""What a negation denies, and where it ends."""

from collections.abc import Sequence

from protocols.knowledge.text import word_set

NEGATORS = word_set("no not without never nor neither denies zero lack lacks absent hardly")
ANSWERED_NO = word_set("none nope nil no not never zero")
_HAPPENS = word_set("is was has seems looks feels swells swelled locks gives")  # "nothing is swollen"
_VERBAL = frozenset({"not", "never", "hardly"})  # these deny one verb; over a comma only in a list with "or"
_REACH = 9  # words a negation reaches forward
_BREAKS = word_set(
    "but however though although except yet now then because since when if while so only just apart whereas and_i"
)
_DENIED_AFTER = tuple(
    tuple(denial.split())
    for denial in (
        "i never",
        "i do not have",
        "have i not",
        "is none",
        "is not there",
        "there is none",
        "and it does not",
        "but it does not",
        "free",
        "and found none",
        "and found nothing",
        "but found none",
        "but found nothing",
        "but there is not any",
        "but there is none",
        "and there is none",
        "to speak of",
    )
)
_SUBJECTS = word_set("i my it its the this that knee calf foot leg he she we there also still today")
_JOINS = frozenset({",", "and", "but", "so", "while"})
_UNBOUND = word_set(
    "only just sure know idea understand reason matter doubt explain warning stop stopping going go long "
    "see tell think "
    "get wait help sleep used joking kidding until till obvious believe remember figure work let ignore "
    "stay keep happy"
)


def denied(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a negation before words[start:end] (or "none" right after) reaches it; one inside belongs to it."""
    answer = end + 1 if words[end : end + 1] == (":",) else end  # "swelling: none"
    if words[answer : answer + 1] and words[answer] in ANSWERED_NO and words[answer + 1 : answer + 2] in ((), (",",)):
        return True
    behind = words[end + 1 :] if words[end : end + 1] == (",",) else words[end:]
    if any(behind[: len(denial)] == denial for denial in _DENIED_AFTER):
        return True
    for place in range(start - 1, max(-1, start - 1 - _REACH), -1):
        word = words[place]
        if word in _BREAKS or (word == "," and _new_subject(words, place + 1)):
            return False
        if word == "and" and words[place + 1] in _SUBJECTS and words[place + 1 : place + 2] != (words[start],):
            return False
        between = words[place + 1 : start]
        if word == "near" and words[place - 1 : place] == ("nowhere",):
            return True
        if word in NEGATORS or (word == "nothing" and (not between or "or" in between or between[0] in _HAPPENS)):
            if "," in between and word in _VERBAL and not {"or", "nor", "any"} & set(words[place + 1 : end + _REACH]):
                return False
            return not _UNBOUND & set(between)
    return False


def new_clauses(words: Sequence[str]) -> list[int]:
    """Where a clause with a subject of its own begins: a negation does not reach over it."""
    return [place for place, word in enumerate(words) if word in _JOINS and _new_subject(words, place + 1)]


def _new_subject(words: Sequence[str], place: int) -> bool:
    return place < len(words) and words[place] in _SUBJECTS
