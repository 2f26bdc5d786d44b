"""How the bot presents itself in Telegram: commands for each scope, descriptions."""

from collections.abc import Iterable

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats, BotCommandScopeChat
from telegram.error import TelegramError

from bot.texts import admin, commands

_log = structlog.get_logger("bot.outbound.menu")


async def introduce(bot: Bot, admins: Iterable[int] = ()) -> None:
    """Set menus and descriptions. When Telegram refuses, the bot works all the same: it is logged once."""
    try:
        await bot.set_my_commands(_menu(commands.COMMANDS), BotCommandScopeAllPrivateChats())
        await bot.set_my_commands(_menu(commands.GROUP_COMMANDS), BotCommandScopeAllGroupChats())
        await bot.set_my_description(commands.DESCRIPTION)
        await bot.set_my_short_description(commands.SHORT_DESCRIPTION)
    except TelegramError as error:
        _log.warning("menu.refused", why=type(error).__name__)
    for admin_id in admins:
        await _introduce_to_admin(bot, admin_id)


async def _introduce_to_admin(bot: Bot, admin_id: int) -> None:
    """The admins' commands stand in their own menus only. Who has not started the bot yet has no chat to put it in."""
    try:
        await bot.set_my_commands(_menu(commands.COMMANDS | admin.COMMANDS), BotCommandScopeChat(admin_id))
    except TelegramError as error:
        _log.info("menu.no_admin_chat", why=type(error).__name__)


def _menu(listed: dict[str, str]) -> list[BotCommand]:
    return [BotCommand(name, what) for name, what in listed.items()]
