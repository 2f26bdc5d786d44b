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
    """Pilots fly one message after the other, as many at once as there are pilots.

    Another one is called when all others are away. So as long as nothing has to be waited for there is one, and not a
    task for every message, which takes as long to make as a message to send.
    """

    def __init__(self, fly: Callable[[Message], Coroutine[None, None, None]]) -> None:
        self._fly = fly
        self._queue: deque[Message] = deque()
        self._calling: asyncio.Task[None] | None = None
        self._pilots: set[asyncio.Task[None]] = set()  # nobody else holds on to them
        self._ready = 0  # pilots who are not away
        self._gone = 0  # messages since the loop came round

    def add(self, messages: Iterable[Message]) -> None:
        """They set off soon, in this order. Whoever cancels the caller does not stop them."""
        self._queue.extend(messages)
        if self._queue and self._calling is None:
            self._calling = asyncio.create_task(self._call())

    async def _call(self) -> None:
        """Pilots, as long as there is something to fly: where all are away, twice as many as the last time."""
        number = 1
        while self._queue:
            self._gone = 0
            if self._ready:
                number = 1
            else:
                for _ in range(min(number, TOGETHER, len(self._queue))):
                    self._hire()
                number *= 2
            await asyncio.sleep(0)
        self._calling = None

    def _hire(self) -> None:
        self._ready += 1
        pilot = asyncio.create_task(self._pilot())
        self._pilots.add(pilot)
        pilot.add_done_callback(self._pilots.discard)

    async def _pilot(self) -> None:
        while self._queue:
            if self._gone < TOGETHER:
                self._gone += 1
                self._ready -= 1
                await self._fly(self._queue.popleft())
                self._ready += 1
            elif self._ready > 1:  # the others will do
                break
            else:
                await asyncio.sleep(0)
        self._ready -= 1
