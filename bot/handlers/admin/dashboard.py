"""How the programme does."""

from telegram import Update

from bot.config import Role
from bot.context import Chat
from bot.handlers.admin.doors import Door
from bot.keyboards import admin as kb
from bot.screens import dashboard as screens


async def dashboard_asked(_: Update, context: Chat) -> None:
    """Counts only; groups under five stay hidden."""
    async with context.desk("dashboard.read", Role.VIEWER) as desk:
        speech = await screens.dashboard(desk)
    await context.say(speech)


async def view_tapped(_: Update, context: Chat) -> None:
    """Another picture in place of the one that is shown."""
    async with context.desk("dashboard.view", Role.VIEWER, view=context.tapped(1)) as desk:
        speech = await screens.view(desk, context.tapped(1))
    await context.change(speech)


DOORS = [Door("dashboard", Role.VIEWER, dashboard_asked), Door(kb.VIEW, Role.VIEWER, view_tapped)]
