"""What a handler gets: the world, a visit to the runner's data, and ways to speak."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

from telegram import Bot, Message, Update
from telegram.error import TelegramError
from telegram.ext import Application, CallbackContext, ExtBot

from bot.actions import reminding
from bot.actions.admin.desk import Admin, Desk, open_desk
from bot.actions.visit import Visit
from bot.config import Role
from bot.outbound import messages
from bot.outbound.telegram_errors import outcome_of
from bot.screens.kinds import TODAY
from bot.speech import Speech
from bot.world import World
from scheduler.outcome import OutcomeKind
from storage import chats, runners

WORLD = "world"
_A_MINUTE = timedelta(minutes=1)


class NotAnAdminError(Exception):
    """Somebody without a role asked for something only admins may do."""


class Chat(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of one update. Handlers close their visit before they speak."""

    event: Update
    afterwards: "Callable[[Chat, Message], Awaitable[None]] | None" = None  # left to do when a message is answered

    @classmethod
    def from_update(cls, update: object, application: "Application[Any, Any, Any, Any, Any, Any]") -> "Chat":
        """Made by python-telegram-bot for every update."""
        context = super().from_update(update, application)
        context.event = cast("Update", update)
        return context

    @property
    def world(self) -> World:
        """What the bot lives on."""
        return cast("World", self.bot_data[WORLD])

    @property
    def runner_id(self) -> int:
        """Telegram's id of the person, and of the private chat with them."""
        user = self.event.effective_user
        if user is None:
            raise LookupError("this update comes from nobody")
        return user.id

    @property
    def admin(self) -> Admin:
        """The person, as an admin.

        Raises:
            NotAnAdminError: for everybody else.
        """
        role = self.world.admins.get(self.runner_id)
        if role is None:
            raise NotAnAdminError
        return Admin(self.runner_id, role)

    @property
    def text(self) -> str:
        """What was typed."""
        message = self.event.effective_message
        return (message.text if message else None) or ""

    def tapped(self, group: int) -> str:
        """A value captured from the callback data, counted from 1."""
        return str(self.matches[0][group]) if self.matches else ""

    @asynccontextmanager
    async def visit(self) -> AsyncIterator[Visit]:
        """One transaction on this runner's data; close it before speaking."""
        user = self.event.effective_user
        async with self.world.visit(self.runner_id, (user.language_code if user else None) or "en") as visit:
            if visit.now - visit.runner.seen_at >= _A_MINUTE:
                await reminding.after_silence(visit)
                await runners.change(visit.tx, self.runner_id, seen_at=visit.now)
            yield visit

    @asynccontextmanager
    async def glance(self) -> AsyncIterator[Visit]:
        """Look at this runner's data to find out what to do; record nothing."""
        async with self.world.visit(self.runner_id, looks=True) as visit:
            yield visit

    @asynccontextmanager
    async def desk(self, act: str, role: Role = Role.EDITOR, **about: object) -> AsyncIterator[Desk]:
        """One transaction of an admin, in the audit log from its first statement on; close it before speaking.

        Raises:
            NotAnAdminError, RoleTooLowError: for everybody who may not.
        """
        admin = self.admin
        admin.require(role)
        async with self.visit() as visit:
            keyring = self.world.database.keyring
            rate = self.world.broadcast_rate
            yield await open_desk(visit.tx, keyring, admin, visit.now, visit.zone, rate, act=act, about=about)

    async def answer(self, toast: str | None = None) -> None:
        """Stop the button's spinner, once; too late is fine."""
        query = self.event.callback_query
        if query is None or getattr(self, "_answered", False):
            return
        self._answered = True
        try:
            await query.answer(toast)
        except TelegramError as error:
            if outcome_of(error).kind is not OutcomeKind.QUERY_TOO_OLD:
                raise

    async def say(self, speech: Speech) -> Message:
        """A new message."""
        await self.answer()
        return await self._send(speech)

    async def change(self, speech: Speech) -> None:
        """The tapped message becomes this; a new message where nothing was tapped or it cannot be changed."""
        await self.answer()
        message_id = self.tapped_message
        if message_id is None or not await self._edit(message_id, speech):
            await self.say(speech)
        else:
            await self._today_is_no_more(message_id)

    async def reply(self, speech: Speech) -> None:
        """Like `change`, but the Today message stays what it is: the answer comes below it."""
        tapped = self.tapped_message
        on_today = tapped is not None and tapped == await self._card(TODAY)
        await (self.say(speech) if on_today else self.change(speech))

    async def show(self, kind: str, speech: Speech) -> None:
        """Show a living card: in place when it was tapped itself, else anew, and the old one loses its buttons."""
        await self.answer()
        known = await self._card(kind)
        if known is not None and known == self.tapped_message and speech.keyboard is None:
            if await self._edit(known, speech):
                if kind == TODAY:
                    await self._card_says(known, speech)
                return
        elif known is not None:
            await messages.retire(self._client, self.runner_id, known)
        if known is not None and speech.pin:
            await messages.unpin(self._client, self.runner_id, known)
        message = await self._send(speech)
        async with self.visit() as visit:
            shown = visit.keyring.mark(speech.looks)
            await chats.put_card(visit.tx, self.runner_id, kind, message.message_id, visit.today, shown)

    async def refresh(self, kind: str, speech: Speech) -> None:
        """Bring a living card up to date without a sound, if there is one; Today begins anew with the day."""
        async with self.glance() as visit:
            card = await chats.card(visit.tx, self.runner_id, kind)
            over = card is not None and speech.card == kind and card.on_day != visit.today
            shown = visit.keyring.mark(speech.looks)
        if card is None:
            return
        if not over and card.shown == shown:
            self.world.shown.note(self.runner_id, speech.buttons)  # as if it had been edited
        elif over or not await self._edit(card.message_id, speech):
            await self.show(kind, replace(speech, silent=True))
        else:
            await self._card_says(card.message_id, speech)

    async def close(self, kind: str, speech: Speech) -> None:
        """A living card, if there is one, says a last word."""
        known = await self._card(kind)
        if known is not None:
            await self._edit(known, speech)
            await self.let_go(kind)

    async def let_go(self, kind: str) -> None:
        """A card that has said its last word stays in the chat and is edited no more."""
        async with self.visit() as visit:
            await chats.drop_card(visit.tx, self.runner_id, kind)

    async def busy(self, action: str) -> None:
        """Show in the chat that something is being made; it does not matter when that fails."""
        await self.answer()
        with suppress(TelegramError):
            await self._client.send_chat_action(self.runner_id, action)

    async def send_file(self, name: str, data: bytes, caption: str) -> None:
        """A file made for this runner."""
        await self.answer()
        await self.bot.send_document(self.runner_id, data, caption=caption, filename=name)

    async def _send(self, speech: Speech) -> Message:
        message = await messages.send(self._client, self.runner_id, speech, self.world.gallery)
        self.world.shown.note(self.runner_id, speech.buttons)
        return message

    async def _edit(self, message_id: int, speech: Speech) -> bool:
        self.world.shown.note(self.runner_id, speech.buttons)
        return await messages.edit(self._client, self.runner_id, message_id, speech, self.world.gallery)

    async def _card_says(self, message_id: int, speech: Speech | None) -> None:
        """After the edit, not before: whoever dies in between sends it once too often, and nobody sees an old card."""
        async with self.world.call_on(self.runner_id) as visit:  # nobody comes back by what is edited after a farewell
            if visit is not None:
                shown = visit.keyring.mark(speech.looks) if speech else None
                await chats.card_says(visit.tx, self.runner_id, message_id, shown)

    async def _today_is_no_more(self, message_id: int) -> None:
        """The message says something else now; was it Today, the next refresh brings that back."""
        async with self.world.call_on(self.runner_id, looks=True) as visit:
            card = await chats.card(visit.tx, self.runner_id, TODAY) if visit is not None else None
        if card is not None and card.message_id == message_id:
            await self._card_says(message_id, None)

    async def _card(self, kind: str) -> int | None:
        async with self.glance() as visit:
            card = await chats.card(visit.tx, self.runner_id, kind)
        return card.message_id if card else None

    @property
    def tapped_message(self) -> int | None:
        """The message whose button was tapped; in private: numbers of messages elsewhere mean others here."""
        query = self.event.callback_query
        message = query.message if query else None
        return message.message_id if message and message.chat.id == self.runner_id else None

    @property
    def _client(self) -> Bot:
        return self.bot
