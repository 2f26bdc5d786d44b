"""How the programme does."""

from telegram import Update

from bot.config import Role
from bot.context import Chat
from bot.handlers.admin.doors import Door
from bot.screens import admin as screens


async def dashboard_asked(_: Update, context: Chat) -> None:
    """Counts only; groups under five stay hidden."""
    async with context.desk("dashboard.read", Role.VIEWER) as desk:
        speech = await screens.dashboard(desk)
    await context.say(speech)


DOORS = [Door("dashboard", Role.VIEWER, dashboard_asked)]
