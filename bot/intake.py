"""Long polling that confirms an update only when its effect is stored.

Telegram forgets an update once `getUpdates` is called with a higher offset. So the offset never passes an update that
is still being handled. After a crash Telegram sends it again; the `updates` table keeps it from being applied twice.
"""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import structlog
from telegram import Update
from telegram.error import TelegramError
from telegram.request import RequestData

# The only way to ask for raw updates through the bot's own transport. `Bot.get_updates` parses a whole batch at once:
# an update that cannot be read would block all the others, and those in hand would be parsed again at every call.
from telegram.request._requestparameter import RequestParameter

from bot.inbound.applying import App, Applier, lane_of
from bot.inbound.door import UnreadableError, read
from bot.inbound.lanes import Lanes
from bot.outbound.telegram_errors import outcome_of
from scheduler.outcome import OutcomeKind
from storage.updates import Arrival

BATCH = 100  # Telegram's own limit, counted from the oldest unconfirmed update
GRACE = 9.0  # seconds for what is in hand at the end; the whole stop fits into ten
POLL = 30  # seconds that Telegram holds a long poll open
SHORT, LONG = 0.02, 0.25  # seconds between looks while something is in hand
PATIENCE = 2.0  # seconds; an effect that is stored is confirmed then, even if the bot still speaks
BACKOFF = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)  # seconds between attempts while Telegram is away

_log = structlog.get_logger("bot.intake")


@dataclass
class Window:
    """What was fetched and is not confirmed yet. Pure bookkeeping; `open` maps ids to updates in hand."""

    open: dict[int, Arrival | None] = field(default_factory=dict)
    _seen: set[int] = field(default_factory=set)
    _last: int | None = None

    def is_new(self, update_id: int) -> bool:
        """Whether this one was not fetched before."""
        return update_id not in self._seen

    def begin(self, update_id: int, arrival: Arrival | None = None) -> None:
        """It is in hand now."""
        self.open[update_id] = arrival
        self._seen.add(update_id)
        self._last = update_id if self._last is None else max(self._last, update_id)

    def finish(self, update_id: int) -> None:
        """It may be confirmed; saying so twice is fine."""
        self.open.pop(update_id, None)

    def offset(self) -> int | None:
        """The first update that Telegram must keep; None when there is nothing to confirm."""
        if self.open:
            return min(self.open)
        return None if self._last is None else self._last + 1

    def confirmed(self, offset: int | None) -> None:
        """A call with this offset succeeded: what lies below is forgotten on both sides.

        With nothing left the count starts afresh: after a silent week Telegram goes on from a new number.
        """
        if offset is None:
            return
        self._seen = {update_id for update_id in self._seen if update_id >= offset}
        if not self._seen:
            self._last = None


class Intake:
    """The poller. `run` ends after `stop`, or raises when Telegram refuses the token."""

    def __init__(self, application: App, applier: Applier, *, allowed: tuple[str, ...], width: int = BATCH) -> None:
        self._bot = application.bot
        self._applier = applier
        self._allowed = list(allowed)
        self._lanes = Lanes(width)
        self._window = Window()
        self._idle = asyncio.Event()
        self._stopping = asyncio.Event()
        self._failures = 0

    async def run(self) -> None:
        """Fetch, hand out, confirm, until told to stop."""
        pause = SHORT
        while not self._stopping.is_set():
            self._confirm_the_patient()
            new = await self._fetch(timeout=0 if self._window.open else POLL, limit=BATCH)
            for raw in new:
                await self._take(raw)
            if self._window.open:
                pause = SHORT if new else min(pause * 2, LONG)
                await self._until_idle(pause)
        await self._wind_down()

    def stop(self) -> None:
        """Fetch nothing more; `run` then finishes what is in hand and returns."""
        self._stopping.set()

    async def _wind_down(self) -> None:
        """What cannot end in time is not confirmed, and taken up by the next start."""
        cut_short = await self._lanes.finish(GRACE)
        if self._window.offset() is not None:
            await self._fetch(timeout=0, limit=1)  # confirms; what it returns stays unconfirmed
        _log.info("intake.stopped", cut_short=cut_short, unconfirmed=len(self._window.open))

    async def _fetch(self, *, timeout: int, limit: int) -> list[dict[str, Any]]:  # noqa: ASYNC109 - Telegram's parameter
        offset = self._window.offset()
        call = asyncio.create_task(self._get_updates(offset, timeout, limit))
        stop = asyncio.create_task(self._stopping.wait())
        try:
            if timeout:
                await asyncio.wait((call, stop), return_when=asyncio.FIRST_COMPLETED)
                if not call.done():
                    return []
            batch = await call
        except TelegramError as error:
            await self._back_off(error)
            return []
        finally:
            stop.cancel()
            call.cancel()
        self._failures = 0
        self._window.confirmed(offset)
        return [raw for raw in batch if self._window.is_new(raw["update_id"])]

    async def _get_updates(self, offset: int | None, timeout: int, limit: int) -> list[dict[str, Any]]:  # noqa: ASYNC109
        asked = {"offset": offset, "limit": limit, "timeout": timeout, "allowed_updates": self._allowed}
        answer: Any = await self._bot.request.post(
            f"{self._bot.base_url}/getUpdates",
            RequestData([RequestParameter(name, value, None) for name, value in asked.items()]),
            read_timeout=timeout + 10,
        )
        return list(answer)

    async def _take(self, raw: dict[str, Any]) -> None:
        update_id: int = raw["update_id"]
        try:
            update = read(raw, self._bot)
        except UnreadableError as error:  # whatever it is, the others behind it must get through
            self._window.begin(update_id)
            self._window.finish(update_id)
            _log.error("update.unreadable", update_id=update_id, why=str(error))
            return
        arrival = self._applier.arrival_of(update)
        self._window.begin(update_id, arrival)
        self._idle.clear()
        _ = await self._lanes.enter(lane_of(update), lambda: self._apply(update, arrival))

    async def _apply(self, update: Update, arrival: Arrival) -> None:
        await self._applier.apply(update, arrival)
        self._finish(arrival.update_id)

    def _finish(self, update_id: int) -> None:
        self._window.finish(update_id)
        if not self._window.open:
            self._idle.set()

    def _confirm_the_patient(self) -> None:
        """Confirm what is stored even while its answer is held up, so that one slow chat holds up no other."""
        now = asyncio.get_running_loop().time()
        for update_id, arrival in list(self._window.open.items()):
            if arrival is not None and arrival.applied and now - arrival.started > PATIENCE:
                self._finish(update_id)

    async def _until_idle(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._idle.wait()
        except TimeoutError:
            return

    async def _back_off(self, error: TelegramError) -> None:
        outcome = outcome_of(error)
        if outcome.kind is OutcomeKind.UNAUTHORIZED:
            raise error
        if not self._failures:  # once per outage
            _log.warning("intake.telegram_away", why=outcome.kind, detail=outcome.detail)
        pause = max(outcome.retry_after, BACKOFF[min(self._failures, len(BACKOFF) - 1)])
        self._failures += 1
        try:
            async with asyncio.timeout(pause):
                await self._stopping.wait()
        except TimeoutError:
            return
