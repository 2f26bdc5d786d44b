"""What the reader looks at in a message: its words, and named signs of what they mean.

The same signs are taken when the reader is trained and when it reads, so this is the one place that defines them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from protocols.knowledge.lexicon import Features, Lexicon
from protocols.knowledge.reading import Question
from protocols.knowledge.text import Sentence, stem, word_set

ASKED, TOLD = 2, 1
"""How much a sign counts in the question itself, and in the story around it."""
_MARKS = word_set(", . ? ! ; : % /")
_MOST_WORDS = 80
_MOST_CONCEPTS = 9  # paired with one another
_STORY = 4  # sentences of the story whose signs are taken


@dataclass(frozen=True, slots=True)
class Signs:
    """Words of the questions, words of the whole message, and signs with their weight (ASKED or TOLD)."""

    asked: tuple[str, ...]
    told: tuple[str, ...]
    named: dict[str, int]


def signs(lexicon: Lexicon, asked: Sequence[Question], message: Sequence[Sentence]) -> Signs:
    """The signs of a message of which these questions are read together."""
    named: dict[str, int] = {}
    for question in asked:
        for words in question.context[:_STORY]:
            read = lexicon.read(words)
            named.update(dict.fromkeys((*_stems(words), *_concepts(read)), TOLD))
    for question in asked:
        read = lexicon.read(question.words)
        named.update(dict.fromkeys((*_stems(question.words), *_neighbours(question.words)), ASKED))
        named.update(dict.fromkeys((*_concepts(read), *_pairs(read)), ASKED))
    return Signs(
        asked=tuple(word for question in asked for word in question.words)[:_MOST_WORDS],
        told=tuple(_spoken(message))[:_MOST_WORDS],
        named=named,
    )


def _spoken(message: Sequence[Sentence]) -> list[str]:
    """All words, with a mark at the end of every sentence: asking sounds unlike telling."""
    return [word for sentence in message for word in (*sentence.words, "?" if sentence.marked else ".")]


def _stems(words: Sequence[str]) -> list[str]:
    return ["w:" + stem(word) for word in words if word not in _MARKS]


def _neighbours(words: Sequence[str]) -> list[str]:
    """Pairs of words that follow one another; the edges of the question count as words."""
    stems = ["^", *(stem(word) for word in words if word not in _MARKS), "$"]
    return [f"b:{one} {other}" for one, other in pairwise(stems)]


def _concepts(read: Features) -> list[str]:
    return ["c:" + concept for concept in (*read.concepts, *read.marks)]


def _pairs(read: Features) -> list[str]:
    """Pairs of concepts, such as a topic with an aspect: "clamshell how_many"."""
    concepts = sorted(read.concepts | read.marks)[:_MOST_CONCEPTS]
    return [f"p:{one} {other}" for one, other in combinations(concepts, 2)]
