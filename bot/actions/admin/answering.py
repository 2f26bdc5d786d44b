"""Questions without an answer: grouped, answered by one admin, confirmed by another, told to those who asked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from bot.actions.admin.deidentify import deidentify
from bot.actions.admin.desk import Desk
from bot.actions.admin.errors import GoneError, SecondAdminError, WordsError, fits_one_message
from bot.actions.admin.wants import Want, Wants, want
from protocols.knowledge import Entry
from protocols.knowledge.notes import ALIKE, likeness, note
from storage import outbox, question_queue
from storage.outbox import Draft, Priority
from storage.question_queue import SET_ASIDE, Asked, Note

KIND = "note"  # of the message that tells a runner
_PHRASINGS = 8  # kept with a note
_ROOM = 2000  # characters; an answer longer than that is an article

Features = Callable[[str], frozenset[str]]


@dataclass(slots=True)
class Group:
    """Questions that are much alike. The first one names the group."""

    about: frozenset[str]
    asked: list[Asked] = field(default_factory=list)

    @property
    def id(self) -> int:
        """The number of the group's first question."""
        return self.asked[0].id


def grouped(asked: Iterable[Asked], features: Features) -> list[Group]:
    """By likeness to each group's first question; the most frequent first, then the oldest. Texts are de-identified."""
    groups: list[Group] = []
    for question in asked:
        about = features(question.text)
        plain = replace(question, text=deidentify(question.text))
        home = max(groups, key=lambda group: likeness(about, group.about), default=None)
        if home is not None and likeness(about, home.about) >= ALIKE:
            home.asked.append(plain)
        else:
            groups.append(Group(about, [plain]))
    return sorted(groups, key=lambda group: (-len(group.asked), group.id))


async def queue(desk: Desk, features: Features) -> list[Group]:
    """What waits for an answer."""
    return grouped(await question_queue.waiting(desk.tx, desk.keyring), features)


async def group(desk: Desk, features: Features, question_id: int) -> Group:
    """The group that begins with this question.

    Raises:
        GoneError: when somebody took it on, or whoever asked has erased it.
    """
    found = next((each for each in await queue(desk, features) if each.id == question_id), None)
    if found is None:
        raise GoneError
    return found


async def ask_answer(desk: Desk, features: Features, question_id: int) -> Group:
    """The admin's next message is the answer."""
    found = await group(desk, features, question_id)
    await want(desk, Wants(Want.ANSWER, question_id))
    return found


async def take_answer(desk: Desk, features: Features, question_id: int, text: str) -> Note:
    """An answer to the whole group; it waits for a second admin.

    Raises:
        WordsError: when there is no text in it.
        LengthyError: when there is too much.
    """
    if not text.strip():
        raise WordsError
    fits_one_message(text, _ROOM)
    found = await group(desk, features, question_id)
    phrasings = [asked.text for asked in found.asked[:_PHRASINGS]]
    written = await question_queue.write(desk.tx, desk.admin.id, phrasings[0], phrasings, text, desk.now)
    await question_queue.assign(desk.tx, [asked.id for asked in found.asked], written.id)
    await want(desk, None)
    return written


async def set_aside(desk: Desk, features: Features, question_id: int) -> None:
    """Nobody is going to answer these."""
    found = await group(desk, features, question_id)
    await question_queue.assign(desk.tx, [asked.id for asked in found.asked], SET_ASIDE)


async def note_of(desk: Desk, note_id: int) -> Note:
    """An answer that was not withdrawn.

    Raises:
        GoneError: when there is none.
    """
    found = await question_queue.find(desk.tx, note_id)
    if found is None:
        raise GoneError
    return found


async def confirm(desk: Desk, note_id: int) -> list[Entry]:
    """A second admin agrees: it is published, and those who wished are told. Returns all notes there are now.

    Raises:
        SecondAdminError: when it is the author's own.
        GoneError: when it is published or withdrawn already.
    """
    written = await note_of(desk, note_id)
    if written.written_by == desk.admin.id:
        raise SecondAdminError
    if not await question_queue.publish(desk.tx, note_id, desk.admin.id, desk.now):
        raise GoneError
    askers = await question_queue.who_wants_reply(desk.tx, note_id)
    told = (
        Draft(runner_id=asker, kind=KIND, slot=str(note_id), due_at=desk.now, priority=Priority.BROADCAST)
        for asker in askers
    )
    await outbox.put(desk.tx, *told)
    return entries(await question_queue.published(desk.tx))


async def withdraw(desk: Desk, note_id: int) -> list[Entry]:
    """Not like this, or not any more: its questions are free again. Returns the notes that are left."""
    await note_of(desk, note_id)
    await question_queue.withdraw(desk.tx, note_id, desk.now)
    await question_queue.release(desk.tx, note_id)
    return entries(await question_queue.published(desk.tx))


def entries(published: Iterable[Note]) -> list[Entry]:
    """Notes as the knowledge base takes them."""
    return [note(each.id, each.question, each.phrasings, each.answer) for each in published]
