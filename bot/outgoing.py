"""From what is said to what Telegram is sent: the one place that turns a `Speech` into requests."""

from collections.abc import Awaitable

import structlog
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, TelegramError

from bot.gallery import Gallery
from bot.media.offload import WorkshopError
from bot.speech import Picture, ReplyKeyboard, Rows, Speech
from bot.telegram_errors import outcome_of
from scheduler.outcome import OutcomeKind

_log = structlog.get_logger("bot.outgoing")
_GONE = (OutcomeKind.QUERY_TOO_OLD, OutcomeKind.BAD_REQUEST)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


async def send(bot: Bot, chat_id: int, speech: Speech, gallery: Gallery) -> Message:
    """Send a new message, and pin it without a sound where it asks for that."""
    if speech.picture is not None:
        try:
            return await _send_picture(bot, chat_id, speech, speech.picture, gallery)
        except WorkshopError as error:  # the words matter more than the picture
            _log.warning("picture.failed", why=str(error))
    message = await bot.send_message(
        chat_id,
        speech.text,
        parse_mode=ParseMode.HTML,
        reply_markup=_markup(speech),
        disable_notification=speech.silent,
        link_preview_options=_NO_PREVIEW,
    )
    if speech.pin:
        await _quietly(bot.pin_chat_message(chat_id, message.message_id, disable_notification=True))
    return message


async def edit(bot: Bot, chat_id: int, message_id: int, speech: Speech, gallery: Gallery) -> bool:
    """Change a message of ours in place. False when it cannot be changed (gone, too old): send a new one then."""
    try:
        if speech.picture is not None:
            await _change_picture(bot, chat_id, message_id, speech, speech.picture, gallery)
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


async def _send_picture(bot: Bot, chat_id: int, speech: Speech, picture: Picture, gallery: Gallery) -> Message:
    async def upload(photo: str | bytes) -> tuple[Message, str]:
        sent = await bot.send_photo(
            chat_id, photo, caption=speech.text, parse_mode=ParseMode.HTML, reply_markup=_inline(speech.buttons)
        )
        return sent, sent.photo[-1].file_id

    return await gallery.show(bot.id, picture, upload)


async def _change_picture(
    bot: Bot, chat_id: int, message_id: int, speech: Speech, picture: Picture, gallery: Gallery
) -> None:
    async def upload(photo: str | bytes) -> tuple[None, str]:
        medium = InputMediaPhoto(photo, caption=speech.text, parse_mode=ParseMode.HTML)
        changed = await bot.edit_message_media(medium, chat_id, message_id, reply_markup=_inline(speech.buttons))
        return None, changed.photo[-1].file_id if isinstance(changed, Message) else ""

    await gallery.show(bot.id, picture, upload)


async def _change_text(bot: Bot, chat_id: int, message_id: int, speech: Speech) -> None:
    """A message with a picture keeps it: its caption changes then."""
    markup = _inline(speech.buttons)
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
        if "no text in the message" not in error.message.lower():
            raise
        await bot.edit_message_caption(
            chat_id, message_id, caption=speech.text, parse_mode=ParseMode.HTML, reply_markup=markup
        )


async def retire(bot: Bot, chat_id: int, message_id: int) -> None:
    """Take the buttons off a message that is over, and unpin it. That it is gone already is fine."""
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
    return _inline(speech.buttons)


def _inline(rows: Rows) -> InlineKeyboardMarkup | None:
    if not rows:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(b.label, callback_data=b.data) for b in row] for row in rows])


def _reply_keyboard(keyboard: ReplyKeyboard) -> ReplyKeyboardMarkup | ReplyKeyboardRemove:
    if not keyboard.labels:
        return ReplyKeyboardRemove()
    first = keyboard.labels[0][0]
    keys = [
        [KeyboardButton(label, request_location=keyboard.asks_location and label == first) for label in row]
        for row in keyboard.labels
    ]
    return ReplyKeyboardMarkup(keys, resize_keyboard=True, one_time_keyboard=True)
