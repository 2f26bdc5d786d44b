"""Messages that carry a picture, an animation or a sound; the words are the caption below it."""

from typing import Any

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaAnimation,
    InputMediaPhoto,
    Message,
)
from telegram.constants import ParseMode

from bot.media.sounds import Sound
from bot.outbound.gallery import Gallery
from bot.speech import Beat, Drawn, Film, Picture, Rows, Speech, StepAudio

Visual = Picture | Film | Drawn
_FILM_NAME = "exercise.gif"  # Telegram takes bytes for an animation by their name


async def send_picture(bot: Bot, chat_id: int, speech: Speech, picture: Visual, gallery: Gallery) -> Message:
    """A new message with a picture or an animation.

    Raises:
        WorkshopError: when it cannot be made.
    """

    async def upload(file: str | bytes) -> tuple[Message, str]:
        said: dict[str, Any] = {
            "caption": speech.text,
            "parse_mode": ParseMode.HTML,
            "reply_markup": inline(speech.buttons),
            "disable_notification": speech.silent,
        }
        if isinstance(picture, Film):
            sent = await bot.send_animation(chat_id, file, filename=_FILM_NAME, **said)
        else:
            sent = await bot.send_photo(chat_id, file, **said)
        return sent, _file_id(sent)

    if isinstance(picture, Drawn):
        return (await upload(await gallery.draw(picture)))[0]
    return await gallery.show(bot.id, picture, upload)


async def change_picture(
    bot: Bot, chat_id: int, message_id: int, speech: Speech, picture: Visual, gallery: Gallery
) -> None:
    """A message that has a picture or an animation shows this one instead.

    Raises:
        WorkshopError: when it cannot be made.
    """

    async def upload(file: str | bytes) -> tuple[None, str]:
        said: dict[str, Any] = {"caption": speech.text, "parse_mode": ParseMode.HTML}
        medium = (
            InputMediaAnimation(file, filename=_FILM_NAME, **said)
            if isinstance(picture, Film)
            else InputMediaPhoto(file, **said)
        )
        changed = await bot.edit_message_media(medium, chat_id, message_id, reply_markup=inline(speech.buttons))
        return None, _file_id(changed) if isinstance(changed, Message) else ""

    if isinstance(picture, Drawn):
        await upload(await gallery.draw(picture))
    else:
        await gallery.show(bot.id, picture, upload)


async def send_sound(bot: Bot, chat_id: int, speech: Speech, sound: StepAudio | Beat, gallery: Gallery) -> Message:
    """A new message with a sound for the music player.

    Raises:
        WorkshopError: when it cannot be made.
    """

    async def upload(file: str | Sound) -> tuple[Message, str]:
        sent = await bot.send_audio(
            chat_id,
            file if isinstance(file, str) else file.data,
            caption=speech.text,
            parse_mode=ParseMode.HTML,
            reply_markup=inline(speech.buttons),
            disable_notification=speech.silent,
            **({} if isinstance(file, str) else _told(file)),
        )
        return sent, sent.audio.file_id if sent.audio else ""

    return await gallery.play(bot.id, sound, upload)


def inline(rows: Rows) -> InlineKeyboardMarkup | None:
    """The buttons below a message."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(b.label, callback_data=b.data) for b in row] for row in rows])


def _told(sound: Sound) -> dict[str, Any]:
    return {
        "duration": sound.seconds,
        "title": sound.title,
        "performer": sound.performer,
        "filename": sound.file_name,
    }


def _file_id(message: Message) -> str:
    return message.animation.file_id if message.animation else message.photo[-1].file_id
