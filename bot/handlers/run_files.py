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

_NAMED = re.compile(r"\.(fit|gpx|tcx)(\.gz|\.zip)?$", re.IGNORECASE)
_PATIENCE = 15.0  # seconds, waiting for the workshop included; an hour's run is read in less than one


class _RunFiles(filters.MessageFilter):
    """A document whose name says that it is a run; what is in it is looked at later."""

    def filter(self, message: Message) -> bool:
        return message.document is not None and _NAMED.search(message.document.file_name or "") is not None


async def run_file_sent(update: Update, context: Chat) -> None:
    """Read it, say what it means, and ask what only the runner knows."""
    async with context.visit() as visit:
        barred = await screens.in_the_way(visit)
    if barred is not None:
        await context.say(barred)
        return
    await context.busy(ChatAction.TYPING)
    run = await _read(context, update.message)
    async with context.visit() as visit:
        speech = await screens.run_from_file(visit, run, await run_files.draft(visit, run))
    await context.show(screens.RUN, speech)


async def _read(context: Chat, message: Message | None) -> RunFile:
    """The figures of the file.

    Raises:
        RunFileError: when it is too big, takes too long, or no run can be read from it.
    """
    if message is None or message.document is None:
        raise RunFileError("empty")
    data = await _download(message.document)
    try:
        async with asyncio.timeout(_PATIENCE):
            return await context.world.workshop.make(read_run_file, message.document.file_name or "", data)
    except (TimeoutError, WorkshopError) as slow:
        raise RunFileError("too_slow") from slow


async def _download(document: Document) -> bytes:
    if (document.file_size or 0) > MAX_BYTES:
        raise RunFileError("too_big")
    file = await document.get_file()
    if (file.file_size or 0) > MAX_BYTES:
        raise RunFileError("too_big")
    return bytes(await file.download_as_bytearray())


HANDLERS = [message(_RunFiles(), run_file_sent)]
