"""A next message that is waited for (an admin's, or a runner's to the team): heard before every other handler."""

from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Message, MessageOriginChannel, MessageOriginChat, Update
from telegram.ext import ApplicationHandlerStop, filters

from bot.actions.admin import answering, composing, running
from bot.actions.admin.kinds import Shape
from bot.actions.admin.wants import Want, Wants, wanted
from bot.actions.support import is_open, thread_of
from bot.config import Role
from bot.context import Chat
from bot.handlers.admin import support
from bot.handlers.admin.broadcast import preview
from bot.handlers.admin.colleagues import team, tell
from bot.handlers.registry import message
from bot.screens import admin as screens
from bot.screens import questions as question_screens
from bot.speech import Speech
from bot.texts import admin as texts
from bot.texts import questions as question_texts

Take = Callable[[Chat, Message], Awaitable[None]]


async def heard_first(update: Update, context: Chat) -> None:
    """Whatever it is, if we wait for something from this person; for everybody else as if this were not here."""
    said = update.effective_message
    take = await _meant(context, said) if said is not None else None
    if said is None or take is None:
        return
    if support.sounds_alarm(context, said):  # the bot answers that first
        context.afterwards = take
        return
    try:
        await take(context, said)
    except Exception as error:  # here, because the handlers behind must not answer the same message
        await context.application.process_error(update, error)
    raise ApplicationHandlerStop


async def heard_last(update: Update, context: Chat) -> None:
    """A red flag in a runner's words to the team: the bot has answered it, now the team gets them, too."""
    if context.afterwards is not None and update.effective_message is not None:
        await context.afterwards(context, update.effective_message)


async def _meant(context: Chat, said: Message) -> Take | None:
    """What this message is, if it is anything of ours."""
    world, person = context.world, context.runner_id
    async with world.database.reading() as tx:
        if person in world.admins:
            if said.reply_to_message is not None:
                thread = await thread_of(tx, person, said.reply_to_message.message_id)
                if thread is not None:
                    return _as_editor(lambda chat, words: support.answer(chat, words, thread))
            wants = await wanted(tx, world.database.keyring, person)
            if wants is not None and (wants.want is not Want.ALBUM or said.media_group_id == wants.album):
                return _as_editor(lambda chat, words: _TAKES[wants.want](chat, words, wants))
        return support.relay if await is_open(tx, world.database.keyring, person) else None


def _as_editor(take: Take) -> Take:
    async def taken(context: Chat, said: Message) -> None:
        context.admin.require(Role.EDITOR)
        await take(context, said)

    return taken


async def _message(context: Chat, said: Message, wants: Wants) -> None:
    if said.poll is not None:
        await context.say(Speech(texts.NO_POLLS))
        return
    async with context.desk("broadcast.take", id=wants.about) as desk:
        draft = await composing.take_message(desk, wants.about, said.message_id, shape_of(said))
        speech = await screens.draft(desk, draft)
    if wants.want is Want.ALBUM:  # one more part: the card that stands there counts on
        await context.refresh("broadcast", speech)
        return
    if said.media_group_id is None:
        await preview(context, draft, context.runner_id)
    await context.show("broadcast", speech)


async def _moment(context: Chat, said: Message, wants: Wants) -> None:
    async with context.desk("broadcast.moment", id=wants.about) as desk:
        speech = await screens.draft(desk, await composing.take_moment(desk, wants.about, said.text or ""))
    await context.say(speech)


async def _correction(context: Chat, said: Message, wants: Wants) -> None:
    async with context.desk("broadcast.wording", id=wants.about) as desk:
        meant = await running.take_correction(desk, wants.about, said.message_id, shape_of(said), _wording(said))
        speech = await screens.correction(desk, meant)
    await context.say(speech)


async def _answer(context: Chat, said: Message, wants: Wants) -> None:
    async with context.desk("questions.write", id=wants.about) as desk:
        note = await answering.take_answer(desk, context.world.knowledge.features, wants.about, said.text or "")
    asked = [await tell(context, colleague, question_screens.to_confirm(note)) for colleague in team(context)]
    await context.say(Speech(question_texts.TO_CONFIRM if any(asked) else question_texts.NO_COLLEAGUE))


def shape_of(said: Message) -> Shape:
    """What has to be known of a message to broadcast it by reference."""
    entities = (*said.entities, *said.caption_entities)
    links = any(entity.type in ("url", "text_link", "mention") for entity in entities)
    foreign = isinstance(said.forward_origin, MessageOriginChannel | MessageOriginChat)
    return Shape(text=said.text is not None, album=said.media_group_id, promotes=links or foreign)


def _wording(said: Message) -> dict[str, Any]:
    entities = said.entities if said.text is not None else said.caption_entities
    return {"text": said.text or said.caption or "", "entities": [entity.to_dict() for entity in entities]}


async def _reply(context: Chat, said: Message, wants: Wants) -> None:
    await support.answer(context, said, wants.about)


_TAKES: dict[Want, Callable[[Chat, Message, Wants], Awaitable[None]]] = {
    Want.MESSAGE: _message,
    Want.ALBUM: _message,
    Want.MOMENT: _moment,
    Want.CORRECTION: _correction,
    Want.ANSWER: _answer,
    Want.REPLY: _reply,
}
FIRST = message(filters.ALL & ~filters.COMMAND, heard_first)
LAST = message(filters.TEXT & ~filters.COMMAND, heard_last)
