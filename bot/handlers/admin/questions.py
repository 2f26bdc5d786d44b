"""The queue of questions: answer, set aside, confirm, withdraw. And a runner's wish to be told."""

from telegram import Update

from bot.actions import asking
from bot.actions.admin import answering
from bot.config import Role
from bot.context import Chat
from bot.handlers.admin.doors import Door
from bot.handlers.registry import tap
from bot.keyboards import admin as kb
from bot.screens import questions as screens
from bot.speech import Speech
from bot.texts import questions as texts


async def questions_asked(_: Update, context: Chat) -> None:
    """What waits."""
    async with context.desk("questions.list", Role.VIEWER) as desk:
        speech = await screens.queue(desk, context.world.knowledge)
    await context.say(speech)


async def group_tapped(_: Update, context: Chat) -> None:
    """One group: looked at, to be answered, or set aside."""
    act, question_id, features = context.tapped(2), int(context.tapped(1)), context.world.knowledge.features
    async with context.desk(f"questions.{act}", id=question_id) as desk:
        if act == "aside":
            await answering.set_aside(desk, features, question_id)
            speech = Speech(texts.ASIDE)
        elif act == "answer":
            speech = screens.ask(await answering.ask_answer(desk, features, question_id))
        else:
            speech = screens.group(await answering.group(desk, features, question_id))
    await context.say(speech)


async def notes_tapped(_: Update, context: Chat) -> None:
    """The answers that are published."""
    async with context.desk("questions.notes") as desk:
        speech = await screens.published(desk)
    await context.say(speech)


async def note_tapped(_: Update, context: Chat) -> None:
    """One answer, looked at."""
    async with context.desk("questions.note", id=context.tapped(1)) as desk:
        speech = screens.note(desk, await answering.note_of(desk, int(context.tapped(1))))
    await context.say(speech)


async def note_judged(_: Update, context: Chat) -> None:
    """An answer is confirmed by a second admin, or withdrawn."""
    act, note_id = context.tapped(2), int(context.tapped(1))
    async with context.desk(f"questions.{act}", id=note_id) as desk:
        notes = await (answering.confirm if act == "confirm" else answering.withdraw)(desk, note_id)
    context.world.knowledge.learn(notes)
    await context.change(Speech(texts.PUBLISHED if act == "confirm" else texts.WITHDRAWN))


async def tell_me_tapped(_: Update, context: Chat) -> None:
    """A runner would like to hear when there is an answer."""
    async with context.visit() as visit:
        kept = await asking.want_reply(visit)
    await context.answer(texts.WILL_TELL if kept else texts.NOTHING_TO_TELL)


DOORS = [
    Door("questions", Role.VIEWER, questions_asked),
    Door(kb.GROUP, Role.EDITOR, group_tapped),
    Door(kb.NOTES, Role.EDITOR, notes_tapped),
    Door(kb.NOTE, Role.EDITOR, note_tapped),
    Door(kb.JUDGE, Role.EDITOR, note_judged),
]
HANDLERS = [tap(kb.TELL_ME, tell_me_tapped)]
