"""The whole bot on a local Telegram: a chat page in the browser, several people, and a time machine."""

import asyncio
import sys
import webbrowser
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bot.config import Role, Settings
from bot.runtime.parts import stop_on_signals
from bot.runtime.polling import Polling, polling
from sandbox import snapshot
from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.http import Running, serve
from scheduler.pacing import Pace

TOKEN = "100200300:the-sandbox-needs-no-secret"  # noqa: S105 - it opens nothing
PEOPLE = {1001: "Rita", 1002: "Sam", 1003: "Ada (admin)"}
ADMIN = 1003


def settings_in(folder: Path, chosen: Settings) -> Settings:
    """The demo keeps its own database in `folder`, so that trying things out never touches real runners."""
    own: dict[str, object] = {"admins": {ADMIN: Role.OWNER}, "data_key_file": folder / "demo.key"}
    if chosen.database_url == Settings.model_fields["database_url"].default:
        own["database_url"] = f"sqlite:///{folder / 'demo.db'}"
    return chosen.model_copy(update=own)


async def main(
    settings: Settings, folder: Path, source: Callable[[], datetime], host: str, port: int, *, browse: bool
) -> None:
    """Serve the sandbox and run the bot on it until it is stopped. Chats, time and diaries outlive a restart.

    `folder` keeps the chats and how far the time machine has come.
    """
    sandbox = _sandbox(source, folder)
    served = await _serve(sandbox, host, port)
    here = settings.model_copy(update={"bot_api_url": served.url})
    # The sandbox does not mind haste.
    async with polling(here, TOKEN, sandbox.clock.now, Pace(chat_gap=0)) as running:
        stop_on_signals(running.stop)
        _let_time_jump(sandbox, running)
        keeping = asyncio.create_task(snapshot.keep(sandbox, folder))
        sys.stdout.write(f"\n  Strideback runs. Open the chat:  {served.url}\n  Ctrl-C stops it.\n\n")
        sys.stdout.flush()
        if browse:
            await asyncio.to_thread(webbrowser.open, served.url)
        await running.until_stopped()
        keeping.cancel()
    snapshot.save(sandbox, folder)
    await served.stop()


def _let_time_jump(sandbox: Sandbox, running: Polling) -> None:
    """The time machine knows what comes next, and what is due after a jump is said at once."""

    async def jumped(_: datetime) -> None:
        await running.sending.metronome.tick_now()

    sandbox.time_machine.next_moment = running.sending.delivery.next_moment
    sandbox.time_machine.on_jump = jumped


async def _serve(sandbox: Sandbox, host: str, port: int) -> Running:
    """On the usual port, or on a free one where somebody else has that."""
    try:
        return await serve(sandbox, host, port)
    except OSError:
        return await serve(sandbox, host, 0)


def _sandbox(source: Callable[[], datetime], folder: Path) -> Sandbox:
    """The sandbox as it was left, or a fresh one."""
    sandbox = Sandbox(Clock(source))
    sandbox.add_bot(TOKEN)
    for number, name in PEOPLE.items():
        sandbox.add_person(name, id=number)
    snapshot.load(sandbox, folder)
    return sandbox
