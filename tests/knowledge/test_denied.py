"""How a symptom is meant: what a negation reaches, and when it is over, imagined, general or somebody else's."""

import pytest

from protocols.knowledge.meaning import Status, status
from protocols.knowledge.negation import denied, new_clauses
from protocols.knowledge.text import Sentence, sentences

SIGN = "swollen"


def reaches(said: str) -> bool:
    """Whether the sign in these words is denied."""
    words = tuple(said.split())
    place = words.index(SIGN)
    return denied(words, place, place + 1)


@pytest.mark.parametrize(
    "said",
    [
        "not swollen",
        "never swollen",
        "without a swollen knee",
        "no pain or swollen knee",
        "not hot or at all swollen",
        "not hot , red or swollen",
        "not hot , swollen or red",
        "no pain , swollen knee",
        "not hot , swollen nor red",
        "not hot , any swollen",
        "nothing swollen",
        "nothing is swollen",
        "nothing red or swollen",
        "swollen none",
        "swollen no",
        "swollen nope , fine",
        "swollen i do not have",
        "swollen , i never",
        "swollen there is none",
        "swollen and it does not",
        "no a b c d e f g h swollen",  # nine words back
        "no pain and swollen",
    ],
)
def test_a_negation_reaches_a_sign(said: str) -> None:
    assert reaches(said)


@pytest.mark.parametrize(
    "said",
    [
        "swollen",
        "swollen no doubt",
        "swollen none of it",
        "swollen i do",
        "no a b c d e f g h i swollen",  # ten words back
        "no pain but swollen",
        "no pain , my knee swollen",
        "no pain and my knee swollen",
        "not hot , red swollen",  # denies its own verb only
        "not only swollen",
        "no idea why swollen",
        "nothing helps swollen",
        "nothing red swollen",
        "i can run swollen not",
    ],
)
def test_a_negation_does_not_reach_everything(said: str) -> None:
    assert reaches(said) is said.endswith(" not")  # "swollen not" at the end denies


def test_what_begins_with_a_subject_of_its_own_is_a_clause_of_its_own() -> None:
    assert new_clauses(["no", "pain", ",", "my", "knee", ",", "red", ",", "it"]) == [2, 7]
    assert new_clauses(["no", "pain", ","]) == []


def meant(said: str) -> Status:
    first, *rest = sentences(said, {})
    place = first.words.index(SIGN)
    return status(first, rest[0] if rest else None, place, place + 1)


@pytest.mark.parametrize(
    ("said", "how"),
    [
        ("my knee is swollen", Status.PRESENT),
        ("swollen", Status.PRESENT),
        ("my knee is not swollen", Status.DENIED),
        ("is swollen part of it? mine does not", Status.DENIED),
        ("swollen knees. mine is fine", Status.DENIED),
        ("my knee is swollen. the other one does not, mine does not", Status.PRESENT),  # not at its beginning
        ("my knee was swollen last year", Status.OVER),
        ("my knee was swollen last year, now again", Status.PRESENT),
        ("my knee was swollen but it settled", Status.OVER),
        ("my knee is swollen and has not settled", Status.PRESENT),
        ("my knee is swollen. it is gone now", Status.OVER),
        ("my knee is swollen. i ran far", Status.PRESENT),
        ("my friend has a swollen knee", Status.OTHER),
        ("my friends have a swollen knee", Status.OTHER),
        ("my friend says it is swollen", Status.PRESENT),
        ("my friend really says it is swollen", Status.PRESENT),
        ("my friend has long said swollen knees hurt", Status.OTHER),
        ("i told my friend it is swollen", Status.OTHER),
        ("he ran , my knee is swollen", Status.PRESENT),
        ("my dog ate while my knee got swollen", Status.PRESENT),
        ("swollen in a runner", Status.OTHER),
        ("what if it gets swollen", Status.IMAGINED),
        ("what if it snows , but my knee is swollen", Status.PRESENT),
        ("my knee is swollen but what if it snows", Status.PRESENT),
        ("hypothetically a swollen knee", Status.IMAGINED),
        ("will it come back swollen", Status.IMAGINED),
        ("will it come at all one two three four five six my swollen", Status.PRESENT),
        ("is a knee swollen", Status.GENERAL),
        ("is a knee swollen now", Status.PRESENT),
        ("is swollen usual now", Status.GENERAL),
        ("is my knee swollen", Status.PRESENT),
        ("some people get swollen knees", Status.GENERAL),
        ("i read that swollen knees happen", Status.GENERAL),
        ("itbs gets knees swollen", Status.GENERAL),
        ("is it normal that knees get swollen?", Status.GENERAL),
        ("swollen is a sign of trouble?", Status.GENERAL),
        ("swollen knees hit runners?", Status.GENERAL),
        ("swollen knees hit runners", Status.PRESENT),
        ("swollen knees , part of running", Status.GENERAL),
        ("my swollen knees , part of running", Status.PRESENT),
        ("can itbs make my knee swollen?", Status.GENERAL),
        ("can itbs make my knee swollen now?", Status.PRESENT),
    ],
)
def test_how_a_sign_is_meant(said: str, how: Status) -> None:
    assert meant(said) is how


def test_a_sentence_without_a_next_one_is_judged_alone() -> None:
    assert status(Sentence(("knee", SIGN), marked=False), None, 1, 2) is Status.PRESENT
