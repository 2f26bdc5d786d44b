"""What the article says to a question, or that it says nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from protocols.knowledge.chat import SmallTalk
from protocols.knowledge.lexicon import ASPECT, GENERIC, TOPIC, Features, Lexicon
from protocols.knowledge.model import Answer, Correction, Entry, Kind, Topic
from protocols.knowledge.reading import Question
from protocols.knowledge.retrieval import Index, Scored
from protocols.knowledge.rules import Premise, Theme, first_met
from protocols.knowledge.spelling import Speller
from protocols.knowledge.text import Sentence, word_set
from protocols.knowledge.triage import Triage

_SURE = 0.5  # a fit from which an answer is given
_SAME = 0.93  # two entries of one topic this close answer together
_BARE = word_set("how_many how_often how_long how_much when why how where compare list help allowed typical")
_MAYBE = 0.7  # a runner-up this close is offered too, as a guess
_CLOSE = 3  # entries looked at for that
_MOST = 3  # entries in one answer
_NEAREST = 3
_LOOKED = 12  # sentences looked at to tell small talk from a question
_BYSTANDERS = frozenset({"physio"})  # people in a story, who said or did something
_FADE = 0.7  # what a sentence of the story counts, per sentence of distance
_RELATED = 4


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything the loader read."""

    entries: tuple[Entry, ...]
    topics: tuple[Topic, ...]
    now: Mapping[str, Mapping[str, str]]
    aliases: Mapping[str, tuple[str, ...]]
    lexicon: Lexicon
    speller: Speller
    triage: Triage
    index: Index
    themes: tuple[Theme, ...]
    premises: tuple[Premise, ...]
    talk: SmallTalk


class Answering:
    """Topic, aspect and silence: from questions to entries."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._entries = {entry.id: entry for entry in parts.entries}
        self._topics = {topic.id: topic for topic in parts.topics}

    def answer(self, asked: Sequence[Question]) -> Answer:
        """One answer for everything asked; a part that leans on a declined one is declined with it."""
        answers = [self._one(question) for question in asked]
        silent = next((answer for answer in answers if answer.silent), None)
        sure = [answer for answer in answers if answer.kind is Kind.ANSWER and (answer.named or not silent)]
        if not sure or answers[-1].silent:
            return silent or answers[-1]
        first = (answer.entries[0] for answer in sure)
        entries = tuple(dict.fromkeys((*first, *(entry for answer in sure for entry in answer.entries))))[:_MOST]
        premise = next((answer.premise for answer in sure if answer.premise), None)
        said = silent.silent if silent else None
        near = dict.fromkeys(entry for answer in sure for entry in answer.maybe if entry not in entries)
        maybe = tuple(near)[: max(0, _MOST - len(entries))]
        return Answer(Kind.ANSWER, entries, premise=premise, maybe=maybe, related=self._related(entries), silent=said)

    def _one(self, question: Question) -> Answer:
        asked = self._parts.lexicon.read(question.words)
        story = [self._parts.lexicon.read(words) for words in question.context]
        named = self._topics_in(asked) > 0
        known = asked.concepts | asked.marks
        theme = first_met(self._parts.themes, known)
        if theme is None and not named:
            nearest = next((read.concepts for read in story if self._topics_in(read)), frozenset())
            theme = first_met(self._parts.themes, known | nearest) or (self._meant(story) if question.leans else None)
        leaning = not named and (question.leans or not self._says_what(asked))
        around = _backdrop(story, self._parts.lexicon, leaning=leaning)
        found = self._parts.index.search(asked, around, leaning=leaning)
        if theme:
            return Answer(Kind.ABSTAIN, nearest=self._nearest(found, theme.near), silent=theme.say, named=named)
        if question.leans and story and not (found and self._sure(found[0], asked, around=bool(around))):
            asked = asked | story[0]  # "is that so?": the sentence before is the question
            found = self._parts.index.search(asked, around, leaning=leaning)
        if not found or not self._sure(found[0], asked, around=bool(around)):
            return Answer(Kind.ABSTAIN, nearest=self._nearest(found, ()), named=named)
        entries = tuple(
            scored.entry
            for scored in found[:2]
            if scored.score >= _SAME * found[0].score and scored.entry.topic == found[0].entry.topic
        )
        maybe = tuple(
            scored.entry
            for scored in found[1:_CLOSE]
            if scored.score >= _MAYBE * found[0].score and scored.entry not in entries
        )
        return Answer(Kind.ANSWER, entries, premise=self._premise(known, entries[0]), maybe=maybe, named=named)

    def on_topic(self, message: Sequence[Sentence]) -> bool:
        """Whether a message names a theme, ours or one the article leaves out."""
        read = (self._parts.lexicon.read(sentence.words) for sentence in message[:_LOOKED])
        return any(self._topics_in(features) or features.mentions for features in read)

    def _says_what(self, asked: Features) -> bool:
        """Whether the question itself names anything, if only "exercises" or "running"."""
        return any(self._parts.lexicon.kinds[concept] != ASPECT for concept in asked.concepts)

    def _topics_in(self, read: Features) -> int:
        return sum(self._parts.lexicon.kinds[concept] == TOPIC for concept in read.concepts)

    def _meant(self, story: Sequence[Features]) -> Theme | None:
        """What "it" stands for: an injury the story tells of, or what its nearest sentences are mostly about."""
        themes = [first_met(self._parts.themes, read.concepts | read.marks) for read in story]
        for theme, read in zip(themes, story, strict=True):
            if theme and theme.injury and read.mentions > self._topics_in(read):
                return theme
        mentions = 0
        for theme, read in zip(themes, story, strict=True):
            mentions += read.mentions
            if theme and mentions > max(1, self._topics_in(read)):
                return theme
            if self._topics_in(read):
                return None
        return None

    def _sure(self, best: Scored, asked: Features, *, around: bool) -> bool:
        """Enough overlap; and a question of bare cues ("how do I …") must not be about words that no entry knows."""
        if best.score < _SURE or not asked.concepts:
            return False
        return bool(asked.concepts - _BARE) or around or self._parts.index.knows(asked.stems)

    def _premise(self, concepts: frozenset[str], entry: Entry) -> Correction | None:
        return next(
            (premise.correction for premise in self._parts.premises if premise.met(concepts, entry.topic)), None
        )

    def _nearest(self, found: Sequence[Scored], near: Sequence[str]) -> tuple[Topic, ...]:
        ids = (*near, *(scored.entry.topic for scored in found), "overview", "strength", "return")
        return tuple(self._topics[topic] for topic in dict.fromkeys(ids))[:_NEAREST]

    def _related(self, entries: Sequence[Entry]) -> tuple[Entry, ...]:
        siblings = (self._entries[other] for entry in entries for other in self._topics[entry.topic].entries)
        return tuple(dict.fromkeys(entry for entry in siblings if entry not in entries))[:_RELATED]


def _backdrop(story: Sequence[Features], lexicon: Lexicon, *, leaning: bool) -> dict[str, float]:
    """Concepts of the story, each with how near its sentence is (1 for the next one).

    Of most sentences only themes count; a question that leans on the one before it takes all of that one.
    """
    near: dict[str, float] = {}
    for distance, read in enumerate(story):
        everything = leaning and not distance
        for feature in sorted(read.all if everything else read.concepts):
            if everything or (lexicon.kinds[feature] in {TOPIC, GENERIC} and feature not in _BYSTANDERS):
                near.setdefault(feature, _FADE**distance)
    return near
