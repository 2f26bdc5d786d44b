"""The whole bot on a local Telegram: a chat page in the browser, several people, and a time machine."""

import asyncio
import json
import sys
import webbrowser
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import runtime
from bot.config import Settings
from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.http import serve
from scheduler.pacing import Pace

TOKEN = "100200300:the-sandbox-needs-no-secret"  # noqa: S105 - it opens nothing
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
PEOPLE = {1001: "Rita", 1002: "Sam", 1003: "Ada (admin)"}
ADMIN = 1003


async def main(settings: Settings, source: Callable[[], datetime], host: str, port: int, *, browse: bool) -> None:
    """Serve the sandbox and run the bot on it until it is stopped. Chats start empty; the bot remembers everything."""
    shift = settings.data_key_file.with_name("demo-clock.json")
    clock = Clock(source, _load(shift))
    sandbox = Sandbox(clock)
    bot = sandbox.add_bot(TOKEN)
    # Message ids go on where an earlier sandbox cannot have been, so that old cards are not mistaken for new ones.
    bot.next_message_id = int((clock.now() - _EPOCH).total_seconds())
    for number, name in PEOPLE.items():
        sandbox.add_person(name, id=number)
    served = await serve(sandbox, host, port)
    running = await runtime.start(
        settings.model_copy(update={"bot_api_url": served.url}), TOKEN, clock.now, Pace(chat_gap=0)
    )  # the sandbox is in no hurry to be spared
    runtime.stop_on_signals(running)

    async def jumped(_: datetime) -> None:
        _save(shift, clock.shift)
        await running.metronome.tick_now()

    sandbox.time_machine.next_moment = running.delivery.next_moment
    sandbox.time_machine.on_jump = jumped
    sys.stdout.write(f"\n  Strideback runs. Open the chat:  {served.url}\n  Ctrl-C stops it.\n\n")
    sys.stdout.flush()
    if browse:
        await asyncio.to_thread(webbrowser.open, served.url)
    await running.until_stopped()
    await served.stop()


def _load(path: Path) -> timedelta:
    """How far the time machine had come; nothing on the first start."""
    return timedelta(seconds=json.loads(path.read_text())["shift"]) if path.exists() else timedelta()


def _save(path: Path, shift: timedelta) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"shift": shift.total_seconds()}))
