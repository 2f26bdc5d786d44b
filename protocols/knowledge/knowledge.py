"""The knowledge base: one message in, one answer out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from protocols.knowledge.chat import SmallTalk
from protocols.knowledge.intent import parse_log
from protocols.knowledge.lexicon import GENERIC, TOPIC, Features, Lexicon
from protocols.knowledge.model import Answer, Correction, Entry, Kind, Topic
from protocols.knowledge.negation import about_others
from protocols.knowledge.reading import Question, asks, questions
from protocols.knowledge.retrieval import Index, Scored
from protocols.knowledge.rules import Premise, Theme, first_met
from protocols.knowledge.spelling import Speller
from protocols.knowledge.text import Sentence, sentences
from protocols.knowledge.triage import Triage

_SURE = 0.5  # a fit from which an answer is given
_SAME = 0.93  # two entries of one topic this close answer together
_MOST = 3  # entries in one answer
_NEAREST = 3
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


class Knowledge:
    """Triage, then log intent, then the question, then small talk. Build it with `load`."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._entries = {entry.id: entry for entry in parts.entries}
        self._topics = {topic.id: topic for topic in parts.topics}

    def respond(self, text: str, *, phase: str | None = None) -> Answer:
        """The answer to any text, deterministic; `phase` chooses the "for you now" line."""
        message = self._read(text)
        alarm = self._parts.triage.alarm(message)
        asked = questions(message)
        if alarm and (not alarm.other or about_others(message, [question.words for question in asked])):
            return Answer(alarm.level, alarm=alarm)
        spelled = parse_log(_plain(message))
        log = spelled and (parse_log(text) or spelled)
        if log:
            return Answer(Kind.LOG, log=log, alarm=alarm)
        chat = self._parts.talk.reply(message, asking=asks(message))
        if chat or not message:
            return Answer(Kind.CHAT, chat=chat, alarm=alarm)
        answer = replace(self._answer(asked), alarm=alarm)
        aside = self._parts.talk.aside(message) if answer.kind is Kind.ABSTAIN and not answer.silent else None
        if aside:
            return Answer(Kind.CHAT, chat=aside, alarm=alarm)
        return replace(answer, now=self._now(answer.entries, phase))

    def entry(self, entry_id: str) -> Entry:
        """The entry with this id; KeyError when there is none."""
        return self._entries[entry_id]

    def topics(self) -> tuple[Topic, ...]:
        """All topics in reading order."""
        return self._parts.topics

    def search(self, text: str, limit: int) -> tuple[Entry, ...]:
        """The entries nearest to a few words, best first; for browsing, so nothing is declined."""
        words = tuple(word for sentence in self._read(text) for word in sentence.words)
        found = self._parts.index.search(self._parts.lexicon.read(words), {}, named=True)
        return tuple(scored.entry for scored in found[:limit])

    def _read(self, text: str) -> tuple[Sentence, ...]:
        raw = sentences(text, self._parts.aliases)
        fixed = self._parts.speller.fix(word for sentence in raw for word in sentence.words)
        read: list[Sentence] = []
        start = 0
        for sentence in raw:
            end = start + len(sentence.words)
            read.append(Sentence(fixed[start:end], sentence.marked))
            start = end
        return tuple(read)

    def _answer(self, asked: Sequence[Question]) -> Answer:
        """One answer for everything asked; a part that leans on a declined one is declined with it."""
        answers = [self._one(question) for question in asked]
        silent = next((answer for answer in answers if answer.silent), None)
        sure = [answer for answer in answers if answer.kind is Kind.ANSWER and (answer.named or not silent)]
        if not sure or answers[-1].silent:
            return silent or answers[-1]
        entries = tuple(dict.fromkeys(entry for answer in sure for entry in answer.entries))[:_MOST]
        premise = next((answer.premise for answer in sure if answer.premise), None)
        said = silent.silent if silent else None
        return Answer(Kind.ANSWER, entries, premise=premise, related=self._related(entries), silent=said)

    def _one(self, question: Question) -> Answer:
        asked = self._parts.lexicon.read(question.words)
        story = [self._parts.lexicon.read(words) for words in question.context]
        named = self._topics_in(asked) > 0
        known = asked.concepts | asked.marks
        theme = first_met(self._parts.themes, known)
        if theme is None and not named:
            nearest = next((read.concepts for read in story if self._topics_in(read)), frozenset())
            theme = first_met(self._parts.themes, known | nearest) or (self._meant(story) if question.leans else None)
        around = _backdrop(story, self._parts.lexicon, leaning=question.leans and not named)
        found = self._parts.index.search(asked, around, named=named)
        if theme:
            return Answer(Kind.ABSTAIN, nearest=self._nearest(found, theme.near), silent=theme.say, named=named)
        if not found or not self._sure(found[0], asked):
            return Answer(Kind.ABSTAIN, nearest=self._nearest(found, ()), named=named)
        entries = tuple(
            scored.entry
            for scored in found[:2]
            if scored.score >= _SAME * found[0].score and scored.entry.topic == found[0].entry.topic
        )
        return Answer(Kind.ANSWER, entries, premise=self._premise(known, entries[0]), named=named)

    def _topics_in(self, read: Features) -> int:
        return sum(self._parts.lexicon.kinds[concept] == TOPIC for concept in read.concepts)

    def _meant(self, story: Sequence[Features]) -> Theme | None:
        """The theme that "it" stands for: the first one that the story, nearest sentence first, says more of than of ours."""
        mentions = 0
        for read in story:
            theme = first_met(self._parts.themes, read.concepts | read.marks)
            topics = self._topics_in(read)
            mentions += read.mentions
            if theme and (theme.injury or mentions > max(1, topics)):
                return theme
            if topics:
                return None
        return None

    def _sure(self, best: Scored, asked: Features) -> bool:
        return best.score >= _SURE and bool(asked.concepts)

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

    def _now(self, entries: Sequence[Entry], phase: str | None) -> str | None:
        if phase is None or not entries:
            return None
        return self._parts.now.get(self._topics[entries[0].topic].group, {}).get(phase)


def _backdrop(story: Sequence[Features], lexicon: Lexicon, *, leaning: bool) -> dict[str, float]:
    """Concepts of the story, each with how near its sentence is (1 for the next one).

    Of most sentences only themes count; a question that leans on the one before it takes all of that one.
    """
    near: dict[str, float] = {}
    for distance, read in enumerate(story):
        everything = leaning and not distance
        for feature in sorted(read.all if everything else read.concepts):
            if everything or lexicon.kinds[feature] in {TOPIC, GENERIC}:
                near.setdefault(feature, _FADE**distance)
    return near


def _plain(message: Sequence[Sentence]) -> str:
    return ". ".join(" ".join(sentence.words) + ("?" if sentence.marked else "") for sentence in message)
