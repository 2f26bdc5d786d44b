"""Reminders out of the outbox: rendered from the state of the moment, sent, and their card remembered."""

from dataclasses import replace
from datetime import date, datetime

from telegram import Bot
from telegram.error import TelegramError

from bot import screens
from bot.actions.admin import answering
from bot.outbound import messages, posting
from bot.outbound.posting import AlbumTurn, Posting
from bot.outbound.postings import Postings
from bot.outbound.telegram_errors import outcome_of
from bot.screens import questions as question_screens
from bot.speech import Speech
from bot.texts import reminders, retention
from bot.world import World
from scheduler.outcome import Outcome, OutcomeKind
from storage import broadcasts, chats
from storage.outbox import Message
from storage.retention import WARNING


class Notifier:
    """Says what is due. The scheduler decides when, and what becomes of it."""

    def __init__(self, bot: Bot, world: World, album_turn: AlbumTurn = posting.no_wait) -> None:
        self._bot = bot
        self._world = world
        self._album_turn = album_turn
        self._postings = Postings(world.database)

    async def render(self, message: Message, _now: datetime) -> Speech | Posting | None:
        """The words of a message, or what to copy; None when there is nothing to say any more."""
        if message.kind == broadcasts.KIND:
            return await self._postings.of(message)
        if message.kind == answering.KIND:
            return await self._answer(message)
        if message.kind == WARNING:  # also to somebody who never came as far as a plan
            return Speech(retention.warning(date.fromisoformat(message.about["on"])))
        async with self._world.call_on(message.runner_id, looks=True) as visit:
            return await screens.reminder(visit, message.kind, message.about) if visit else None

    async def _answer(self, message: Message) -> Speech | None:
        """What an editor wrote for a question; covered on the screen of whoever wants notifications to be discreet."""
        async with self._world.call_on(message.runner_id, looks=True) as visit:
            told = await question_screens.told(visit.tx, int(message.slot)) if visit else None
            hides = visit is not None and visit.runner.discreet
        return replace(told, text=reminders.covered(told.text)) if told and hides else told

    async def send(self, chat_id: int, speech: Speech | Posting) -> Outcome:
        """Send it, and keep the card it is, if it is one that lives on."""
        if isinstance(speech, Posting):
            return await posting.send(self._bot, self._world, chat_id, speech, self._album_turn)
        try:
            sent = await messages.send(self._bot, chat_id, speech, self._world.gallery)
        except TelegramError as error:
            return outcome_of(error)
        self._world.shown.note(chat_id, speech.buttons)
        if speech.card is not None:
            await self._keep(chat_id, speech.card, speech, sent.message_id)
        return Outcome(OutcomeKind.SENT, message_id=sent.message_id)

    async def _keep(self, chat_id: int, kind: str, speech: Speech, message_id: int) -> None:
        async with self._world.call_on(chat_id) as visit:
            if visit is None:
                return
            old = await chats.card(visit.tx, chat_id, kind)
            shown = visit.keyring.mark(speech.looks)
            await chats.put_card(visit.tx, chat_id, kind, message_id, visit.today, shown)
        if old is not None:
            await messages.retire(self._bot, chat_id, old.message_id)
            await messages.unpin(self._bot, chat_id, old.message_id)
