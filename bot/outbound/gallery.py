"""Pictures and sounds that are the same for everybody: made once, uploaded once, then sent by Telegram's file id."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog
from telegram.error import BadRequest

from bot.media import keys, pictures, sounds
from bot.media.offload import Workshop, WorkshopError
from bot.media.pictures import UnknownPictureError
from bot.media.sounds import Sound
from bot.speech import Beat, Drawn, Film, Picture, StepAudio
from storage import media
from storage.database import Database

R = TypeVar("R")  # what sending returns
M = TypeVar("M")  # what the workshop makes
MOST_WAITING = 20  # about three seconds of work
_log = structlog.get_logger("bot.outbound.gallery")


class Gallery:
    """Gives what is sent as a file id where Telegram has it already, else as bytes from the workshop."""

    def __init__(self, database: Database, workshop: Workshop) -> None:
        self._database = database
        self._workshop = workshop

    async def show(
        self, bot_id: int, picture: Picture | Film, send: Callable[[str | bytes], Awaitable[tuple[R, str]]]
    ) -> R:
        """Send a drawing with `send`, which returns its result and the file id that Telegram gave it.

        Raises:
            WorkshopError: when it cannot be made: also for an exercise that nobody has drawn yet.
        """
        name, maker = (
            (keys.picture, pictures.png) if isinstance(picture, Picture) else (keys.animation, pictures.animation)
        )
        what = (picture.exercise, picture.level, picture.side)
        try:
            key = name(*what)
        except UnknownPictureError as error:
            raise WorkshopError(f"no drawing of {error}") from error
        return await self._give(bot_id, key, send, lambda: self._workshop.make(maker, *what))

    async def play(
        self, bot_id: int, sound: StepAudio | Beat, send: Callable[[str | Sound], Awaitable[tuple[R, str]]]
    ) -> R:
        """Send a sound likewise."""
        if isinstance(sound, Beat):
            spm = sound.spm
            return await self._give(
                bot_id, keys.metronome(spm), send, lambda: self._workshop.make(sounds.metronome, spm)
            )
        key = keys.session(sound.step, sound.spm)
        return await self._give(bot_id, key, send, lambda: self._workshop.make(sounds.session, sound.step, sound.spm))

    async def draw(self, drawn: Drawn) -> bytes:
        """One runner's own picture; nobody else is ever sent it.

        Raises:
            WorkshopError: when it cannot be made, or too many others wait: on a Sunday evening everybody's card is due,
                and words that come in time are better than a picture an hour late.
        """
        if self._workshop.waiting >= MOST_WAITING:
            raise WorkshopError("too many are waiting")
        return (await self._workshop.make(drawn.make, drawn.data, drawn.theme)).png

    async def _give(
        self,
        bot_id: int,
        key: str,
        send: Callable[[str | M], Awaitable[tuple[R, str]]],
        make: Callable[[], Awaitable[M]],
    ) -> R:
        known = await self._known(bot_id, key)
        if known is not None:
            try:
                return (await send(known))[0]
            except BadRequest as error:
                if "file" not in error.message.lower():
                    raise
                _log.info("file_id.refused", key=key)
        result, file_id = await send(await make())
        async with self._database.transaction() as tx:
            await media.remember(tx, bot_id, key, file_id)
        return result

    async def _known(self, bot_id: int, key: str) -> str | None:
        async with self._database.reading() as tx:
            return await media.file_id(tx, bot_id, key)
