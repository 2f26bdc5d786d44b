"""What the article says to a question, or that it says nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from protocols.knowledge.chat import SmallTalk
from protocols.knowledge.language import Language
from protocols.knowledge.lexicon import GENERIC, TOPIC, Features
from protocols.knowledge.model import Answer, Correction, Entry, Kind, Topic
from protocols.knowledge.reader import Reader, Reading
from protocols.knowledge.reading import Question, asks
from protocols.knowledge.rules import Premise, Theme, first_met
from protocols.knowledge.signs import signs
from protocols.knowledge.text import Sentence, plain_words
from protocols.knowledge.triage import Triage

_INSIDE = 0.45  # how likely a question must be within the article, against outside, to be answered
_INSIDE_NEAR = 0.85  # when it names a theme that the article leaves out
_WORD, _FIGURE = 3, 5  # words below which a message that asks and names nothing is no question; with a figure in it
_SECOND = 0.5  # how likely a passage must be for the second question of a message
_SHARED = 0.03  # how likely a passage must be for the second half of a sentence that joins two questions
_UNSURE, _ALSO = 0.6, 0.1  # how unlikely the best passage must be for the next one, that likely, to stand beside it
_JOINTS = frozenset({"and", "or", "also", "both", "plus", "each", ","})
_MOST = 3  # passages in one answer
_NEAREST = 3
_LOOKED = 12  # sentences looked at to tell small talk from a question
_RELATED = 4


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the loader read."""

    entries: tuple[Entry, ...]
    topics: tuple[Topic, ...]
    now: Mapping[str, Mapping[str, str]]
    language: Language
    triage: Triage
    reader: Reader
    themes: tuple[Theme, ...]
    premises: tuple[Premise, ...]
    talk: SmallTalk


class Answering:
    """From questions to passages, or to silence."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._lexicon = parts.language.lexicon
        self._entries = {entry.id: entry for entry in parts.entries}
        self._topics = {topic.id: topic for topic in parts.topics}
        self._phrased = {_plain(phrasing): entry for entry in parts.entries for phrasing in entry.phrasings}

    def phrased(self, text: str, asked: Sequence[Question]) -> Answer | None:
        """The passage that lists a question in these very words."""
        entry = self._phrased.get(_plain(text))
        return self._told((entry,), asked, ()) if entry else None

    def answer(self, asked: Sequence[Question], message: Sequence[Sentence], whole: Reading) -> Answer:
        """One answer for everything asked; `whole` is what the message is about as a whole."""
        theme = self._theme(asked)
        inside, outside = whole.share(self._entries), whole.likely[Kind.ABSTAIN]
        ranked = [self._entries[name] for name in whole.best(self._entries)[: _RELATED + 1]]
        if (
            self._is_fragment(message)
            or not whole.known
            or inside < (_INSIDE_NEAR if theme else _INSIDE) * (inside + outside)
        ):
            near = theme.near if theme else ()
            return Answer(Kind.ABSTAIN, nearest=self._nearest(ranked, near), silent=theme.say if theme else None)
        entries = self._each(asked, message, ranked[0])
        if self._is_joined(asked):
            entries = self._with_shared(entries, ranked, whole)
        if len(asked) == len(entries) == 1 and self._is_either(ranked, whole):
            return replace(self._told((entries[0], ranked[1]), asked, ranked), either=True)
        return self._told(entries, asked, ranked)

    def rank(self, reading: Reading) -> list[Entry]:
        """All passages, the likeliest first."""
        return [self._entries[name] for name in reading.best(self._entries)]

    def on_topic(self, message: Sequence[Sentence]) -> bool:
        """Whether a message names a theme, ours or one the article leaves out."""
        read = (self._lexicon.read(sentence.words) for sentence in message[:_LOOKED])
        return any(self._topics_in(features) or features.mentions for features in read)

    def _is_either(self, ranked: Sequence[Entry], whole: Reading) -> bool:
        """Whether it is so unclear which of the two likeliest passages is meant that both should be read."""
        first, second = (whole.likely[entry.id] for entry in ranked[:2])
        return first < _UNSURE and second >= _ALSO

    def _is_fragment(self, message: Sequence[Sentence]) -> bool:
        """Whether a message is a mere word or two, such as the answer to a question that the bot asked."""
        words = [word for sentence in message for word in sentence.words]
        short = _FIGURE if any(word[0].isdecimal() for word in words) else _WORD
        return len(words) < short and not asks(message) and not self._names_anything(words)

    def _names_anything(self, words: Sequence[str]) -> bool:
        """Whether any of the words is a theme, this injury, or something left out."""
        read = self._lexicon.read(words)
        return bool(read.mentions) or any(self._lexicon.kinds[concept] in {TOPIC, GENERIC} for concept in read.concepts)

    def _each(self, asked: Sequence[Question], message: Sequence[Sentence], first: Entry) -> tuple[Entry, ...]:
        """The passage for the message and, where it asks several things, those that single questions surely mean."""
        if len(asked) < 2:
            return (first,)
        alone = [message if question.leans else (Sentence(question.words, marked=True),) for question in asked]
        told = (signs(self._lexicon, [question], around) for question, around in zip(asked, alone, strict=True))
        readings = [self._parts.reader.read(read) for read in told]
        best = [(reading.best(self._entries)[0], reading) for reading in readings]
        sure = [self._entries[name] for name, reading in best if reading.likely[name] >= _SECOND]
        others = [entry for entry in sure if entry.topic != first.topic]
        kept = (
            dict.fromkeys((first, *others)) if first in sure or not sure else dict.fromkeys((*sure[:1], first, *others))
        )
        return tuple(kept)[:_MOST]

    def _told(self, entries: tuple[Entry, ...], asked: Sequence[Question], ranked: Sequence[Entry]) -> Answer:
        """These passages, what the question takes for granted put right first, and what else it may have meant."""
        related = self._related(entries, ranked)
        return Answer(Kind.ANSWER, entries, premise=self._premise(asked, entries[0]), related=related)

    def _is_joined(self, asked: Sequence[Question]) -> bool:
        """Whether what is asked may be two questions in one sentence."""
        return any(word in _JOINTS for question in asked for word in question.words)

    def _with_shared(self, entries: tuple[Entry, ...], ranked: Sequence[Entry], whole: Reading) -> tuple[Entry, ...]:
        """These passages and, of other topics, those that the message wants about as much."""
        topics = {entry.topic for entry in entries}
        shared = (entry for entry in ranked if whole.likely[entry.id] >= _SHARED and entry.topic not in topics)
        return (*entries, *shared)[:_MOST]

    def _theme(self, asked: Sequence[Question]) -> Theme | None:
        """A theme the article leaves out that a question is about, by its own words or the nearest of its story."""
        for question in asked:
            read = self._lexicon.read(question.words)
            theme = first_met(self._parts.themes, read.concepts | read.marks)
            if theme or self._topics_in(read):
                return theme
            for words in question.context:
                told = self._lexicon.read(words)
                theme = first_met(self._parts.themes, told.concepts | told.marks)
                if theme or self._topics_in(told):
                    return theme
        return None

    def _topics_in(self, read: Features) -> int:
        return sum(self._lexicon.kinds[concept] == TOPIC for concept in read.concepts)

    def _premise(self, asked: Sequence[Question], entry: Entry) -> Correction | None:
        read = [self._lexicon.read(question.words) for question in asked]
        known = frozenset().union(*(features.concepts | features.marks for features in read))
        return next((premise.correction for premise in self._parts.premises if premise.met(known, entry.topic)), None)

    def _nearest(self, ranked: Sequence[Entry], near: Sequence[str]) -> tuple[Topic, ...]:
        ids = (*near, *(entry.topic for entry in ranked), "overview", "strength", "return")
        return tuple(self._topics[topic] for topic in dict.fromkeys(ids))[:_NEAREST]

    def _related(self, entries: Sequence[Entry], ranked: Sequence[Entry]) -> tuple[Entry, ...]:
        """What else the question may have meant, then the rest of the topic."""
        siblings = (self._entries[other] for entry in entries for other in self._topics[entry.topic].entries)
        return tuple(dict.fromkeys(entry for entry in (*ranked, *siblings) if entry not in entries))[:_RELATED]


def _plain(text: str) -> str:
    """A question without its marks and capitals."""
    return " ".join(word for word in plain_words(text.lower()).split() if word.isalnum())
