"""The knowledge base: one message in, one answer out."""

from collections.abc import Sequence
from dataclasses import replace

from protocols.knowledge.answering import Answering, Parts
from protocols.knowledge.intent import parse_log
from protocols.knowledge.model import Answer, Entry, Kind, Topic
from protocols.knowledge.negation import about_others
from protocols.knowledge.notes import Notes
from protocols.knowledge.reading import asks, questions
from protocols.knowledge.text import Sentence, sentences


class Knowledge:
    """Triage, then log intent, then the question, then small talk. Build it with `load`."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._notes = Notes()
        self._entries = {entry.id: entry for entry in parts.entries}
        self._groups = {topic.id: topic.group for topic in parts.topics}
        self._answering = Answering(parts)

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
        chat = self._parts.talk.reply(message, strict=asks(message) or self._answering.on_topic(message))
        if chat or not message:
            return Answer(Kind.CHAT, chat=chat, alarm=alarm)
        answer = replace(self._answering.answer(asked), alarm=alarm)
        aside = self._parts.talk.aside(message) if answer.kind is Kind.ABSTAIN and not answer.silent else None
        if aside:
            return Answer(Kind.CHAT, chat=aside, alarm=alarm)
        note = self._notes.best(self.features(text)) if answer.kind is Kind.ABSTAIN else None
        if note:
            return Answer(Kind.ANSWER, (note,), alarm=alarm)
        return replace(answer, now=self._now(answer.entries, phase))

    def learn(self, notes: Sequence[Entry]) -> None:
        """These are the editors' notes now, and no others."""
        self._entries = {entry.id: entry for entry in (*self._parts.entries, *notes)}
        self._notes = Notes.read(notes, self.features)

    def features(self, text: str) -> frozenset[str]:
        """What a text is about, as concepts and word stems."""
        return self._parts.lexicon.read(tuple(word for sentence in self._read(text) for word in sentence.words)).all

    def entry(self, entry_id: str) -> Entry:
        """The entry with this id; KeyError when there is none."""
        return self._entries[entry_id]

    def topics(self) -> tuple[Topic, ...]:
        """All topics in reading order."""
        return self._parts.topics

    def search(self, text: str, limit: int) -> tuple[Entry, ...]:
        """The entries nearest to a few words, best first; for browsing, so nothing is declined."""
        words = tuple(word for sentence in self._read(text) for word in sentence.words)
        found = self._parts.index.search(self._parts.lexicon.read(words), {}, leaning=False)
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

    def _now(self, entries: Sequence[Entry], phase: str | None) -> str | None:
        if phase is None or not entries:
            return None
        return self._parts.now.get(self._groups[entries[0].topic], {}).get(phase)


def _plain(message: Sequence[Sentence]) -> str:
    return ". ".join(" ".join(sentence.words) + ("?" if sentence.marked else "") for sentence in message)
