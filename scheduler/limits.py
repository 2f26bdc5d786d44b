"""Telegram's limits as arithmetic: about 30 messages a second for all chats together, about one a second in each.

Pure, with time as an argument in monotonic seconds. Edits count like messages.
"""

from collections import deque
from dataclasses import dataclass, field
from itertools import islice

from storage.outbox import Priority

FREE_RATE = 30  # messages a second that Telegram lets every bot send
PAID_RATE = 1000  # with paid broadcasts, at most, and all messages together
MARGIN = 0.008  # seconds by which a second is longer for us, because messages jostle on their way …
GUARD = 0.005  # … and by which it is for any that follow closer, after a burst or a late timer
SLACK = 0.05  # seconds of lateness that a queue makes up for
CHAT_GAP = 1.0  # seconds between messages in a private chat
GROUP_GAP = 3.0  # in a group: 20 a minute
CHAT_BURST = 6  # answers in a row to a runner who taps quickly: Telegram tolerates short bursts; nothing unasked does
BRAKE, WORST = 0.85, 0.1  # a flood leaves this share of the rate, and many leave at least that
QUICK, SLOW = 8.0, 60.0  # seconds until all of it is back: after one flood, and when one follows the other
KEPT_CHATS = 10_000  # before those whose gap is long over are forgotten


@dataclass(eq=False, slots=True)
class Departure:
    """A message that had its turn: when it left, and by when at the latest it arrived, as far as we know."""

    left_at: float
    arrived_by: float
    paid: bool = False  # it may go beyond the free rate, for money


@dataclass
class Chats:
    """When the next message may go to each chat: after about a second; who taps quickly has a few answers at once."""

    gap: float = CHAT_GAP
    _free_at: dict[int, float] = field(default_factory=dict)

    def ready_at(self, now: float, chat_id: int, priority: Priority) -> float:
        """The first moment from `now` on at which one may go to this chat."""
        burst = CHAT_BURST if priority is Priority.ANSWER else 1
        return max(now, self._free_at.get(chat_id, now) - (burst - 1) * self._gap_of(chat_id))

    def take(self, now: float, chat_id: int, messages: int) -> None:
        """So many go to this chat now."""
        self._free_at[chat_id] = max(self._free_at.get(chat_id, now), now) + messages * self._gap_of(chat_id)
        if len(self._free_at) > KEPT_CHATS:
            self._free_at = {chat: free_at for chat, free_at in self._free_at.items() if free_at > now}

    def _gap_of(self, chat_id: int) -> float:
        return GROUP_GAP if chat_id < 0 else self.gap


@dataclass
class Limits:
    """When the next message may go: at most `rate` within any second, evenly while there is a queue.

    A pause earns a burst of a third of a second's worth; waiting for one's turn does not.
    """

    rate: int = FREE_RATE
    chats: Chats = field(default_factory=Chats)
    paid: bool = False
    _sent: "deque[Departure]" = field(default_factory=deque)
    _gone: float = float("-inf")  # when the last of those that are no longer counted arrived
    _answers: int = 0
    _usual: float = float("inf")  # seconds from leaving to the answer when nothing is in the way
    _next: float = float("-inf")  # when the next one would go at an even pace
    _held_until: float = float("-inf")
    _share: float = 1.0
    _recovery: float = QUICK

    def ready_at(self, now: float) -> float:
        """The first moment from `now` on at which any message may go."""
        within = max(1, int(self.rate * self._share_at(now)))
        # Of those that left before the last so many, the latest to arrive decides: they may have overtaken each other.
        before = islice(self._sent, max(0, len(self._sent) - within + 1))
        full = max((departure.arrived_by for departure in before), default=self._gone) + 1 + GUARD
        return max(now, self._next, full, self._gone + 1 + GUARD, self._held_until)

    def take(self, now: float, chat_id: int, *, waited: bool = False, messages: int = 1) -> Departure:
        """A message goes to this chat now, at once or after it `waited` for its turn; an album is several."""
        departure = Departure(now, now, self.paid)
        self._sent.extend([departure] * messages)
        while len(self._sent) > self.rate:
            self._gone = max(self._gone, self._sent.popleft().arrived_by)
        gap = (1 + MARGIN) / (self.rate * self._share_at(now))
        earned = SLACK if waited else (max(1, self.rate // 3) - 1) * gap
        self._next = max(self._next, now - earned) + messages * gap
        self.chats.take(now, chat_id, messages)
        return departure

    def answered(self, departure: Departure, now: float) -> None:
        """Telegram answered: whatever this took beyond the usual, the message may have arrived later by as much."""
        took = now - departure.left_at
        self._usual = min(took, self._usual * 1.01)  # creeps up, for a network that has become slower
        self._answers += 1
        usual = self._usual if self._answers > FREE_RATE else 0.0  # the first ones open connections: no measure of it
        departure.arrived_by = departure.left_at + min(took - usual, 1.0)

    def hold(self, now: float, seconds: float) -> None:
        """Telegram says to wait. Floods that were answered during one wait slow us down once."""
        if now >= self._held_until:
            share = self._share_at(now)
            self._recovery = QUICK if share == 1 else min(SLOW, 2 * self._recovery)
            self._share = max(WORST, share * BRAKE)
        self._held_until = max(self._held_until, now + seconds)

    def held_for(self, now: float) -> float:
        """Seconds that are left of such a wait."""
        return max(0.0, self._held_until - now)

    def _share_at(self, now: float) -> float:
        free_for = max(0.0, now - self._held_until)
        return min(1.0, self._share + (1 - self._share) * free_for / self._recovery) if self._share < 1 else 1.0
