"""tick(): what is due is claimed, judged, rendered, sent and settled.

Any number of processes may tick on PostgreSQL: rows are claimed under a lease and settled by whoever holds them.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import structlog
from structlog.contextvars import bind_contextvars

from scheduler import ledger, settling
from scheduler.landing import Landing
from scheduler.limits import Departure
from scheduler.outcome import Outcome, OutcomeKind
from scheduler.pacing import HeldError, turn_taken
from scheduler.takeoff import Takeoff
from storage.database import Database
from storage.outage import is_outage
from storage.outbox import Key, Message, Priority, Settlement, State

Speech = TypeVar("Speech")
Clock = Callable[[], datetime]
Turn = Callable[[int, Priority], Awaitable[Departure | None]]

STALE = timedelta(seconds=3)  # what was rendered longer ago is rendered again before it goes out
SETTLE_PAUSE = 0.5  # seconds between attempts to write down what was sent

_log = structlog.get_logger("scheduler.delivery")


async def always() -> bool:
    """For a sender that is the only one."""
    return True


@dataclass(frozen=True, slots=True)
class Share:
    """Messages of these priorities, so many of them in hand at once: at thirty a second, 32 are a second's worth."""

    priorities: Collection[Priority] = tuple(Priority)
    in_flight: int = 32


ALL = Share()


class Delivery(Generic[Speech]):
    """Gets out what is due.

    `render` says a message from the state of this moment, or None when there is nothing to say any more; `send` gets it
    to a chat and tells how that went; `turn` waits until the pace allows another message, where one is kept; `allowed`
    is asked before anything is taken, for workers of which only one may send; `share` is what this one cares for.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        *,
        render: Callable[[Message, datetime], Awaitable[Speech | None]],
        send: Callable[[int, Speech], Awaitable[Outcome]],
        turn: Turn | None = None,
        allowed: Callable[[], Awaitable[bool]] = always,
        share: Share = ALL,
        lease: timedelta = ledger.LEASE,
    ) -> None:
        self._database = database
        self._clock = clock
        self._render, self._send, self._turn = render, send, turn
        self._allowed, self._priorities = allowed, share.priorities
        self._room, self._portion, self._lease = share.in_flight, max(1, share.in_flight // 2), lease
        self._one_at_a_time = asyncio.Lock()
        self._flying: dict[Key, Message] = {}
        self._takeoff = Takeoff(self._fly)
        self._landing = Landing(self._write_down, clock, lease / 2)
        self._news = asyncio.Event()
        self._held_until: datetime | None = None
        self._tally: Counter[State] = Counter()
        self._stopping = False

    async def tick(self) -> Counter[State]:
        """Deliver all that is due, until nothing is or `stop` was called; counts how messages were settled."""
        async with self._one_at_a_time:
            self._tally = Counter()
            try:
                await self._deliver_all()
            except asyncio.CancelledError:
                self._landing.cancel()
                raise
            finally:
                await self._landing.finish()
            return self._tally

    def stop(self) -> None:
        """Take nothing new; a running `tick` then ends when what is in hand is out."""
        self._stopping = True

    async def next_moment(self) -> datetime | None:
        """When there will be something to do next."""
        return await ledger.next_moment(self._database)

    async def _deliver_all(self) -> None:
        while True:
            self._news.clear()
            await self._landing.keep_up()
            if await self._take() or self._news.is_set():
                continue
            if not self._flying:
                return
            await self._news.wait()

    async def _take(self) -> bool:
        """Claim some of what is due, if there is room, and set off with it; False when there was none."""
        now = self._clock()
        if self._room - len(self._flying) < self._portion or not await self._may_take(now):
            return False
        under_way = self._flying.values()
        taken = await ledger.take(self._database, now, self._portion, self._lease, self._priorities, under_way)
        self._tally.update(settlement.state for settlement in taken.settled)
        # What is flying was claimed again, because the clock was moved beyond its lease.
        fresh = [message for message in taken.to_send if message.key not in self._flying]
        self._flying.update((message.key, message) for message in taken.to_send)
        self._takeoff.add(fresh)
        return bool(taken)

    async def _may_take(self, now: datetime) -> bool:
        held = self._held_until is not None and now < self._held_until
        return not self._stopping and not held and await self._allowed()

    async def _fly(self, message: Message) -> None:
        bind_contextvars(runner=message.runner_id, kind=message.kind)  # for every line until the next one binds its own
        try:
            settlement = await self._deliver(message)
        except Exception as error:  # whatever went wrong with this one, the others go on
            settlement = self._failed(message, error)
        self._landing.add(settlement)
        self._news.set()

    async def _deliver(self, message: Message) -> Settlement:
        rendered_at = self._clock()
        speech = await self._render(message, rendered_at)
        departure = None
        if speech is not None:
            try:
                departure = await self._wait_for_turn(message)
            except TimeoutError:  # the turn it would have had is somebody else's
                return settling.put_back(message, self._clock(), "waited too long")
            except HeldError as held:
                return self._settlement(message, Outcome(OutcomeKind.FLOOD, retry_after=held.seconds))
        now = self._clock()
        if speech is not None and now - rendered_at > STALE:
            speech = await self._render(message, now)
        if speech is None:
            return Settlement(message, State.VOID, error="nothing to say")
        if now - rendered_at > self._lease / 2:  # the clock was moved
            return settling.put_back(message, now, "waited too long")
        with turn_taken(departure):
            outcome = await self._send(message.runner_id, speech)
        return self._settlement(message, outcome)

    async def _wait_for_turn(self, message: Message) -> Departure | None:
        if self._turn is None:
            return None
        async with asyncio.timeout(self._lease.total_seconds() / 2):  # the rest is for the call itself
            return await self._turn(message.runner_id, message.priority)

    def _settlement(self, message: Message, outcome: Outcome) -> Settlement:
        now = self._clock()
        if not outcome.ok:
            if pause := settling.hold_for(outcome):
                self._held_until = max(self._held_until or now, now + timedelta(seconds=pause))
            _log.info("message.not_sent", why=outcome.kind)
        return settling.settled(message, outcome, now)

    def _failed(self, message: Message, error: Exception) -> Settlement:
        if is_outage(error):
            later = self._clock() + timedelta(seconds=settling.NETWORK_PAUSE)
            return settling.put_back(message, later, "database away")
        _log.error("message.failed", exc_info=error)
        return Settlement(message, State.FAILED, error=f"bug: {type(error).__name__}")

    async def _write_down(self, landed: list[Settlement]) -> None:
        """Until that is done, it counts as flying."""
        settlements = [self._under_the_newest_claim(settlement) for settlement in landed]
        try:
            await self._insist_on_writing(settlements, self._emptied_by(settlements))
            for settlement in settlements:
                del self._flying[settlement.message.key]
            self._tally.update(settlement.state for settlement in settlements)
        finally:
            self._news.set()

    def _under_the_newest_claim(self, settlement: Settlement) -> Settlement:
        """Who moves the clock beyond a lease makes us claim again what is in the air; the first claim is void then."""
        newest = self._flying[settlement.message.key]
        return settlement if newest is settlement.message else settlement._replace(message=newest)

    def _emptied_by(self, settlements: list[Settlement]) -> set[int]:
        """Handfuls of which nothing else is flying."""
        touched = ledger.handfuls_of(settlement.message for settlement in settlements)
        if not touched:
            return touched
        landed = {settlement.message.key for settlement in settlements}
        return touched - ledger.handfuls_of(message for key, message in self._flying.items() if key not in landed)

    async def _insist_on_writing(self, settlements: list[Settlement], emptied: set[int]) -> None:
        while True:
            try:
                return await ledger.write_down(self._database, settlements, self._clock(), emptied)
            except Exception as error:
                if not is_outage(error):
                    raise
            await asyncio.sleep(SETTLE_PAUSE)
