"""A Bot API of twenty lines on a real socket: it answers what a test tells it to and keeps what it was asked."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import web

TOKEN = "123456:AA-secret-secret-secret-secret-secret"
SENT = {"message_id": 7, "date": 0, "chat": {"id": 1, "type": "private"}, "text": "hi"}
ME = {"id": 123456, "is_bot": True, "first_name": "Strideback", "username": "strideback_bot"}
Api = TypeVar("Api", bound="BotApi")
Reply = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class BotApi:
    """What was asked so far, and the answers still to give; with none left it says that all is well."""

    url: str = ""
    asked: list[tuple[str, Any]] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    connections: set[Any] = field(default_factory=set)
    updates: list[dict[str, Any]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    all_confirmed: asyncio.Event = field(default_factory=asyncio.Event)
    last_update: int = 100

    def will(self, status: int, *, drop: bool = False, delay: float = 0.0, **body: Any) -> None:
        """Line up one answer: a status with a JSON body, after a delay in seconds, or a dropped connection."""

        async def reply(request: web.Request) -> web.StreamResponse:
            await asyncio.sleep(delay)
            if drop:
                assert request.transport is not None
                request.transport.abort()
            return web.json_response({"ok": status == 200, "error_code": status, **body}, status=status)

        self.replies.append(reply)

    def will_say(self, status: int, text: str, **headers: str) -> None:
        """Line up an answer that is no JSON."""

        async def reply(_request: web.Request) -> web.StreamResponse:
            return web.Response(status=status, text=text, headers=headers)

        self.replies.append(reply)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Note the call, then answer."""
        self.connections.add(request.transport)
        method, kind = request.path.rpartition("/")[2], request.content_type
        body: Any = await request.json() if kind == "application/json" else _form(await request.post())
        self.asked.append((method, body))
        if self.replies:
            return await self.replies.pop(0)(request)
        result = await self.get_updates(**body) if method == "getUpdates" else ME if method == "getMe" else SENT
        return web.json_response({"ok": True, "result": result})

    async def get_updates(
        self,
        offset: int | None = None,
        limit: int = 100,
        timeout: float = 0,  # noqa: ASYNC109 - Telegram's parameter
        allowed_updates: Any = None,
    ) -> list[dict[str, Any]]:
        """As Telegram does it: forget what is below the offset, wait for something, give the oldest."""
        self.updates = [update for update in self.updates if offset is None or update["update_id"] >= offset]
        if not self.updates:
            self.all_confirmed.set()
        if not self.updates and timeout:
            self.news.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self.news.wait(), timeout)
        return self.updates[:limit]

    def says(self, chat: int, text: str) -> int:
        """A person writes; returns the update's id."""
        self.last_update += 1
        person = {"id": chat, "is_bot": False, "first_name": "R"}
        message = {"message_id": self.last_update, "date": 0, "chat": {"id": chat, "type": "private"}, "from": person}
        self.updates.append({"update_id": self.last_update, "message": {**message, "text": text}})
        self.news.set()
        self.all_confirmed.clear()
        return self.last_update

    async def until_confirmed(self) -> None:
        """Wait until the bot has confirmed everything."""
        async with asyncio.timeout(10):
            await self.all_confirmed.wait()


def _form(form: Any) -> dict[str, Any]:
    return {
        name: (part.filename, part.file.read()) if isinstance(part, web.FileField) else part
        for name, part in form.items()
    }


@asynccontextmanager
async def bot_api() -> AsyncIterator[BotApi]:
    """Serve on a free port of this machine."""
    async with serving(BotApi()) as api:
        yield api


@asynccontextmanager
async def serving(api: Api) -> AsyncIterator[Api]:
    """Serve this one."""
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_route("*", "/{tail:.*}", api.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    api.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield api
    finally:
        await runner.cleanup()
