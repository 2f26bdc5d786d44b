"""The knowledge base: one message in, one answer out."""

from collections.abc import Sequence
from dataclasses import replace

from protocols.knowledge.answering import Answering, Parts
from protocols.knowledge.hearing import Hearing
from protocols.knowledge.intent import parse_log
from protocols.knowledge.model import ALARMS, Answer, Entry, Kind, LogIntent, Topic
from protocols.knowledge.notes import Notes
from protocols.knowledge.reading import asks, questions
from protocols.knowledge.signs import signs
from protocols.knowledge.text import Sentence

_THEIRS = 0.3  # how likely a red flag must be when rules say it is somebody else's
_SAYS = 3  # words that a message must have for the reader to take it for either of these
_SURE = 0.35  # how likely a diary entry or small talk must be when no rule of theirs names it


class Knowledge:
    """Triage, then log intent, then the question, then small talk. Build it with `load`."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._notes = Notes()
        self._entries = {entry.id: entry for entry in parts.entries}
        self._groups = {topic.id: topic.group for topic in parts.topics}
        self._answering = Answering(parts)
        self._hearing = Hearing(parts.triage, parts.reader, parts.language.lexicon)

    def respond(self, text: str, *, phase: str | None = None) -> Answer:
        """The answer to any text, deterministic; `phase` chooses the "for you now" line."""
        message = self._parts.language.read(text)
        return replace(self._respond(text, message, phase), asks=asks(message))

    def _respond(self, text: str, message: Sequence[Sentence], phase: str | None) -> Answer:
        asked = questions(message)
        reading = self._parts.reader.read(signs(self._parts.language.lexicon, asked, message))
        alarm = self._hearing.alarm(message, reading)
        if alarm and (not alarm.other or reading.share(ALARMS) >= _THEIRS):
            return Answer(alarm.level, alarm=alarm)
        listed = self._answering.phrased(text, asked)
        if listed:
            return replace(listed, now=self._now(listed.entries, phase), alarm=alarm)
        says = sum(len(sentence.words) for sentence in message) >= _SAYS
        log = _log(text, message, sure=says and reading.likely[Kind.LOG] >= _SURE)
        if log:
            return Answer(Kind.LOG, log=log, alarm=alarm)
        chat = self._parts.talk.reply(message, strict=asks(message) or self._answering.on_topic(message))
        if chat or not message or (says and reading.likely[Kind.CHAT] >= _SURE):
            return Answer(Kind.CHAT, chat=chat, alarm=alarm)
        answer = replace(self._answering.answer(asked, message, reading), alarm=alarm)
        aside = self._parts.talk.aside(message) if answer.kind is Kind.ABSTAIN and not answer.silent else None
        if aside:
            return Answer(Kind.CHAT, chat=aside, alarm=alarm)
        note = self._notes.best(self.features(text)) if self._notes.entries and answer.kind is Kind.ABSTAIN else None
        if note:
            return Answer(Kind.ANSWER, (note,), alarm=alarm)
        return replace(answer, now=self._now(answer.entries, phase))

    def learn(self, notes: Sequence[Entry]) -> None:
        """These are the editors' notes now, and no others."""
        self._entries = {entry.id: entry for entry in (*self._parts.entries, *notes)}
        self._notes = Notes.read(notes, self.features)

    def features(self, text: str) -> frozenset[str]:
        """What a text is about, as concepts and word stems."""
        words = tuple(word for sentence in self._parts.language.read(text) for word in sentence.words)
        return self._parts.language.lexicon.read(words).all

    def entry(self, entry_id: str) -> Entry:
        """The entry with this id; KeyError when there is none."""
        return self._entries[entry_id]

    def topics(self) -> tuple[Topic, ...]:
        """All topics in reading order."""
        return self._parts.topics

    def search(self, text: str, limit: int) -> tuple[Entry, ...]:
        """The entries nearest to a few words, best first; for browsing, so nothing is declined."""
        return tuple(self._answering.rank(self._parts.reader.read(self._parts.language.signs(text)))[:limit])

    def _now(self, entries: Sequence[Entry], phase: str | None) -> str | None:
        if phase is None or not entries:
            return None
        return self._parts.now.get(self._groups[entries[0].topic], {}).get(phase)


def _log(text: str, message: Sequence[Sentence], *, sure: bool) -> LogIntent | None:
    """The diary entry in a message; its figures as typed where they can be read so, else from the words put right."""
    plain = _plain(message)
    spelled = parse_log(plain) or (parse_log(plain, sure=True) if sure else None)
    return spelled and (parse_log(text, sure=sure) or spelled)


def _plain(message: Sequence[Sentence]) -> str:
    return ". ".join(" ".join(sentence.words) + ("?" if sentence.marked else "") for sentence in message)
