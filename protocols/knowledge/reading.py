"""Finds what a message asks: the asking sentences, and the story around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from protocols.knowledge.text import Sentence, word_set

_STARTS = word_set(
    "what how when where why which who can could should shall may is are am do does did will would was "
    "were has have any must might whats "
    "hows wheres tell explain describe give show list wondering wonder need want please advise help "
    "recommend suggest wich"
)
_OPENERS = word_set(
    "so and but or also ok okay well hi hello hey please then now anyway still ps quick sorry guys just "
    "oh yes no mate coach"
)
_INSIDE = re.compile(
    r"\b(?:how (?:do|does|can|could|should|long|many|much|often|far|fast|soon|to|come|is|am|are|would|"
    r"high|deep|about)|what (?:is|are|do|does|should|can|could|would|kind|about|if|to|did|am)|when (?:can|"
    r"should|do|am|is|may|will)|"
    r"where (?:is|do|does|should|can|are)|why (?:is|does|do|did|are|am)|which (?:\w+) (?:is|are|do|should|"
    r"can)|should i|can i|could i|do i|am i|is it|is this|is that|are there|is there|does it|does this|"
    r"do you|would it|"
    r"wonder|wondering|i want to know|i would like to know|tell me|curious|not sure|i need to know|"
    r"question is|ask you|want to ask|explain|please say|interested)\b"
)
_NEW_ASK = re.compile(
    r"(?:,| and| or| but|,? and also| plus) (?=(?:how|what|when|where|why|which|should i|can i|do i|is it|"
    r"does it|am i|are they|for how)\b)"
)
_ANAPHORA = word_set("it that this them those these one they")
MOST_ASKS = 3
_STORY = 8  # sentences of the story that are looked at
_WORDS = 120  # words looked at of one sentence
_TAG = 5  # words of a question too short to stand alone


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked: its words, whether it leans on what was said before, the rest of the message (nearest first)."""

    words: tuple[str, ...]
    leans: bool
    context: tuple[tuple[str, ...], ...]


def questions(message: Sequence[Sentence]) -> tuple[Question, ...]:
    """The questions of a message, at most MOST_ASKS; without any, the whole message is one. Of each so many words."""
    return tuple(
        Question(asked.words[:_WORDS], asked.leans, tuple(words[:_WORDS] for words in asked.context))
        for asked in _questions(message)
    )


def _questions(message: Sequence[Sentence]) -> tuple[Question, ...]:
    asking = [number for number, sentence in enumerate(message) if _asks(sentence)]
    if not asking:
        if len(message) <= 1:
            return tuple(Question(sentence.words, leans=False, context=()) for sentence in message)
        asking = [len(message) - 1] if len(message) > 3 else []
    if not asking:
        return (Question(tuple(word for sentence in message for word in sentence.words), leans=False, context=()),)
    found: list[Question] = []
    for number in asking[-MOST_ASKS:]:
        words = message[number].words
        first = number
        if (
            len(words) <= _TAG and number and number - 1 not in asking
        ):  # "legit?", "why is that?": about the sentence before
            first = number - 1
            words = (*message[first].words, ",", *words)
        others = (*range(first - 1, -1, -1), *range(number + 1, len(message)))
        context = tuple(message[other].words for other in others[:_STORY])
        parts = _parts(words)
        for place, part in enumerate(parts):
            siblings = tuple(other for where, other in enumerate(parts) if where != place)
            found.append(Question(part, bool(_ANAPHORA & set(part)) or len(part) <= 4, siblings + context))
    return tuple(found[-MOST_ASKS - 1 :])


def asks(message: Sequence[Sentence]) -> bool:
    """Whether anything is asked in so many words."""
    return any(_asks(sentence) for sentence in message)


def _asks(sentence: Sentence) -> bool:
    if sentence.marked:
        return True
    words = [word for word in sentence.words if word not in _OPENERS and word != ","]
    return bool(words) and (words[0] in _STARTS or bool(_INSIDE.search(" ".join(sentence.words))))


def _parts(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """ "how many, and how often" → two questions; pieces too short to ask anything stay together."""
    pieces = [tuple(piece.split()) for piece in _NEW_ASK.split(" ".join(words))]
    return pieces if all(len(piece) >= 2 for piece in pieces) else [words]
