"""What stands in a message for its meaning: concepts, stems, signs."""

import pytest

from protocols.knowledge.lexicon import Lexicon
from protocols.knowledge.reading import Question
from protocols.knowledge.signs import Signs, signs
from protocols.knowledge.text import Sentence


def lexicon() -> Lexicon:
    return Lexicon(
        {"clam": ("topic", ["clams"]), "many": ("aspect", ["how many"]), "shell": ("word", ["clam shell"])},
        {"theme:socks": ["=socks"]},
        {"size": ["how big"]},
        {"why": "what for$"},
    )


def test_the_signs_of_a_message() -> None:
    words = ("how", "many", "clams", ",")
    asked = [Question(words, False, (("rain", "clams"), ("two",), ("three",), ("four",), ("five",)))]
    message = [Sentence(("rain", "clams"), False), Sentence(words, True)]
    named = ["w:how", "w:many", "w:clam", "b:^ how", "b:how many", "b:many clam", "b:clam $", "c:many", "c:clam"]
    named += ["p:clam many"]
    story = ["w:rain", "w:two", "w:thre", "w:four"]  # four sentences of it
    assert signs(lexicon(), asked, message) == Signs(
        *(words, ("rain", "clams", ".", *words, "?")), dict.fromkeys(named, 2) | dict.fromkeys(story, 1)
    )


def test_of_a_long_message_only_so_many_words_are_signs() -> None:
    words = tuple(f"word{number}" for number in range(100))
    read = signs(lexicon(), [Question(words, False, ())], [Sentence(words, False)])
    assert (read.asked, read.told) == (words[:80], words[:80])


def test_marks_of_themes_and_cues_are_signs_and_nine_concepts_are_paired() -> None:
    read = signs(lexicon(), [Question(("how", "big", "socks"), False, ())], [])
    assert {"c:theme:socks", "c:size", "p:size theme:socks"} <= set(read.named)
    many = Lexicon({f"c{number:02}": ("word", [f"x{number}"]) for number in range(12)}, {}, {}, {})
    words = tuple(f"x{number}" for number in range(12))
    pairs = {name for name in signs(many, [Question(words, False, ())], []).named if name.startswith("p:")}
    assert len(pairs) == 36
    assert "p:c00 c08" in pairs
    assert not any("c09" in pair for pair in pairs)


@pytest.mark.parametrize(
    ("words", "concepts", "stems"),
    [
        ("one two three four", {"a"}, {"four"}),  # the longest, and what it covers counts no more
        ("two three four", {"b", "c"}, set()),  # of one length both
        ("the three knees", set(), {"thre", "kne"}),  # no word by itself, and no stop word
        ("socks on", set(), {"sock"}),
    ],
)
def test_the_longest_phrase_covers_the_others(words: str, concepts: set[str], stems: set[str]) -> None:
    phrases = {"a": ("topic", ["one two three"]), "b": ("word", ["two three"]), "c": ("word", ["three four"])}
    phrases["d"] = ("word", ["one"])
    read = Lexicon(phrases, {}, {}, {}).read(words.split())
    assert (read.concepts, read.stems) == (concepts, stems)
