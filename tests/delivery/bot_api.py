"""A Bot API of twenty lines on a real socket: it answers what a test tells it to and keeps what it was asked."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

TOKEN = "123456:AA-secret-secret-secret-secret-secret"
SENT = {"message_id": 7, "date": 0, "chat": {"id": 1, "type": "private"}, "text": "hi"}
Reply = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class BotApi:
    """What was asked so far, and the answers still to give; with none left it says that all is well."""

    url: str = ""
    asked: list[tuple[str, Any]] = field(default_factory=list)
    replies: list[Reply] = field(default_factory=list)
    connections: set[Any] = field(default_factory=set)

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
        kind = request.content_type
        body: Any = await request.json() if kind == "application/json" else _form(await request.post())
        self.asked.append((request.path.rpartition("/")[2], body))
        if self.replies:
            return await self.replies.pop(0)(request)
        return web.json_response({"ok": True, "result": SENT})


def _form(form: Any) -> dict[str, Any]:
    return {
        name: (part.filename, part.file.read()) if isinstance(part, web.FileField) else part
        for name, part in form.items()
    }


@asynccontextmanager
async def bot_api() -> AsyncIterator[BotApi]:
    """Serve on a free port of this machine."""
    api = BotApi()
    app = web.Application(client_max_size=64 * 1024 * 1024)
    app.router.add_route("*", "/{tail:.*}", api.handle)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    api.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield api
    finally:
        await runner.cleanup()
