"""A broadcast's message on its way into one chat: copied by reference, with the way out of its topic below."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from telegram import Bot, MessageEntity
from telegram.error import TelegramError

from bot.keyboards import admin as kb
from bot.outbound import messages
from bot.outbound.enclosing import inline
from bot.outbound.gallery import Gallery
from bot.outbound.telegram_errors import outcome_of
from bot.speech import Speech
from bot.texts import topics as texts
from bot.world import World
from scheduler.outcome import Outcome, OutcomeKind
from scheduler.pacing import HeldError
from storage import recipients
from storage.broadcasts import Broadcast, Topic

AlbumTurn = Callable[[int, int], Awaitable[None]]
"""Waits until so many messages more may go to a chat."""


@dataclass(frozen=True, slots=True)
class Posting:
    """What to copy, and from where."""

    broadcast_id: int
    topic: Topic
    chat_id: int
    message_ids: tuple[int, ...]


async def no_wait(_chat_id: int, _messages: int) -> None:
    """For whoever keeps no pace."""


def of(broadcast: Broadcast) -> Posting:
    """The posting of a broadcast; the preview is exactly this, too."""
    return Posting(broadcast.id, broadcast.topic, broadcast.chat_id, broadcast.message_ids)


async def send(bot: Bot, world: World, chat_id: int, posting: Posting, more: AlbumTurn = no_wait) -> Outcome:
    """Copy it into a chat. An album cannot carry a button: a silent line with it follows."""
    try:
        ids = await _copy(bot, chat_id, posting, world.gallery, more)
    except HeldError as held:
        return Outcome(OutcomeKind.FLOOD, retry_after=held.seconds)
    except TelegramError as error:
        return outcome_of(error)
    if len(ids) > 1:
        async with world.database.transaction() as tx:
            await recipients.keep_album(tx, posting.broadcast_id, chat_id, ids)
    return Outcome(OutcomeKind.SENT, message_id=ids[0])


async def correct(bot: Bot, broadcast: Broadcast, chat_id: int, message_id: int) -> Outcome:
    """Change one copy to the newest wording."""
    wording = broadcast.correction or {}
    entities = [MessageEntity.de_json(each, bot) for each in wording["entities"]]
    markup = inline(kb.for_recipient(broadcast.topic))
    try:
        if broadcast.shape.text:
            await bot.edit_message_text(
                wording["text"], chat_id, message_id, entities=entities, parse_mode=None, reply_markup=markup
            )
        else:
            await bot.edit_message_caption(
                chat_id, message_id, caption=wording["text"], caption_entities=entities, reply_markup=markup
            )
    except TelegramError as error:
        return outcome_of(error)
    return Outcome(OutcomeKind.SENT)


async def delete(bot: Bot, chat_id: int, message_ids: Sequence[int]) -> Outcome:
    """Take messages out of a chat."""
    try:
        await bot.delete_messages(chat_id, list(message_ids))
    except TelegramError as error:
        return outcome_of(error)
    return Outcome(OutcomeKind.SENT)


async def _copy(bot: Bot, chat_id: int, posting: Posting, gallery: Gallery, more: AlbumTurn) -> list[int]:
    ids = posting.message_ids
    if len(ids) == 1:
        markup = inline(kb.for_recipient(posting.topic))
        return [(await bot.copy_message(chat_id, posting.chat_id, ids[0], reply_markup=markup)).message_id]
    await more(chat_id, len(ids))  # one turn was taken for all of this: the album's others, and the line below
    copied = [each.message_id for each in await bot.copy_messages(chat_id, posting.chat_id, list(ids))]
    text = texts.ALBUM_TAIL.format(topic=texts.WORDS[posting.topic])
    tail = Speech(text, kb.for_recipient(posting.topic), silent=True)
    return [*copied, (await messages.send(bot, chat_id, tail, gallery)).message_id]
