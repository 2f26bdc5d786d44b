"""One server for bots and people."""

from dataclasses import dataclass

from aiohttp import web

from sandbox.core import Sandbox
from sandbox.web.botapi import MAX_BODY, BotApi
from sandbox.web.page_api import PageApi


@dataclass(slots=True)
class Running:
    """A served sandbox; `url` has no slash at its end."""

    url: str
    _runner: web.AppRunner
    _page: PageApi
    _sandbox: Sandbox

    async def stop(self) -> None:
        self._page.feed.close()
        await self._sandbox.close()
        await self._runner.cleanup()


async def serve(sandbox: Sandbox, host: str = "127.0.0.1", port: int = 0) -> Running:
    """Serve the Bot API and the chat page; port 0 takes a free one."""
    app = web.Application(client_max_size=MAX_BODY)
    BotApi(sandbox).add_to(app)
    page = PageApi(sandbox)
    page.add_to(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    return Running(f"http://{_shown(host)}:{runner.addresses[0][1]}", runner, page, sandbox)


def _shown(host: str) -> str:
    """An address a browser can open."""
    return "127.0.0.1" if host in ("", "0.0.0.0", "::") else host  # noqa: S104 — compared, not bound
