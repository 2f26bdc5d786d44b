"""Answers, topics and single passages."""

from collections.abc import Iterable

from bot import keyboards as kb
from bot.keyboards import admin as admin_kb
from bot.speech import Button, Speech, rows
from bot.texts import answers, labels, questions, safety
from bot.texts.words import blocks
from protocols.knowledge import Answer, Entry, Kind, Knowledge

_EXERCISE = frozenset({"The Strengthening Program That Actually Works", "Return To Running"})
"""Sections of the article that tell what to do."""


def answered(answer: Answer, phase: str | None, *, stopped: bool = False) -> Speech:
    """An answer with what belongs to it; an honest "not known" with the nearest topics.

    Where a red flag stands, the answer says first that it is for reading only.
    """
    reads = stopped and answer.kind is not Kind.CHAT
    text = blocks(safety.READING_ONLY if reads else None, answers.render(answer, phase=phase))
    if answer.kind is Kind.ABSTAIN:
        near = [Button(topic.title, kb.TOPIC(topic.id)) for topic in answer.nearest]
        tell_me = Button(questions.TELL_ME, admin_kb.TELL_ME())
        return Speech(text, rows([*near, Button(labels.ALL_TOPICS, kb.TOPICS()), tell_me], 1))
    if not answer.entries:
        return Speech(text)
    related = [Button(entry.title, kb.PASSAGE(entry.id)) for entry in answer.related[:3]]
    return Speech(text, (*rows(related, 1), _thumbs(answer.entries[0])))


def teaches_exercise(entries: Iterable[Entry]) -> bool:
    """True for passages that say how to exercise or to run: nothing for somebody whose plan is stopped."""
    return any(section in _EXERCISE for entry in entries for section in entry.sections)


def not_understood(answer: Answer) -> bool:
    """True for words that are neither a question nor small talk."""
    return answer.kind is Kind.CHAT and not answer.chat


def topics(knowledge: Knowledge) -> Speech:
    """Every topic."""
    return Speech(answers.TOPICS, rows([Button(t.title, kb.TOPIC(t.id)) for t in knowledge.topics()], 2))


def topic(knowledge: Knowledge, topic_id: str) -> Speech:
    """The passages of one topic."""
    found = next((t for t in knowledge.topics() if t.id == topic_id), None)
    if found is None:
        return topics(knowledge)
    passages = [knowledge.entry(entry) for entry in found.entries]
    buttons = [Button(entry.title, kb.PASSAGE(entry.id)) for entry in passages]
    return Speech(answers.topic(found), rows([*buttons, Button(labels.ALL_TOPICS, kb.TOPICS())], 1))


def passage(entry: Entry, *, stopped: bool = False) -> Speech:
    """One passage of the knowledge base."""
    return Speech(blocks(safety.READING_ONLY if stopped else None, answers.card(entry)), (_thumbs(entry),))


def _thumbs(entry: Entry) -> tuple[Button, ...]:
    return Button("👍", kb.VOTE(entry.id, "up")), Button("👎", kb.VOTE(entry.id, "down"))
