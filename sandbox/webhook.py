"""Delivery to a webhook: updates of one chat in order, of several at once, each tried until it is accepted."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable

import aiohttp

from sandbox.model import Json, Webhook
from sandbox.updates import MAX_TIMEOUT, UpdateQueue

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 — the header's name
_ANSWER_SECONDS = 60.0
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 30.0

#: performs a method that the webhook answered with: `{"method": "sendMessage", …}`
Perform = Callable[[Json], Awaitable[object]]


class Courier:
    """Carries one bot's updates to its URL until it is stopped; what it could not deliver goes back to the queue."""

    def __init__(self, hook: Webhook, queue: UpdateQueue, perform: Perform) -> None:
        self.hook = hook
        self.last_error: tuple[int, str] | None = None
        self._queue = queue
        self._perform = perform
        self._slots = asyncio.Semaphore(hook.max_connections)
        self._turns: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._carried: dict[int, Json] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._round = asyncio.create_task(self._run())

    @property
    def waiting(self) -> int:
        return len(self._queue) + len(self._carried)

    async def stop(self) -> None:
        for task in (self._round, *self._tasks):
            task.cancel()
        await asyncio.gather(self._round, *self._tasks, return_exceptions=True)
        self._queue.put_back(self._carried[each] for each in sorted(self._carried))

    async def _run(self) -> None:
        timeout = aiohttp.ClientTimeout(total=_ANSWER_SECONDS)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            while True:
                await self._slots.acquire()
                updates = await self._queue.take(0, 1, MAX_TIMEOUT)
                if not updates:
                    self._slots.release()
                    continue
                update = updates[0]
                self._queue.confirm(update["update_id"] + 1)
                self._carried[update["update_id"]] = update
                task = asyncio.create_task(self._carry(session, update))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _carry(self, session: aiohttp.ClientSession, update: Json) -> None:
        try:
            async with self._turns[_chat_of(update)]:
                pause = _FIRST_PAUSE
                while not await self._accepted(session, update):
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, _LONGEST_PAUSE)
                del self._carried[update["update_id"]]
        finally:
            self._slots.release()

    async def _accepted(self, session: aiohttp.ClientSession, update: Json) -> bool:
        headers = {SECRET_HEADER: self.hook.secret} if self.hook.secret else {}
        try:
            async with session.post(self.hook.url, json=update, headers=headers) as response:
                body = await response.read()
                accepted = response.ok
                if not accepted:
                    self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
        except (aiohttp.ClientError, TimeoutError) as error:
            self._failed("Connection timed out" if isinstance(error, TimeoutError) else str(error))
            return False
        if accepted and (asked := _method_in(body)):
            await self._perform(asked)
        return accepted

    def _failed(self, message: str) -> None:
        self.last_error = (self._queue.unix_time, message)


def _chat_of(update: Json) -> int:
    """Whose turn it is: the chat, or the person where there is none."""
    (about,) = (value for key, value in update.items() if key != "update_id")
    about = about.get("message", about)
    return int((about.get("chat") or about.get("from") or {}).get("id", 0))


def _method_in(body: bytes) -> Json | None:
    """The call that the webhook wants made instead of a request of its own."""
    try:
        answer = json.loads(body or b"null")
    except ValueError:
        return None
    return answer if isinstance(answer, dict) and "method" in answer else None
