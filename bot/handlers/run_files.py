"""Files from a watch: .fit, .gpx and .tcx become a run to confirm. The file itself is not kept."""

import asyncio
import re

from telegram import Document, Message, Update
from telegram.constants import ChatAction
from telegram.ext import filters

from bot import screens
from bot.actions import run_files
from bot.context import Chat
from bot.handlers.registry import message
from bot.media.offload import WorkshopError
from bot.media.run_files import MAX_BYTES, RunFile, RunFileError, read_run_file
from bot.speech import Speech
from bot.texts import run_files as texts

_NAMED = re.compile(r"\.(fit|gpx|tcx)(\.gz|\.zip)?$", re.IGNORECASE)
_PATIENCE = 15.0  # seconds, waiting for the workshop included; an hour's run is read in less than one


class _RunFiles(filters.MessageFilter):
    """A document whose name says that it is a run; what is in it is looked at later."""

    def filter(self, message: Message) -> bool:
        return message.document is not None and _NAMED.search(message.document.file_name or "") is not None


async def run_file_sent(update: Update, context: Chat) -> None:
    """Read it, say what it means, and ask what only the runner knows."""
    document = update.message.document if update.message else None
    async with context.visit() as visit:
        barred = None if await screens.is_ready(visit) else (await screens.current(visit))[1]
    if document is None or barred is not None:
        await context.say(barred or Speech(texts.TOO_SLOW))
        return
    await context.busy(ChatAction.TYPING)
    try:
        run = await _read(context, document)
    except (TimeoutError, WorkshopError):
        await context.say(Speech(texts.TOO_SLOW))
        return
    async with context.visit() as visit:
        speech = await screens.run_from_file(visit, run, await run_files.draft(visit, run))
    await context.show(screens.RUN, speech)


async def _read(context: Chat, document: Document) -> RunFile:
    """The figures of the file.

    Raises:
        RunFileError: when it is too big, or no run can be read from it.
        TimeoutError, WorkshopError: when reading takes too long.
    """
    if (document.file_size or 0) > MAX_BYTES:
        raise RunFileError("too_big")
    file = await document.get_file()
    if (file.file_size or 0) > MAX_BYTES:
        raise RunFileError("too_big")
    data = bytes(await file.download_as_bytearray())
    async with asyncio.timeout(_PATIENCE):
        return await context.world.workshop.make(read_run_file, document.file_name or "", data)


HANDLERS = [message(_RunFiles(), run_file_sent)]
