"""What Telegram does for running broadcasts: the author's card, deleting, correcting."""

import structlog
from telegram import Bot
from telegram.error import TelegramError

from bot.keyboards import admin as kb
from bot.outbound import messages, posting
from bot.speech import Speech
from bot.texts import progress as texts
from bot.world import World
from scheduler.outcome import Outcome
from scheduler.verdicts import recallable
from storage.broadcasts import Broadcast, Stage
from storage.recipients import Tally

_LOUD = (Stage.STOPPED, Stage.DONE, Stage.CANCELLED)  # said in a message of its own, too

_log = structlog.get_logger("bot.outbound.hands")


class TelegramHands:
    """The `Hands` of `scheduler.broadcast`."""

    def __init__(self, bot: Bot, world: World) -> None:
        self._bot = bot
        self._world = world
        self._said: dict[int, Stage] = {}

    async def report(self, broadcast: Broadcast, tally: Tally, rate: float) -> None:
        """The card, and a message of its own when it stopped or ended. That the author is away stops nothing."""
        async with self._world.visit(broadcast.author, looks=True) as visit:
            now, zone = visit.now, visit.zone
        buttons = kb.for_running(broadcast, arrived=tally.sent > 0, recallable=recallable(broadcast, now))
        card = Speech(texts.progress(broadcast, tally, rate, now, zone), buttons)
        try:
            if broadcast.card_id is not None:
                await messages.edit(self._bot, broadcast.author, broadcast.card_id, card, self._world.gallery)
            await self._say_once(broadcast, tally, card)
        except TelegramError as error:
            _log.warning("broadcast.card", id=broadcast.id, why=type(error).__name__)

    async def delete(self, chat_id: int, message_ids: list[int]) -> Outcome:
        """Take messages out of a chat."""
        return await posting.delete(self._bot, chat_id, message_ids)

    async def correct(self, broadcast: Broadcast, chat_id: int, message_id: int) -> Outcome:
        """Change one copy."""
        return await posting.correct(self._bot, broadcast, chat_id, message_id)

    async def _say_once(self, broadcast: Broadcast, tally: Tally, card: Speech) -> None:
        ended = broadcast.ended_at is not None
        if broadcast.state not in _LOUD or not (ended or broadcast.state is Stage.STOPPED):
            self._said.pop(broadcast.id, None)
            return
        if self._said.get(broadcast.id) is broadcast.state:
            return
        speech = Speech(texts.report(broadcast, tally)) if ended else card
        await messages.send(self._bot, broadcast.author, speech, self._world.gallery)
        if ended:
            self._said.pop(broadcast.id, None)
        else:
            self._said[broadcast.id] = broadcast.state
