"""Order within a chat, concurrency between chats, and a bound on both."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

Work = Callable[[], Awaitable[None]]


class Lanes:
    """At most `width` pieces of work in hand; those of one lane run one after the other, in the order they came."""

    def __init__(self, width: int) -> None:
        self._room = asyncio.Semaphore(width)
        self._tails: dict[int, asyncio.Task[None]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def in_hand(self) -> int:
        """How many pieces of work wait or run."""
        return len(self._tasks)

    async def enter(self, lane: int, work: Work) -> asyncio.Task[None]:
        """Take a piece of work in as soon as there is room (this is the backpressure), and return its task."""
        await self._room.acquire()
        task = asyncio.create_task(_after(self._tails.get(lane), work))
        self._tails[lane] = task
        self._tasks.add(task)
        task.add_done_callback(partial(self._leave, lane))
        return task

    async def finish(self, seconds: float) -> int:
        """Let what is in hand end; cancel the rest after so many seconds and return how many that were."""
        if not self._tasks:
            return 0
        _, unfinished = await asyncio.wait(set(self._tasks), timeout=seconds)
        for task in unfinished:
            task.cancel()
        if unfinished:
            await asyncio.wait(unfinished)
        return len(unfinished)

    def _leave(self, lane: int, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if self._tails.get(lane) is task:
            del self._tails[lane]
        self._room.release()


async def _after(previous: asyncio.Task[None] | None, work: Work) -> None:
    if previous is not None:
        await asyncio.wait((previous,))
    await work()
