"""Telegram's limits: about 30 messages a second for all chats together, about one a second in each. Edits count, too.

`Limits` is the arithmetic, pure and with time as an argument in monotonic seconds; `Pace` makes senders wait by it.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from heapq import heappop, heappush
from time import monotonic

from storage.outbox import Priority

FREE_RATE = 30  # messages a second that Telegram lets every bot send
PAID_RATE = 1000  # with paid broadcasts
MARGIN = 0.008  # seconds by which a second is longer for us, because messages jostle on their way
CHAT_GAP = 1.0  # seconds between messages in a private chat
GROUP_GAP = 3.0  # in a group: 20 a minute
CHAT_BURST = 6  # answers in a row to a runner who taps quickly: Telegram tolerates short bursts; nothing unasked does
BRAKE, WORST, RECOVERY = (
    0.7,
    0.1,
    60.0,
)  # after a flood: this share of the rate, never less, back to all in so many seconds
KEPT_CHATS = 10_000  # before those whose gap is long over are forgotten


@dataclass
class Limits:
    """When the next message may go. At most `rate` within any second, spread out after a first burst."""

    rate: int = FREE_RATE
    chat_gap: float = CHAT_GAP
    _sent: deque[float] = field(default_factory=deque)
    _due: float = float("-inf")  # when the next one would go at an even pace
    _chats: dict[int, float] = field(default_factory=dict)
    _held_until: float = float("-inf")
    _share: float = 1.0

    def ready_at(self, now: float) -> float:
        """The first moment from `now` on at which any message may go."""
        share = self._share_at(now)
        within = max(1, int(self.rate * share))
        even = self._due - (max(1, within // 3) - 1) * self._gap(share)
        full = self._sent[-within] + 1 + MARGIN if len(self._sent) >= within else now
        return max(now, even, full, self._held_until)

    def chat_ready_at(self, now: float, chat_id: int, priority: Priority) -> float:
        """The first moment from `now` on at which one may go to this chat."""
        burst = CHAT_BURST if priority is Priority.ANSWER else 1
        return max(now, self._chats.get(chat_id, now) - (burst - 1) * self._gap_of(chat_id))

    def take(self, now: float, chat_id: int) -> None:
        """A message goes to this chat now."""
        self._sent.append(now)
        if len(self._sent) > self.rate:
            self._sent.popleft()
        self._due = max(self._due, now) + self._gap(self._share_at(now))
        self._chats[chat_id] = max(self._chats.get(chat_id, now), now) + self._gap_of(chat_id)
        if len(self._chats) > KEPT_CHATS:
            self._chats = {chat: free_at for chat, free_at in self._chats.items() if free_at > now}

    def hold(self, now: float, seconds: float) -> None:
        """Telegram says to wait. Floods that were answered during one wait slow us down once."""
        if now >= self._held_until:
            self._share = max(WORST, self._share_at(now) * BRAKE)
        self._held_until = max(self._held_until, now + seconds)

    def held_for(self, now: float) -> float:
        """Seconds that are left of such a wait."""
        return max(0.0, self._held_until - now)

    def _gap_of(self, chat_id: int) -> float:
        return GROUP_GAP if chat_id < 0 else self.chat_gap

    def _share_at(self, now: float) -> float:
        free_for = max(0.0, now - self._held_until)
        return min(1.0, self._share + (1 - self._share) * free_for / RECOVERY) if self._share < 1 else 1.0

    def _gap(self, share: float) -> float:
        return (1 + MARGIN) / (self.rate * share)


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
    go: asyncio.Future[None] = field(compare=False)


class Pace:
    """Lets senders through one by one: by priority, then as they came, and no chat waits for another one's gap."""

    def __init__(
        self, rate: int = FREE_RATE, clock: Callable[[], float] = monotonic, *, chat_gap: float = CHAT_GAP
    ) -> None:
        self.limits = Limits(rate, chat_gap)
        self._clock = clock
        self._count = 0
        self._waiting: list[_Waiter] = []
        self._parked: list[tuple[float, _Waiter]] = []  # until their chat's gap is over
        self._timer: asyncio.TimerHandle | None = None

    async def turn(self, chat_id: int, priority: Priority = Priority.ANSWER, patience: float = 2.0) -> None:
        """Return when the message may go.

        Raises:
            HeldError: when Telegram asked for a silence that is longer than `patience` seconds.
        """
        held = self.limits.held_for(self._clock())
        if held > patience:
            raise HeldError(held)
        self._count += 1
        go = asyncio.get_running_loop().create_future()
        heappush(self._waiting, _Waiter(priority, self._count, chat_id, patience, go))
        self._let_through()
        await go

    def hold(self, seconds: float) -> None:
        """Telegram said 429: nobody goes before so many seconds are over, and then slower for a while."""
        self.limits.hold(self._clock(), seconds)
        for waiter in [*self._waiting, *(waiter for _, waiter in self._parked)]:
            if waiter.patience < seconds and not waiter.go.done():
                waiter.go.set_exception(HeldError(seconds))

    def _let_through(self) -> None:
        now = self._clock()
        while self._parked and self._parked[0][0] <= now:
            heappush(self._waiting, heappop(self._parked)[1])
        while self._waiting and self.limits.ready_at(now) <= now:
            waiter = heappop(self._waiting)
            chat_ready = self.limits.chat_ready_at(now, waiter.chat_id, waiter.priority)
            if waiter.go.done():  # cancelled, or sent away by a hold
                continue
            if chat_ready > now:
                heappush(self._parked, (chat_ready, waiter))
                continue
            self.limits.take(now, waiter.chat_id)
            waiter.go.set_result(None)
        self._wake_again(now)

    def _wake_again(self, now: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        moments = [self.limits.ready_at(now)] if self._waiting else []
        moments += [self._parked[0][0]] if self._parked else []
        if moments:
            self._timer = asyncio.get_running_loop().call_later(min(moments) - now, self._let_through)


_turn: ContextVar[Priority | None] = ContextVar("turn", default=Priority.ANSWER)


def turn_to_take() -> Priority | None:
    """The priority at which the caller's messages wait for their turn; None when the turn was taken already."""
    return _turn.get()


@contextmanager
def turn_taken() -> Iterator[None]:
    """What is sent inside has had its turn."""
    token = _turn.set(None)
    try:
        yield
    finally:
        _turn.reset(token)
