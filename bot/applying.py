"""One update from arrival to stored effect, the same for polling and webhook."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import structlog
from telegram import Update
from telegram.ext import Application, ApplicationHandlerStop, CallbackContext

from storage.outage import is_outage
from storage.updates import AlreadyAppliedError, Arrival, arriving, handling

HANDLING_LIMIT = 30.0  # seconds; a handler that takes longer hangs, and would hold its chat for ever
OUTAGE_PAUSES = (0.1, 0.3, 1.0, 3.0)  # seconds; after these it must be the update's fault if the database answers
OUTAGE_PAUSE = 5.0  # seconds, while the database does not answer

_log = structlog.get_logger("bot.applying")
# python-telegram-bot's six type parameters; intake cares for none of them.
App = Application[Any, Any, Any, Any, Any, Any]


class Applier:
    """Hands updates to the application and finds out whether their effect is stored.

    Make it before any error handler of the bot is added: an update whose handler failed only because the database was
    away is handled again, and nobody should be told about an error in between.
    """

    def __init__(
        self,
        application: App,
        clock: Callable[[], datetime],
        storage_answers: Callable[[], Awaitable[bool]],
        on_replay: Callable[[Update], Awaitable[None]] | None = None,
    ) -> None:
        self._application = application
        self._clock = clock
        self._storage_answers = storage_answers
        self._on_replay = on_replay
        application.add_error_handler(self._sort_out)

    def arrival_of(self, update: Update) -> Arrival:
        """The update's way in begins now."""
        return Arrival(update.update_id, self._clock(), asyncio.get_running_loop().time())

    async def apply(self, update: Update, arrival: Arrival) -> None:
        """Handle an update, and again for as long as the database is away.

        Returns when it may be confirmed: its effect is stored, or it can never be (the handler failed, was answered
        calmly by the error handlers and logged once, or hung).
        """
        arrival.again = True
        while arrival.again:
            arrival.again = False
            await self._handle(update, arrival)
            if arrival.again:
                await asyncio.sleep(_pause(arrival.attempt))
                arrival.attempt += 1

    async def _handle(self, update: Update, arrival: Arrival) -> None:
        try:
            with handling(arrival):
                async with asyncio.timeout(HANDLING_LIMIT):
                    await self._application.process_update(update)
        except TimeoutError:
            _log.error("update.hung", update_id=arrival.update_id, seconds=HANDLING_LIMIT)

    async def _sort_out(self, update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        arrival = arriving()
        if arrival is None:
            return
        if isinstance(context.error, AlreadyAppliedError):
            _log.info("update.replayed", update_id=arrival.update_id)
            if self._on_replay is not None and isinstance(update, Update):
                await self._on_replay(update)
            raise ApplicationHandlerStop
        if is_outage(context.error) and not await self._is_to_blame(arrival):
            _log.warning("update.storage_away", update_id=arrival.update_id, attempt=arrival.attempt)
            arrival.again = True
            raise ApplicationHandlerStop

    async def _is_to_blame(self, arrival: Arrival) -> bool:
        return arrival.applied or (arrival.attempt >= len(OUTAGE_PAUSES) and await self._storage_answers())


def lane_of(update: Update) -> int:
    """The chat an update belongs to; what belongs to none, and to no person, goes alone."""
    if update.effective_chat is not None:
        return update.effective_chat.id
    if update.effective_user is not None:
        return update.effective_user.id
    return -update.update_id


def _pause(attempt: int) -> float:
    return OUTAGE_PAUSES[attempt] if attempt < len(OUTAGE_PAUSES) else OUTAGE_PAUSE
