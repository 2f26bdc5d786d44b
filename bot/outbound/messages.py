"""From what is said to what Telegram is sent: the one place that turns a `Speech` into requests."""

from collections.abc import Awaitable

import structlog
from telegram import (
    Bot,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.media.offload import WorkshopError
from bot.outbound import enclosing
from bot.outbound.enclosing import inline
from bot.outbound.gallery import Gallery
from bot.outbound.telegram_errors import has_no_text, outcome_of
from bot.speech import ReplyKeyboard, Speech
from scheduler.outcome import OutcomeKind

_log = structlog.get_logger("bot.outbound.messages")
_GONE = (OutcomeKind.QUERY_TOO_OLD, OutcomeKind.BAD_REQUEST)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(bot: Bot, chat_id: int, speech: Speech, gallery: Gallery) -> Message:
    """Send a new message, and pin it without a sound where it asks for that.

    Raises:
        WorkshopError: when a sound cannot be made.
    """
    message = await _send(bot, chat_id, speech, gallery)
    if speech.pin:
        await _quietly(bot.pin_chat_message(chat_id, message.message_id, disable_notification=True))
    if speech.then is not None:
        await _follow_up(bot, chat_id, speech.then, gallery)
    return message


async def _follow_up(bot: Bot, chat_id: int, speech: Speech, gallery: Gallery) -> None:
    """What was said before it has arrived: a failure here must not have it said twice."""
    try:
        await send(bot, chat_id, speech, gallery)
    except (TelegramError, WorkshopError) as error:
        _log.warning("follow_up.failed", why=type(error).__name__)


async def _send(bot: Bot, chat_id: int, speech: Speech, gallery: Gallery) -> Message:
    if speech.sound is not None:
        return await enclosing.send_sound(bot, chat_id, speech, speech.sound, gallery)
    if speech.picture is not None:
        try:
            return await enclosing.send_picture(bot, chat_id, speech, speech.picture, gallery)
        except WorkshopError as error:  # the words matter more than the picture
            _log.warning("picture.failed", why=str(error))
    return await bot.send_message(
        chat_id,
        speech.text,
        parse_mode=ParseMode.HTML,
        reply_markup=_markup(speech),
        disable_notification=speech.silent,
        link_preview_options=_NO_PREVIEW,
    )


async def edit(bot: Bot, chat_id: int, message_id: int, speech: Speech, gallery: Gallery) -> bool:
    """Change a message of ours in place. False when it cannot be changed (gone, too old): send a new one then."""
    try:
        if speech.picture is not None:
            await enclosing.change_picture(bot, chat_id, message_id, speech, speech.picture, gallery)
        else:
            await _change_text(bot, chat_id, message_id, speech)
    except WorkshopError:
        return False
    except BadRequest as error:
        kind = outcome_of(error).kind
        if kind in _GONE:
            return False
        if kind is not OutcomeKind.NOT_MODIFIED:
            raise
    return True


async def _change_text(bot: Bot, chat_id: int, message_id: int, speech: Speech) -> None:
    """A message with a picture keeps it: its caption changes then."""
    markup = inline(speech.buttons)
    try:
        await bot.edit_message_text(
            speech.text,
            chat_id,
            message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
            link_preview_options=_NO_PREVIEW,
        )
    except BadRequest as error:
        if not has_no_text(error):
            raise
        await bot.edit_message_caption(
            chat_id, message_id, caption=speech.text, parse_mode=ParseMode.HTML, reply_markup=markup
        )


async def retire(bot: Bot, chat_id: int, message_id: int) -> None:
    """Take the buttons off a message that is over; that it is gone already is fine."""
    await _quietly(bot.edit_message_reply_markup(chat_id, message_id, reply_markup=None))


async def unpin(bot: Bot, chat_id: int, message_id: int) -> None:
    """Unpin a message; that it is gone already is fine."""
    await _quietly(bot.unpin_chat_message(chat_id, message_id))


async def _quietly(call: Awaitable[object]) -> None:
    try:
        await call
    except TelegramError as error:
        if outcome_of(error).kind not in (*_GONE, OutcomeKind.NOT_MODIFIED):
            raise


def _markup(speech: Speech) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    if speech.keyboard is not None:
        return _reply_keyboard(speech.keyboard)
    return inline(speech.buttons)


def _reply_keyboard(keyboard: ReplyKeyboard) -> ReplyKeyboardMarkup | ReplyKeyboardRemove:
    if not keyboard.labels:
        return ReplyKeyboardRemove()
    first = keyboard.labels[0][0]
    keys = [
        [KeyboardButton(label, request_location=keyboard.asks_location and label == first) for label in row]
        for row in keyboard.labels
    ]
    return ReplyKeyboardMarkup(keys, resize_keyboard=True, one_time_keyboard=True)
