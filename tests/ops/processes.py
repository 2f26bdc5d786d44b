"""The bot's own commands as real processes: the sandbox is their Telegram, over HTTP."""

import asyncio
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp

from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.http import Running, serve

TOKEN = "123456:sandbox_token_for_processes"
SECRET = "a-webhook-secret"
ROOT = Path(__file__).parents[2]


def now() -> datetime:
    return datetime.now(UTC)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass
class Started:
    """A command that runs; `lines` is its log so far."""

    process: asyncio.subprocess.Process
    port: int
    health: int
    lines: list[str] = field(default_factory=list)

    @property
    def events(self) -> list[dict[str, Any]]:
        """The log as JSON."""
        return [json.loads(line) for line in self.lines if line.startswith("{")]

    async def read(self) -> None:
        """Keep its log."""
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.lines.append(line.decode())

    async def ready(self, seconds: float = 30) -> dict[str, Any]:
        """Wait until it says that it is ready; what it says."""
        async with asyncio.timeout(seconds):
            while True:
                assert self.process.returncode is None, "".join(self.lines)
                status, body = await self.ask("/readyz")
                if status == 200:
                    return dict(json.loads(body))
                await asyncio.sleep(0.1)

    async def ask(self, path: str, port: int | None = None) -> tuple[int, str]:
        """GET from its health listener; 0 while nobody listens."""
        try:
            async with (
                aiohttp.ClientSession() as http,
                http.get(f"http://127.0.0.1:{port or self.health}{path}") as got,
            ):
                return got.status, await got.text()
        except aiohttp.ClientError:
            return 0, ""

    async def ends(self, number: int = signal.SIGTERM, seconds: float = 10) -> int:
        """Send a signal and wait; the exit code."""
        if self.process.returncode is None:
            self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), seconds)


@dataclass
class Site:
    """A sandbox over HTTP, a database's settings, and the commands started so far."""

    sandbox: Sandbox
    served: Running
    settings: dict[str, str]
    started: list[Started] = field(default_factory=list)
    reading: list[asyncio.Task[None]] = field(default_factory=list)

    async def start(self, *command: str, **settings: str) -> Started:
        """`python -m bot …` with free ports of its own."""
        port, health = free_port(), free_port()
        own = {"LISTEN": f"127.0.0.1:{port}", "HEALTH_LISTEN": f"127.0.0.1:{health}"}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *command),
            env=clean_environment() | self.settings | own | settings,
            cwd=ROOT,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        running = Started(process, port, health)
        self.started.append(running)
        self.reading.append(asyncio.create_task(running.read()))
        return running

    async def does(self, *command: str, **settings: str) -> Started:
        """Run a command that ends by itself."""
        running = await self.start(*command, **settings)
        await asyncio.wait_for(running.process.wait(), 60)
        await self.reading[-1]
        return running


def clean_environment() -> dict[str, str]:
    """Nothing of whoever runs the tests but what Python needs; `.env` files are theirs, too."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


@asynccontextmanager
async def site(database_url: str, key: str, **sandboxed: Any) -> AsyncIterator[Site]:
    """Everything that the commands need; they are killed at the end. What is `sandboxed` goes to the sandbox."""
    sandbox = Sandbox(Clock(now), **sandboxed)
    sandbox.add_bot(TOKEN)
    served = await serve(sandbox)
    settings = {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": served.url,
        "DATABASE_URL": database_url,
        "DATA_KEY": key,
        "WEBHOOK_SECRET": SECRET,
        "LOG_FORMAT": "json",
    }
    place = Site(sandbox, served, settings)
    try:
        yield place
    finally:
        for running in place.started:
            if running.process.returncode is None:
                running.process.kill()
                await running.process.wait()
        await asyncio.gather(*place.reading)
        await served.stop()


async def until(condition: Any, seconds: float = 20) -> None:
    """Look until it is true."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110 - others do the work
            await asyncio.sleep(0.05)
