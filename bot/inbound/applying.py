"""One update from arrival to stored effect, the same for polling and webhook."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import structlog
from structlog.contextvars import bound_contextvars
from telegram import Update
from telegram.error import TelegramError
from telegram.ext import Application, ApplicationHandlerStop, CallbackContext

from bot import metrics
from bot.context import NotAnAdminError
from bot.outbound.telegram_errors import outcome_of
from protocols.errors import RehabError
from scheduler.outcome import UNREACHABLE, OutcomeKind
from storage.outage import has_no_room, is_outage
from storage.updates import AlreadyAppliedError, Arrival, arriving, handling

HANDLING_LIMIT = 30.0  # seconds; a handler that takes longer hangs, and would hold its chat for ever
OUTAGE_PAUSES = (0.1, 0.3, 1.0, 3.0)  # seconds; after these it must be the update's fault if the database answers
OUTAGE_PAUSE = 5.0  # seconds, while the database does not answer

_log = structlog.get_logger("bot.inbound.applying")
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
        with bound_contextvars(update_id=arrival.update_id):
            arrival.again = True
            while arrival.again:
                arrival.again = False
                await self._handle(update, arrival)
                if arrival.again:
                    await asyncio.sleep(_pause(arrival.attempt))
                    arrival.attempt += 1
            self._tell(update, arrival)

    def _tell(self, update: Update, arrival: Arrival) -> None:
        """The update's one line."""
        seconds = asyncio.get_running_loop().time() - arrival.started
        kind = kind_of(update)
        metrics.UPDATES.labels(kind, arrival.ended).inc()
        metrics.UPDATE_SECONDS.observe(seconds)
        user = update.effective_user
        _log.info(
            "update",
            kind=kind,
            runner=user.id if user else None,
            outcome=arrival.ended,
            stored=arrival.applied,
            ms=round(seconds * 1000),
        )

    async def _handle(self, update: Update, arrival: Arrival) -> None:
        try:
            with handling(arrival):
                async with asyncio.timeout(HANDLING_LIMIT):
                    await self._application.process_update(update)
        except TimeoutError:
            arrival.ended = "hung"
            _log.error("update.hung", seconds=HANDLING_LIMIT)

    async def _sort_out(self, update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
        arrival = arriving()
        if arrival is None:
            return
        arrival.ended = "unanswered" if answer_lost(context.error) else _ended(context.error)
        if isinstance(context.error, AlreadyAppliedError):
            arrival.ended = "replayed"
            if self._on_replay is not None and isinstance(update, Update):
                await self._on_replay(update)
            raise ApplicationHandlerStop
        if is_outage(context.error) and not await self._is_to_blame(arrival, context.error):
            _log.warning("update.storage_away", attempt=arrival.attempt)
            arrival.again, arrival.ended = True, "handled"
            raise ApplicationHandlerStop

    async def _is_to_blame(self, arrival: Arrival, error: Exception | None) -> bool:
        """Only when the storage answers before and after a failure: it may come back between failure and question.

        A full disk answers, too, and is never an update's fault.
        """
        if arrival.applied or has_no_room(error):
            return arrival.applied
        before = arrival.suspect
        arrival.suspect = arrival.attempt >= len(OUTAGE_PAUSES) and await self._storage_answers()
        return before and arrival.suspect


def answer_lost(error: Exception | None) -> bool:
    """Whether the update's effect is stored and the database went away before it was answered."""
    arrival = arriving()
    return arrival is not None and arrival.applied and is_outage(error)


def _ended(error: Exception | None) -> str:
    if isinstance(error, RehabError | NotAnAdminError):
        return "declined"
    kind = outcome_of(error).kind if isinstance(error, TelegramError) else None
    if kind in UNREACHABLE:
        return "unreachable"
    return "unanswered" if kind is OutcomeKind.FLOOD else "failed"


def kind_of(update: Update) -> str:
    """What an update is about, in Telegram's word."""
    return next((kind for kind in Update.ALL_TYPES if getattr(update, kind, None) is not None), "unknown")


def lane_of(update: Update) -> int:
    """The chat an update belongs to; what belongs to none, and to no person, goes alone."""
    if update.effective_chat is not None:
        return update.effective_chat.id
    if update.effective_user is not None:
        return update.effective_user.id
    return -update.update_id


def _pause(attempt: int) -> float:
    return OUTAGE_PAUSES[attempt] if attempt < len(OUTAGE_PAUSES) else OUTAGE_PAUSE
