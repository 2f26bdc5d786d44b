"""From start to the first getUpdates, and the resident memory of an idle bot: `python -m benchmarks.start`.

`python -m bot run` runs as a process of its own against the sandbox's HTTP front. The first start makes key and
database; the later ones find them. Memory is read once the bot has idled for some beats of its metronome (Linux).
What only the development lock brings is kept away, as where the bot is run: structlog and httpx would load rich, click
and Pygments for tracebacks and a command line of their own, some 5 MB. The exit code is 1 when a bar is missed.
"""

import asyncio
import os
import re
import signal
import statistics
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import packages_distributions
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.http import serve
from sandbox.params import FileLike
from sandbox.reply import Reply

TOKEN = "42:the-sandbox-needs-no-secret"
SECONDS, MEGABYTES = 1.5, 130.0  # the bars
LATER_STARTS, IDLE = 5, 6.0  # starts after the first; seconds of idling before memory is read
PATIENCE = 120.0  # seconds until a start counts as failed


class Watched(Sandbox):
    """A sandbox that notices when somebody begins to poll."""

    def __init__(self) -> None:
        super().__init__(Clock(lambda: datetime.now(UTC)))
        self.polled = asyncio.Event()

    async def call(
        self,
        token: str,
        method: str,
        params: Mapping[str, object] | None = None,
        files: Mapping[str, FileLike] | None = None,
    ) -> Reply:
        if method.lower() == "getupdates":
            self.polled.set()
        return await super().call(token, method, params, files)


class Started(NamedTuple):
    """One start: seconds until the first getUpdates, CPU seconds until then, resident megabytes when idle."""

    seconds: float
    cpu: float
    megabytes: float


async def start(sandbox: Watched, environment: Mapping[str, str]) -> Started:
    """Start a bot, let it idle, stop it."""
    sandbox.polled.clear()
    begin = perf_counter()
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program(), env=environment, stderr=asyncio.subprocess.DEVNULL
    )
    await asyncio.wait_for(sandbox.polled.wait(), PATIENCE)
    took = perf_counter() - begin
    cpu = cpu_of(bot.pid)
    await asyncio.sleep(IDLE)
    megabytes = resident(bot.pid)
    bot.send_signal(signal.SIGTERM)
    await bot.wait()
    return Started(took, cpu, megabytes)


def program() -> str:
    """`python -m bot run` as a program that cannot import what `requirements.lock` does not hold."""
    locked = set(re.findall(r"^([\w.-]+)==", Path("requirements.lock").read_text(), re.MULTILINE)) | {"strideback"}
    names = [
        name
        for name, packages in packages_distributions().items()
        if not locked & {re.sub(r"[-_.]+", "-", package).lower() for package in packages}
    ]
    return f"""
import runpy, sys
for name in {names!r}:
    sys.modules.setdefault(name)
sys.argv = ["bot", "run"]
runpy.run_module("bot", run_name="__main__", alter_sys=True)
"""


def cpu_of(pid: int) -> float:
    """CPU seconds that a process has used: unlike the wall clock it hardly minds what else the machine does."""
    ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> float:
    """Resident memory of a process in megabytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def measure(folder: Path) -> tuple[Started, list[Started]]:
    """The first start in an empty folder, and later ones."""
    sandbox = Watched()
    sandbox.add_bot(TOKEN)
    served = await serve(sandbox)
    environment = {
        **os.environ,
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": served.url,
        "DATABASE_URL": f"sqlite:///{folder / 'start.db'}",
        "DATA_KEY": "",
        "DATA_KEY_FILE": str(folder / "data.key"),
    }
    first = await start(sandbox, environment)
    later = [await start(sandbox, environment) for _ in range(LATER_STARTS)]
    await served.stop()
    return first, later


def main() -> int:
    """Print the figures; 1 when a bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        first, later = asyncio.run(measure(Path(folder)))
    seconds, cpu = (statistics.median(figure) for figure in ([s.seconds for s in later], [s.cpu for s in later]))
    megabytes = max(started.megabytes for started in later)
    print(
        f"start to first getUpdates   {seconds:5.2f} s   median of {LATER_STARTS}, {cpu:.2f} s CPU (bar: {SECONDS} s)"
    )
    print(f"the very first start        {first.seconds:5.2f} s   {first.cpu:.2f} s CPU; makes key and database")
    print(
        f"resident memory, idle       {megabytes:5.0f} MB  largest of {LATER_STARTS}; after the first start, "
        f"which migrates, {first.megabytes:.0f} MB (bar: {MEGABYTES:.0f} MB)"
    )
    print(f"load of the machine         {os.getloadavg()[0]:5.1f}    on {os.cpu_count()} CPUs")
    return int(seconds >= SECONDS or max(megabytes, first.megabytes) >= MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
