"""Reminders out of the outbox: rendered from the state of the moment, sent, and their card remembered."""

from datetime import date, datetime

from telegram import Bot
from telegram.error import TelegramError

from bot import outgoing, screens
from bot.speech import Speech
from bot.telegram_errors import outcome_of
from bot.texts import retention
from bot.world import World
from scheduler.outcome import Outcome, OutcomeKind
from storage import chats
from storage.outbox import Message
from storage.retention import WARNING


class Notifier:
    """Says what is due. The scheduler decides when, and what becomes of it."""

    def __init__(self, bot: Bot, world: World) -> None:
        self._bot = bot
        self._world = world

    async def render(self, message: Message, _now: datetime) -> Speech | None:
        """The words of a message; None when there is nothing to say any more."""
        if message.kind == WARNING:  # also to somebody who never came as far as a plan
            return Speech(retention.warning(date.fromisoformat(message.about["on"])))
        async with self._world.visit(message.runner_id, looks=True) as visit:
            return await screens.reminder(visit, message.kind, message.about)

    async def send(self, chat_id: int, speech: Speech) -> Outcome:
        """Send it, and keep the card it is, if it is one that lives on."""
        try:
            sent = await outgoing.send(self._bot, chat_id, speech, self._world.gallery)
        except TelegramError as error:
            return outcome_of(error)
        if speech.card is not None:
            await self._keep(chat_id, speech.card, sent.message_id)
        return Outcome(OutcomeKind.SENT, message_id=sent.message_id)

    async def _keep(self, chat_id: int, kind: str, message_id: int) -> None:
        async with self._world.visit(chat_id) as visit:
            old = await chats.card(visit.tx, chat_id, kind)
            await chats.put_card(visit.tx, chat_id, kind, message_id, visit.today)
        if old is not None:
            await outgoing.retire(self._bot, chat_id, old.message_id)
            await outgoing.unpin(self._bot, chat_id, old.message_id)
