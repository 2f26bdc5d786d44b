"""How the bot presents itself in Telegram: commands for each scope, descriptions."""

import structlog
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import TelegramError

from bot.texts import commands

_log = structlog.get_logger("bot.menu")


async def introduce(bot: Bot) -> None:
    """Set menus and descriptions. When Telegram refuses, the bot works all the same: it is logged once."""
    try:
        await bot.set_my_commands(_menu(commands.COMMANDS), BotCommandScopeAllPrivateChats())
        await bot.set_my_commands(_menu(commands.GROUP_COMMANDS), BotCommandScopeAllGroupChats())
        await bot.set_my_description(commands.DESCRIPTION)
        await bot.set_my_short_description(commands.SHORT_DESCRIPTION)
    except TelegramError as error:
        _log.warning("menu.refused", why=type(error).__name__)


def _menu(listed: dict[str, str]) -> list[BotCommand]:
    return [BotCommand(name, what) for name, what in listed.items()]
