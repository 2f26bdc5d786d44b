"""What admins see of the queue of questions, and whoever asked of an answer."""

from collections.abc import Iterable

from bot import admin_keyboards as kb
from bot.actions.admin import answering
from bot.actions.admin.answering import Group
from bot.actions.admin.desk import Desk
from bot.speech import Button, Speech, rows
from bot.texts import questions as texts
from bot.texts.dashboard import shown
from protocols.knowledge import Knowledge
from storage import question_queue
from storage.database import Transaction

_SHOWN = 10


async def queue(desk: Desk, knowledge: Knowledge) -> Speech:
    """The ten largest groups, passages that did not help, and answers to confirm."""
    groups = (await answering.queue(desk, knowledge.features))[:_SHOWN]
    known = {entry: title for topic in knowledge.topics() for entry, title in _titles(knowledge, topic.entries)}
    down = [(known.get(entry, entry), shown(number)) for entry, number in await question_queue.unhelpful(desk.tx)]
    unconfirmed = await question_queue.unconfirmed(desk.tx)
    buttons = [Button(str(nth), kb.GROUP(each.id, "open")) for nth, each in enumerate(groups, 1)]
    listed = [(each.asked[0].text, len(each.asked)) for each in groups]
    speech = Speech(texts.queue(listed, down, len(unconfirmed)), rows(buttons, 5))
    if not unconfirmed:
        return speech
    first = unconfirmed[0]
    confirm = Button(texts.CONFIRM, kb.NOTE(first.id, "confirm")), Button(texts.WITHDRAW, kb.NOTE(first.id, "withdraw"))
    return Speech(f"{speech.text}\n\n{texts.note(first.question, first.answer)}", (*speech.buttons, confirm))


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
