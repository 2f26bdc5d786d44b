"""What admins see of the queue of questions, and whoever asked of an answer."""

from collections.abc import Iterable, Sequence

from bot.actions.admin import answering
from bot.actions.admin.answering import Group
from bot.actions.admin.desk import Desk
from bot.config import Role
from bot.keyboards import admin as kb
from bot.speech import Button, Speech, rows
from bot.texts import questions as texts
from bot.texts.dashboard import shown
from protocols.knowledge import Knowledge
from storage import question_queue
from storage.database import Transaction
from storage.question_queue import Note

_SHOWN = 10


async def queue(desk: Desk, knowledge: Knowledge) -> Speech:
    """The ten largest groups, passages that did not help, an answer to confirm, the way to the published ones."""
    groups = (await answering.queue(desk, knowledge.features))[:_SHOWN]
    known = {entry: title for topic in knowledge.topics() for entry, title in _titles(knowledge, topic.entries)}
    down = [(known.get(entry, entry), shown(number)) for entry, number in await question_queue.unhelpful(desk.tx)]
    unconfirmed = await question_queue.unconfirmed(desk.tx)
    text = texts.queue([(each.asked[0].text, len(each.asked)) for each in groups], down, len(unconfirmed))
    if not desk.admin.may(Role.EDITOR):
        return Speech(text)
    numbers = rows([Button(str(nth), kb.GROUP(each.id, "open")) for nth, each in enumerate(groups, 1)], 5)
    published = ((Button(texts.PUBLISHED_NOTES, kb.NOTES()),),) if await question_queue.published(desk.tx) else ()
    return Speech(text, (*numbers, *published), then=_next(desk, unconfirmed))


def _next(desk: Desk, unconfirmed: Sequence[Note]) -> Speech | None:
    """An answer to confirm: a colleague's if there is one."""
    first = min(unconfirmed, key=lambda each: (each.written_by == desk.admin.id, each.id), default=None)
    return note(desk, first) if first else None


def note(desk: Desk, found: Note) -> Speech:
    """An answer, and what this admin may do about it: nobody confirms their own."""
    withdraw = Button(texts.WITHDRAW, kb.JUDGE(found.id, "withdraw"))
    if found.published_at or found.written_by == desk.admin.id:
        head = texts.PUBLISHED_HEAD if found.published_at else texts.WAITS_HEAD
        return Speech(texts.note(head, found.question, found.answer), ((withdraw,),))
    return to_confirm(found)


def to_confirm(found: Note) -> Speech:
    """A colleague's answer: is it right?"""
    buttons = (
        Button(texts.CONFIRM, kb.JUDGE(found.id, "confirm")),
        Button(texts.WITHDRAW, kb.JUDGE(found.id, "withdraw")),
    )
    return Speech(texts.note(texts.CONFIRM_HEAD, found.question, found.answer), (buttons,))


async def published(desk: Desk) -> Speech:
    """The newest answers that are published."""
    notes = (await question_queue.published(desk.tx))[::-1][:_SHOWN]
    buttons = [Button(str(nth), kb.NOTE(each.id)) for nth, each in enumerate(notes, 1)]
    return Speech(texts.published([each.question for each in notes]), rows(buttons, 5))


def _titles(knowledge: Knowledge, entries: Iterable[str]) -> list[tuple[str, str]]:
    return [(entry, knowledge.entry(entry).title) for entry in entries]


def group(found: Group) -> Speech:
    """One group, and what can be done about it."""
    answer = Button(texts.ANSWER, kb.GROUP(found.id, "answer"))
    aside = Button(texts.SET_ASIDE, kb.GROUP(found.id, "aside"))
    return Speech(texts.group([asked.text for asked in found.asked[:_SHOWN]]), ((answer, aside),))


def ask(found: Group) -> Speech:
    """What an answer must be."""
    return Speech(texts.ask([asked.text for asked in found.asked[:_SHOWN]]))


async def told(tx: Transaction, note_id: int) -> Speech | None:
    """For whoever asked; None when the note was withdrawn meanwhile."""
    found = await question_queue.find(tx, note_id)
    return Speech(texts.answered(found.question, found.answer)) if found else None
