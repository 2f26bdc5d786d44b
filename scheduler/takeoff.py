"""Messages set off a few at a time: the loop looks after everything else in between.

A thousand at once would hold it for the time that all of them take to render, and the database, which could be getting
the next ones ready meanwhile, would wait to be asked.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterable

from storage.outbox import Message

TOGETHER = 25  # less than a millisecond's worth


class Takeoff:
    """Starts a task for each message and holds on to it until `landed`, as nobody else would."""

    def __init__(self, fly: Callable[[Message], Coroutine[None, None, None]]) -> None:
        self._fly = fly
        self._queue: deque[Message] = deque()
        self._leaving: asyncio.Task[None] | None = None
        self._flights: dict[int, asyncio.Task[None]] = {}

    def add(self, messages: Iterable[Message]) -> None:
        """They set off soon, in this order. Whoever cancels the caller does not stop them."""
        self._queue.extend(messages)
        if self._queue and self._leaving is None:
            self._leaving = asyncio.create_task(self._leave())

    def landed(self, messages: Iterable[Message]) -> None:
        """They are settled, and so are their tasks."""
        for message in messages:
            del self._flights[message.id]

    async def _leave(self) -> None:
        while self._queue:
            for _ in range(min(TOGETHER, len(self._queue))):
                message = self._queue.popleft()
                self._flights[message.id] = asyncio.create_task(self._fly(message))
            await asyncio.sleep(0)
        self._leaving = None
