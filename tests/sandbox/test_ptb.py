"""python-telegram-bot talks to the sandbox over HTTP as it talks to Telegram: polling, buttons, edits, uploads."""

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    Update,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes, MessageHandler, filters
from telegram.request import BaseRequest, RequestData

from sandbox import faults
from sandbox.core import Sandbox
from sandbox.files import PIXEL
from sandbox.http import serve
from sandbox.people import Person
from tests.sandbox.conftest import TOKEN
from tests.support.botapi import problems
from tests.support.patience import until

Context = ContextTypes.DEFAULT_TYPE
BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Done", callback_data="done")]])


async def start(update: Update, context: Context) -> None:
    assert update.effective_message
    await context.bot.set_my_commands([BotCommand("start", "Begin")])
    await update.effective_message.reply_text("<b>Set 1</b>", parse_mode=ParseMode.HTML, reply_markup=BUTTONS)


async def tapped(update: Update, context: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("Counted")
    await update.callback_query.edit_message_text("<b>Set 2</b>", parse_mode=ParseMode.HTML)


async def pictured(update: Update, context: Context) -> None:
    """Fetch the photo and send it back."""
    assert update.effective_message
    file = await update.effective_message.photo[-1].get_file()
    await update.effective_message.reply_photo(bytes(await file.download_as_bytearray()), caption="yours")


@pytest.fixture
async def application(sandbox: Sandbox, rita: Person) -> AsyncIterator[Application]:  # type: ignore[type-arg]
    running = await serve(sandbox)
    builder = Application.builder().token(TOKEN).base_url(f"{running.url}/bot").base_file_url(f"{running.url}/file/bot")
    application = builder.build()
    application.add_handlers(
        [CommandHandler("start", start), CallbackQueryHandler(tapped), MessageHandler(filters.PHOTO, pictured)]
    )
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling(timeout=5)
        yield application
        await application.updater.stop()
        await application.stop()
    await running.stop()


async def test_a_conversation_over_http(application: object, rita: Person) -> None:
    await until(lambda: rita.sees().last.buttons == [["Done"]])
    rita.tap("Done")
    await until(lambda: rita.sees().last.html == "<b>Set 2</b>")
    assert [toast.text for toast in rita.sees().toasts] == ["Counted"]
    rita.send_photo(PIXEL)
    await until(lambda: rita.sees().last.text == "yours")
    assert rita.sees().last.media == "photo"


@pytest.mark.filterwarnings("ignore:.*retry_after:telegram.warnings.PTBDeprecationWarning")
async def test_refusals_become_the_librarys_errors(
    application: Application,  # type: ignore[type-arg]
    sandbox: Sandbox,
    rita: Person,
) -> None:
    bot = application.bot
    with pytest.raises(BadRequest, match='Can\'t parse entities: unsupported start tag "h1" at byte offset 0'):
        await bot.send_message(7, "<h1>x</h1>", parse_mode=ParseMode.HTML)
    sandbox.faults.once("sendMessage", faults.too_many(4))
    with pytest.raises(RetryAfter, match="Retry in 4 seconds"):
        await bot.send_message(7, "x")
    rita.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(7, "x")


class InProcess(BaseRequest):
    """The sandbox behind the library without a network; every request must be valid Bot API."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    read_timeout = 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        token, name = url.rsplit("/bot", 1)[1].split("/")
        params = request_data.parameters if request_data else {}
        files = request_data.multipart_data if request_data else {}
        assert problems(name, params, files) == []
        reply = await self.sandbox.call(token, name, params, files)
        return reply.status, reply.encode()


async def test_the_same_in_process(sandbox: Sandbox, rita: Person) -> None:
    bot = Bot(TOKEN, request=InProcess(sandbox), get_updates_request=InProcess(sandbox))
    async with bot:
        sent = await bot.send_message(7, "<b>x</b>", parse_mode=ParseMode.HTML, reply_markup=BUTTONS)
        await bot.edit_message_text("y", 7, sent.message_id)
        await bot.send_photo(7, PIXEL, caption="z")
        await bot.send_media_group(7, [InputMediaPhoto(PIXEL), InputMediaPhoto(PIXEL)])
        await bot.set_my_commands([BotCommand("start", "Begin")], scope=BotCommandScopeChat(7))
        (update,) = await bot.get_updates()
        assert update.message
        assert update.message.text == "/start"
    assert rita.sees().texts == ["/start", "y", "z", "", ""]
