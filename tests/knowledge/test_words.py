"""From what is typed to words: cleaning, sentences, stems, phrases, and what is asked."""

import pytest

from protocols.knowledge.phrases import Hit, Phrases, split_phrases
from protocols.knowledge.reading import Question, asks, questions
from protocols.knowledge.text import (
    LONGEST,
    Sentence,
    clean,
    opened,
    plain_words,
    sentences,
    stem,
    word_set,
)

ALIASES = {"u": ("you",), "can't": ("can", "not")}


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("  Café  NAÏVE ", "cafe naive"),
        ("<b>bold</b> see https://a.b/c?d=e now", "bold  see   now"),
        ("it’s ‘so’ `so` ´so´ “so”", "it's 'so' 'so' 'so' \"so\""),
        ("first—then 5–6 so…", "first , then 5-6 so."),
        ("sooooo goood 10000", "soo good 10000"),
        ("two\nlines\t here", "two\nlines here"),
        ("x" + "ab" * LONGEST, "x" + ("ab" * LONGEST)[: LONGEST - 1]),
    ],
)
def test_text_is_cleaned(typed: str, plain: str) -> None:
    assert clean(typed) == plain


def said(typed: str) -> list[tuple[str, bool]]:
    return [(" ".join(sentence.words), sentence.marked) for sentence in sentences(typed, ALIASES)]


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("One. Two? Three", [("one", False), ("two", True), ("three", False)]),
        ("really! ?", [("really", True)]),  # a mark that comes late belongs to what was said
        ("really? !", [("really", True)]),
        ("?", []),
        ("a (b) c; d\ne", [("a", False), ("b", False), ("c", False), ("d", False), ("e", False)]),
        ("a, b: 5.5 50% 1/2", [("a , b : 5.5 50 % 1 / 2", False)]),
        ("can't u", [("can not you", False)]),
        ("isn't he'll we're i've i'm she'd", [("is not he will we are i have i am she would", False)]),
        (
            "it's that's what's how's where's he's she's there's",
            [("it is that is what is how is where is he is she is there is", False)],
        ),
        ("the knee's o'clock", [("the knee o clock", False)]),
        ("dose it help", [("does it help", False)]),
        ("what dose it do", [("what does it do", False)]),
        (
            "dose of pills. dose is high. dose you. dose should",
            [(f"dose {word}", False) for word in ("of pills", "is high", "you", "should")],
        ),
        ("the dose it", [("the dose it", False)]),
        (
            "were do i run. were they. we were do",
            [("where do i run", False), ("were they", False), ("we were do", False)],
        ),
        (
            "were does. were is. were should. were exactly",
            [(f"where {word}", False) for word in ("does", "is", "should", "exactly")],
        ),
    ],
)
def test_sentences_of_plain_words(typed: str, heard: list[tuple[str, bool]]) -> None:
    assert said(typed) == heard


STEMS = """
leg leg, legs leg, as as, was was, x5s x5s, 5ks 5ks, bodies body, ties tie, lies lie, passes pass, pushes push,
stretches stretch, boxes box, less less, focus focus, itbsis itbsis, running run, runs run, stopped stop, icing icing,
ices ice, hurting hurt, sing sing, bring bring, badly bad, fly fly, reportedly report, knowingly know, stride strid,
strides strid, knee kne, the the, falling fal
"""


@pytest.mark.parametrize(("word", "root"), [pair.split() for pair in STEMS.split(",")])
def test_forms_of_a_word_share_a_stem(word: str, root: str) -> None:
    assert stem(word) == root


def test_lists_of_words() -> None:
    assert word_set("a b  c") == {"a", "b", "c"}
    assert opened("u can't run's", ALIASES) == ("you", "can", "not", "run")
    assert plain_words("vo2max 24/7") == "vo 2 max 24 / 7"
    assert split_phrases("clam, clam  shell\nshell,,") == ("clam", "clam shell", "shell")


def found(words: str) -> list[Hit]:
    phrases = Phrases(
        {
            "clam": ["clam", "clam shell", "clam shell opening wide"],
            "shell": ["shell", "=shells hard"],
            "exact": ["=swells", "big =swells now"],
            "long": ["one two three four", "one two five"],
        }
    )
    split = words.split()
    return phrases.find(split, [stem(word) for word in split])


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("clams", [(0, 1, "clam")]),
        ("a clam shell", [(1, 3, "clam"), (2, 3, "shell")]),
        ("clam shells open wide", [(0, 4, "clam"), (1, 2, "shell")]),
        ("clam shells open", [(0, 2, "clam"), (1, 2, "shell")]),  # the long one is cut off at the end
        ("clam shells hard", [(0, 2, "clam"), (1, 3, "shell")]),
        ("swells", [(0, 1, "exact")]),
        ("swell", []),
        ("big swells now", [(0, 3, "exact"), (1, 2, "exact")]),
        ("big swell now", []),
        ("one two five", [(0, 3, "long")]),
        ("one two three four", [(0, 4, "long")]),
        ("one two three five", []),
        ("one two three", []),
        ("", []),
    ],
)
def test_phrases_are_found_wherever_they_stand(words: str, hits: list[tuple[int, int, str]]) -> None:
    assert sorted(found(words)) == sorted(hits)


def test_for_one_label_only_the_longest_phrase_at_a_place_counts() -> None:
    phrases = Phrases({"knee": ["sore knee now", "sore knee", "sore"], "other": ["sore"]})
    words = ["sore", "knee", "now"]
    assert phrases.find(words, [stem(word) for word in words]) == [Hit(0, 3, "knee"), Hit(0, 1, "other")]


def asked(typed: str) -> list[tuple[str, bool, list[str]]]:
    return [
        (" ".join(q.words), q.leans, [" ".join(told) for told in q.context]) for q in questions(sentences(typed, {}))
    ]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", []),
        ("sore knee again today", [("sore knee again today", False, [])]),
        ("my knee. it is sore", [("my knee it is sore", False, [])]),  # nothing asked: the whole is the question
        ("a b c. d e f. g h i", [("a b c d e f g h i", False, [])]),
        ("a b c. d e f. g h i. j k l m n o", [("j k l m n o", False, ["g h i", "d e f", "a b c"])]),
        ("how many clams do people do", [("how many clams do people do", False, [])]),
        ("I ran up hills. Should people do that?", [("i ran up hills , should people do that", True, [])]),
        ("I ran far. Should all people do so now?", [("should all people do so now", False, ["i ran far"])]),
        ("I ran far. legit?", [("i ran far , legit", False, [])]),
        ("legit?", [("legit", True, [])]),
        ("Why would knees hurt now? I ran. I fell.", [("why would knees hurt now", False, ["i ran", "i fell"])]),
        ("how many and how often", [("how many", True, ["how often"]), ("how often", True, ["how many"])]),
        ("what now and how", [("what now and how", True, [])]),  # too short to ask two things
    ],
)
def test_what_a_message_asks(typed: str, found: list[tuple[str, bool, list[str]]]) -> None:
    assert asked(typed) == found


def test_of_many_questions_the_last_count() -> None:
    many = " ".join(f"Should people number {n} go out?" for n in range(6))
    assert [words for words, _, _ in asked(many)] == [f"should people number {n} go out" for n in (3, 4, 5)]
    two_each = " ".join(f"how many clams {n} and how often do people {n}?" for n in range(6))
    assert len(asked(two_each)) == 4
    story = ". ".join(f"told thing number {n}" for n in range(20))
    ((_, _, context),) = asked(f"{story}. Should people be out again today?")
    assert context == [f"told thing number {n}" for n in range(19, 11, -1)]


def test_of_a_long_sentence_only_so_many_words_are_looked_at() -> None:
    long = "how " + "many " * 200
    (question,) = questions(sentences(f"{long}? {'so ' * 200}.", {}))
    assert len(question.words) == 120
    assert [len(told) for told in question.context] == [120]


@pytest.mark.parametrize(
    ("typed", "is_asked"),
    [
        ("knee sore?", True),
        ("so , how are clams", True),
        ("please tell", True),
        ("the knee and how to help it", True),
        ("i want to know it all", True),
        ("the knee is sore", False),
        ("so , well", False),
        ("", False),
    ],
)
def test_whether_anything_is_asked(typed: str, is_asked: bool) -> None:
    assert asks(sentences(typed, {})) is is_asked


def test_a_question_is_a_value() -> None:
    assert questions((Sentence(("how", "long"), marked=True),)) == (Question(("how", "long"), True, ()),)
