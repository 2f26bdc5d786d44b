"""When a message is nothing but pleasantries, and which of them is answered."""

import pytest

from protocols.knowledge.chat import SmallTalk
from protocols.knowledge.rules import Reply
from protocols.knowledge.text import sentences


def talk() -> SmallTalk:
    return SmallTalk(
        [Reply("hello", "Hello."), Reply("thanks", "Welcome."), Reply("mood", "So it goes.")],
        {"hello": ["hi"], "thanks": ["thanks", "thank you", "thank you kindly"], "mood": ["low"]},
        ["a", "so much"],
    )


def reply(said: str, *, strict: bool = False) -> str | None:
    return talk().reply(sentences(said, {}), strict=strict)


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("", None),
        ("x y", None),
        ("a so much", None),
        ("thanks", "Welcome."),
        ("thanks, thanks, a so much", "Welcome."),
        ("thanks x y z", "Welcome."),  # three words besides
        ("thanks w x y z", None),
        ("w x y z thanks", None),
        ("thanks thanks thanks thanks w x y z", "Welcome."),  # or half of them
        ("thanks thanks thanks thanks v w x y z", None),
        ("hi", "Hello."),
        ("hi x", None),  # a mere greeting has to stand alone
        ("hi low x", "Hello."),  # of phrases of one length the first in the list
        ("hi thank you x", "Welcome."),  # else the longest
        ("low. hi. x", "Hello."),
        ("thanks " + "a " * 39, "Welcome."),
        ("thanks " + "a " * 40, None),
        ("thanks , " + "a , " * 39, "Welcome."),  # commas are no words
    ],
)
def test_what_is_small_talk(said: str, answer: str | None) -> None:
    assert reply(said) == answer


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("thanks x", None),
        ("thanks a a a a a x", None),
        ("thanks a a a a a a x", "Welcome."),
        ("thanks a a a a a x x", None),
    ],
)
def test_where_something_is_asked_one_word_in_eight_may_stand_besides(said: str, answer: str | None) -> None:
    assert reply(said, strict=True) == answer


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("x y. so thank you kindly z", "Welcome."),
        ("x y. thank you z", None),
        ("thank you kindly. hi", "Welcome."),
        ("x", None),
    ],
)
def test_a_pleasantry_of_three_words_in_the_midst_of_nothing(said: str, answer: str | None) -> None:
    assert talk().aside(sentences(said, {})) == answer
