"""One bot's queue of updates: kept until an offset confirms them, for a day at most, given to one poller at a time."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from sandbox.errors import OTHER_POLLER, ApiError, conflict
from sandbox.model import Json

RETENTION = timedelta(hours=24)
MAX_LIMIT = 100
MAX_TIMEOUT = 50
#: kinds a bot gets only when it asks for them by name
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Pending(NamedTuple):
    id: int
    at: datetime
    update: Json


class UpdateQueue:
    def __init__(self, now: Callable[[], datetime], first_id: int, most: int = 100_000) -> None:
        self._now = now
        self._next_id = first_id
        self._pending: deque[Pending] = deque(maxlen=most)
        self._waiting: asyncio.Future[bool] | None = None
        self.allowed: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return len(self._pending)

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ON_REQUEST

    def put(self, kind: str, payload: Json) -> None:
        """Queue an update, unless the bot said that it does not want this kind."""
        if not self.wants(kind):
            return
        now = self._now()
        self._forget_old(now)
        self._pending.append(Pending(self._next_id, now, {"update_id": self._next_id, kind: payload}))
        self._next_id += 1
        self.wake()

    def wake(self) -> None:
        """Let the waiting poller look again."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_result(True)

    def send_away(self, refusal: ApiError) -> None:
        """End the waiting poller's call with a refusal."""
        if self._waiting is not None and not self._waiting.done():
            self._waiting.set_exception(refusal)

    def first(self) -> Json | None:
        """The oldest unconfirmed update."""
        self._forget_old(self._now())
        return self._pending[0].update if self._pending else None

    def confirm(self, offset: int) -> None:
        """Forget everything before `offset`; a negative one keeps only that many from the end."""
        if offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        while offset > 0 and self._pending and self._pending[0].id < offset:
            self._pending.popleft()

    @property
    def next_id(self) -> int:
        return self._next_id

    def waiting(self) -> list[Json]:
        """Everything not confirmed yet."""
        return [pending.update for pending in self._pending]

    def resume(self, next_id: int, updates: Iterable[Json]) -> None:
        """Go on where another queue stopped; update ids never repeat."""
        self._next_id = max(self._next_id, next_id)
        self.put_back(updates)

    def put_back(self, updates: Iterable[Json]) -> None:
        """Return updates that were taken out (oldest first) to the front."""
        now = self._now()
        self._pending.extendleft(reversed([Pending(update["update_id"], now, update) for update in updates]))

    @property
    def unix_time(self) -> int:
        return int(self._now().timestamp())

    def drop_all(self) -> None:
        self._pending.clear()

    async def take(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109 — Telegram's own word
        """getUpdates: confirm, then answer at once or wait up to `timeout` real seconds for something to say."""
        self.send_away(conflict(OTHER_POLLER))
        self.confirm(offset)
        self._forget_old(self._now())
        deadline = asyncio.get_running_loop().time() + min(timeout, MAX_TIMEOUT)
        while not self._pending and await self._news_before(deadline):
            pass
        count = limit if 0 < limit <= MAX_LIMIT else MAX_LIMIT
        return [pending.update for pending, _ in zip(self._pending, range(count), strict=False)]

    async def _news_before(self, deadline: float) -> bool:
        loop = asyncio.get_running_loop()
        if deadline <= loop.time():
            return False
        waiting: asyncio.Future[bool] = loop.create_future()
        self._waiting = waiting
        timer = loop.call_at(deadline, self._give_up, waiting)
        try:
            return await waiting
        finally:
            timer.cancel()
            if self._waiting is waiting:
                self._waiting = None

    @staticmethod
    def _give_up(waiting: asyncio.Future[bool]) -> None:
        if not waiting.done():
            waiting.set_result(False)

    def _forget_old(self, now: datetime) -> None:
        while self._pending and now - self._pending[0].at > RETENTION:
            self._pending.popleft()
