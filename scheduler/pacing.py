"""Makes senders wait by Telegram's limits, whoever they are: answers first, then safety, reminders, broadcasts."""

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from heapq import heappop, heappush
from time import monotonic

from scheduler.limits import CHAT_GAP, FREE_RATE, Chats, Departure, Limits
from storage.outbox import Priority


class HeldError(Exception):
    """Telegram wants silence for longer than this message can wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"held for {seconds:.0f} s")
        self.seconds = seconds


@dataclass(order=True)
class _Waiter:
    priority: Priority
    number: int
    chat_id: int = field(compare=False)
    patience: float = field(compare=False)
    asked_at: float = field(compare=False)
    go: asyncio.Future[Departure] = field(compare=False)
    messages: int = field(compare=False, default=1)


class Pace:
    """Lets senders through one by one: by priority, then as they came, and no chat waits for another one's gap."""

    def __init__(
        self, rate: int = FREE_RATE, clock: Callable[[], float] = monotonic, *, chat_gap: float = CHAT_GAP
    ) -> None:
        self.limits = Limits(rate, Chats(chat_gap))
        self._clock = clock
        self._count = 0
        self._waiting: list[_Waiter] = []
        self._parked: list[tuple[float, _Waiter]] = []  # until their chat's gap is over
        self.floods = 0  # 429s so far
        self._timer: asyncio.TimerHandle | None = None

    def paid(self, rate: int) -> "Pace":
        """A second pace for paid broadcasts, so that both together keep to `rate`; no chat hears both at once."""
        pace = Pace(rate - self.limits.rate, self._clock)
        pace.limits.chats, pace.limits.paid = self.limits.chats, True
        return pace

    async def turn(
        self, chat_id: int, priority: Priority = Priority.ANSWER, patience: float = 2.0, messages: int = 1
    ) -> Departure:
        """Return when the message, or an album of so many `messages`, may go; tell `answered` once Telegram has.

        Raises:
            HeldError: when Telegram asked for a silence that is longer than `patience` seconds.
        """
        now = self._clock()
        held = self.limits.held_for(now)
        if held > patience:
            raise HeldError(held)
        self._count += 1
        go: asyncio.Future[Departure] = asyncio.get_running_loop().create_future()
        heappush(self._waiting, _Waiter(priority, self._count, chat_id, patience, now, go, messages))
        self._let_through(now)
        return await go

    @property
    def held(self) -> float:
        """Seconds that are left of a silence that Telegram asked for."""
        return self.limits.held_for(self._clock())

    def answered(self, departure: Departure) -> None:
        """Telegram answered that message, in whatever way."""
        self.limits.answered(departure, self._clock())

    def hold(self, seconds: float) -> None:
        """Telegram said 429: nobody goes before so many seconds are over, and then slower for a while."""
        self.floods += 1
        self.limits.hold(self._clock(), seconds)
        for waiter in [*self._waiting, *(waiter for _, waiter in self._parked)]:
            if waiter.patience < seconds and not waiter.go.done():
                waiter.go.set_exception(HeldError(seconds))

    def _ring(self) -> None:
        self._let_through(self._clock())

    def _let_through(self, now: float) -> None:
        while self._parked and self._parked[0][0] <= now:
            heappush(self._waiting, heappop(self._parked)[1])
        while self._waiting and self.limits.ready_at(now) <= now:
            waiter = heappop(self._waiting)
            chat_ready = self.limits.chats.ready_at(now, waiter.chat_id, waiter.priority)
            if waiter.go.done():  # cancelled, or sent away by a hold
                continue
            if chat_ready > now:
                heappush(self._parked, (chat_ready, waiter))
                continue
            waited = now > waiter.asked_at
            waiter.go.set_result(self.limits.take(now, waiter.chat_id, waited=waited, messages=waiter.messages))
        self._wake_again(now)

    def _wake_again(self, now: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        moments = [self.limits.ready_at(now)] if self._waiting else []
        moments += [self._parked[0][0]] if self._parked else []
        if moments:
            self._timer = asyncio.get_running_loop().call_later(min(moments) - now, self._ring)


_turn: ContextVar[Priority | Departure | None] = ContextVar("turn", default=Priority.ANSWER)


def turn_to_take() -> Priority | Departure | None:
    """The priority at which the caller's messages wait for their turn, or the turn that was taken already."""
    return _turn.get()


class turn_taken:  # noqa: N801 - used like a function
    """What is sent inside has had its turn."""

    def __init__(self, departure: Departure | None) -> None:
        self._departure = departure

    def __enter__(self) -> None:
        self._token = _turn.set(self._departure)

    def __exit__(self, *_: object) -> None:
        _turn.reset(self._token)
