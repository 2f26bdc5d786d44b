"""How much one person may send: a burst, then a steady trickle. Beyond it the bot says so once and is quiet."""

import asyncio
from collections.abc import Callable

from telegram import Update
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot import metrics
from bot.context import Chat
from bot.handlers.registry import Handler
from bot.inbound.buckets import Buckets
from bot.speech import Speech
from bot.texts.limits import SLOW_DOWN

# P: updates a second from one person, and how many seconds' worth may come at once: 30. What all together send is
# never dropped here: the poller takes no more than it can handle, and the webhook refuses until Telegram tries again.
EACH, BURST = 2.0, 15.0
REMEMBERED = 4096  # people who were told
FIRST = -2  # python-telegram-bot's group before all others: in each group only one handler gets an update


class Throttle:
    """Lets updates through to the handlers, or ends their way. What is stopped here is confirmed and forgotten."""

    def __init__(self, seconds: Callable[[], float] | None = None) -> None:
        self._seconds = seconds or (lambda: asyncio.get_running_loop().time())
        self._buckets = Buckets(EACH, BURST)
        self._told: set[str] = set()

    def handler(self) -> Handler:
        """For group `FIRST` of the application."""
        return TypeHandler(Update, self.check)

    async def check(self, update: Update, context: Chat) -> None:
        """Let it pass, or stop it; only the first of a flood is answered.

        Raises:
            ApplicationHandlerStop: when it is too much.
        """
        user = update.effective_user
        if user is None:
            return
        who = str(user.id)
        if self._buckets.allow(who, self._seconds()):
            self._told.discard(who)
            return
        metrics.THROTTLED.inc()
        if who not in self._told:
            self._told = self._told if len(self._told) < REMEMBERED else set()
            self._told.add(who)
            await context.say(Speech(SLOW_DOWN))
        raise ApplicationHandlerStop
