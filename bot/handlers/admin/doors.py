"""A door: a command or a button that leads to an admin's act. It opens by role, before anything is read or done."""

from dataclasses import dataclass

from telegram import Update

from bot.config import Role
from bot.context import Chat
from bot.handlers.registry import Handle, Handler, command, tap
from bot.keyboards import Tap


@dataclass(frozen=True, slots=True)
class Door:
    """The way in (a command's name or a kind of button), the role it takes, what is behind it."""

    way: str | Tap
    role: Role
    handle: Handle

    def handler(self) -> Handler:
        """For python-telegram-bot."""
        return command(self.way, self._enter) if isinstance(self.way, str) else tap(self.way, self._enter)

    async def _enter(self, update: Update, context: Chat) -> None:
        context.admin.require(self.role)
        await self.handle(update, context)
