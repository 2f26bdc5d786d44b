"""Telegram's published speed limits, applied strictly: so many messages a second, about one a second per chat."""

import math
from collections import deque
from dataclasses import dataclass, field

from sandbox.errors import flood

#: methods that put or change a message
COUNTED = ("send", "copy", "forward", "edit")
_FREE = frozenset({"sendchataction"})
_PRUNE_AT = 50_000


def counts_as_message(method: str) -> bool:
    """Whether a method (in lower case) is limited."""
    return method.startswith(COUNTED) and method not in _FREE


@dataclass(slots=True)
class SpeedLimit:
    """Refuses with 429 what is too fast. Times are Unix seconds of the sandbox's clock."""

    per_second: int = 30
    #: seconds between two messages to one chat, in the long run
    chat_interval: float = 1.0
    #: messages to one chat that may come at once
    chat_burst: int = 3
    group_interval: float = 3.0
    group_burst: int = 20
    _recent: deque[float] = field(default_factory=deque)
    #: chat -> the time at which its allowance is whole again
    _busy_until: dict[int, float] = field(default_factory=dict)

    def check(self, chat_id: int, now: float, messages: int = 1) -> None:
        """Count a call that sends `messages` to this chat, or refuse it."""
        while self._recent and self._recent[0] <= now - 1.0:
            self._recent.popleft()
        if len(self._recent) + messages > self.per_second and self._recent:
            raise flood(1)
        interval, burst = (
            (self.group_interval, self.group_burst) if chat_id < 0 else (self.chat_interval, self.chat_burst)
        )
        busy_until = max(self._busy_until.get(chat_id, now), now)
        wait = busy_until - now - (burst - 1) * interval
        if wait > 0:
            raise flood(max(1, math.ceil(wait)))
        self._busy_until[chat_id] = busy_until + messages * interval
        self._recent.extend([now] * messages)
        if len(self._busy_until) > _PRUNE_AT:
            self._busy_until = {chat: until for chat, until in self._busy_until.items() if until > now}
