"""How handlers are registered: what reaches which coroutine. Personal matters only in private chats."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.context import Chat
from bot.keyboards import Tap

Handle = Callable[[Update, Chat], Coroutine[Any, Any, None]]
Handler = BaseHandler[Any, Any, Any]
PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE


def command(name: str, handle: Handle) -> Handler:
    """`/name`, in private."""
    return CommandHandler(name, handle, PRIVATE)


def tap(button: Tap, handle: Handle) -> Handler:
    """A tap of this kind of button."""
    return CallbackQueryHandler(handle, button.pattern)


def message(kind: filters.BaseFilter, handle: Handle) -> Handler:
    """A private message of this kind."""
    return MessageHandler(PRIVATE & kind, handle)
