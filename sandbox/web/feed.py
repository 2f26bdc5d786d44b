"""The page's live feed: server-sent events that say whose chat changed and what time it is."""

import asyncio
import json
from datetime import datetime

from aiohttp import web

from sandbox.core import Sandbox
from sandbox.model import Chat, Json

#: changes within this time travel together
_PAUSE = 0.02
_HEARTBEAT = 15.0


class Feed:
    """Tells every open page; costs nothing while none is open."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._pages: set[_Page] = set()
        sandbox.time_machine.watchers.append(self._time_jumped)

    async def stream(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        await response.prepare(request)
        page = _Page()
        self._watch(page)
        try:
            await self._serve(page, response)
        except ConnectionError:
            pass  # the page was closed
        finally:
            self._unwatch(page)
        return response

    def close(self) -> None:
        """Send every page away, so that the server can stop."""
        for page in self._pages:
            page.closed = True
            page.news.set()

    async def _serve(self, page: "_Page", response: web.StreamResponse) -> None:
        await response.write(_event({"now": self._sandbox.clock.now().isoformat()}))
        while not page.closed:
            try:
                await asyncio.wait_for(page.news.wait(), _HEARTBEAT)
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            await asyncio.sleep(_PAUSE)
            await response.write(_event(page.collect()))

    def _watch(self, page: "_Page") -> None:
        if not self._pages:
            self._sandbox.world.listeners.append(self._changed)
        self._pages.add(page)

    def _unwatch(self, page: "_Page") -> None:
        self._pages.discard(page)
        if not self._pages:
            self._sandbox.world.listeners.remove(self._changed)

    def _changed(self, chat: Chat) -> None:
        for page in self._pages:
            page.chats.add(chat.id)
            page.news.set()

    def _time_jumped(self, now: datetime) -> None:
        for page in self._pages:
            page.now = now.isoformat()
            page.news.set()


class _Page:
    """What one open page has not been told yet."""

    def __init__(self) -> None:
        self.news = asyncio.Event()
        self.chats: set[int] = set()
        self.now = ""
        self.closed = False

    def collect(self) -> Json:
        told: Json = {"chats": sorted(self.chats)}
        if self.now:
            told["now"] = self.now
        self.chats, self.now = set(), ""
        self.news.clear()
        return told


def _event(data: Json) -> bytes:
    return f"data: {json.dumps(data)}\n\n".encode()
