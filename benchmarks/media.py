"""What media cost: CPU seconds, bytes, how long the event loop stood still, and how much memory the bot keeps.

    python -m benchmarks.media

Each maker runs three ways: in this process (CPU time), in a thread and in the workshop's process (longest pause of a
loop that wakes every 2 ms).
"""

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from functools import partial
from typing import Any

from benchmarks.samples import FULL, TREND
from bot.media import charts, pictures, sounds
from bot.media.calendar_file import PlanEvent, calendar_file
from bot.media.data.report import PhysioReport, ReportWeek
from bot.media.offload import Workshop
from bot.media.report import physio_report
from protocols.model import Step

MADE = datetime(2026, 5, 31, 18, tzinfo=UTC)
WEEK = ReportWeek(date(2026, 5, 25), 3, 3, 58, 59, 2, 3.1)
REPORT = PhysioReport(
    MADE, "left", "return to running", "km", (("Began", "April"),),
    tuple(replace(WEEK, starts_on=WEEK.starts_on - timedelta(weeks=ago)) for ago in range(12)), trend=TREND,
)  # fmt: skip
PLAN = [PlanEvent(f"{n}:run", date(2026, 10, 1) + timedelta(days=n), clock(7, 30), 40, "Run") for n in range(60)]
Makers = dict[str, Callable[[], Any]]
MAKERS: Makers = {
    "exercise picture": partial(pictures.png, "step_down", "low_step", "left"),
    "exercise animation": partial(pictures.animation, "step_down", "low_step", "left"),
    "metronome, 10 min": partial(sounds.metronome, 174),
    "session R3, 28 min": partial(sounds.session, Step("R3", 2, 2, 5), 174),
    "session R11, 30 min": partial(sounds.session, Step("R11", 20, 0, 1), 174),
    **{name: partial(chart, data, "light") for name, chart, data in FULL},
    "physio report": partial(physio_report, REPORT),
    "calendar, 60 events": partial(calendar_file, PLAN, zone="Europe/Berlin", made_at=MADE, name="Strideback"),
}


@dataclass(frozen=True, slots=True)
class Cost:
    cpu: float
    size: int


def cost(make: Callable[[], Any]) -> Cost:
    """CPU of the second run: libraries are loaded by then."""
    make()
    before = time.process_time()
    made = make()
    return Cost(time.process_time() - before, size(made))


def size(made: Any) -> int:
    if isinstance(made, charts.Chart):
        return len(made.png)
    return len(made.data if isinstance(made, sounds.Sound) else made)


async def longest_pause(job: Awaitable[Any]) -> float:
    """Milliseconds that a loop waking every 2 ms was kept waiting while `job` ran."""
    pauses: list[float] = []
    beating = asyncio.create_task(_beat(pauses))
    await asyncio.sleep(0.02)
    await job
    beating.cancel()
    return max(pauses) * 1000


async def _beat(pauses: list[float]) -> None:
    while True:
        before = time.perf_counter()
        await asyncio.sleep(0.002)
        pauses.append(time.perf_counter() - before - 0.002)


async def pauses() -> dict[str, tuple[float, float]]:
    """By maker: in a thread, in the workshop."""
    measured = {}
    async with Workshop() as workshop:
        for name, make in MAKERS.items():
            offloaded = await longest_pause(workshop.make(make))
            measured[name] = (await longest_pause(asyncio.to_thread(make)), offloaded)
    return measured


def memory() -> dict[str, float]:
    """Megabytes of a fresh Python that imports all makers, and of one that has drawn a chart."""
    importing = "import bot.media.sounds, bot.media.charts, bot.media.report, bot.media.card, bot.media.calendar_file"
    drawing = f"{importing}; from benchmarks.samples import TREND; bot.media.charts.pain_trend(TREND)"
    return {name: _resident(code) for name, code in (("makers imported", importing), ("a chart drawn", drawing))}


def _resident(code: str) -> float:
    """Resident megabytes of a new Python after `code` (Linux)."""
    shown = f"{code}; print(int(open('/proc/self/statm').read().split()[1]) * 4096 / 1e6)"
    return float(subprocess.run([sys.executable, "-c", shown], capture_output=True, text=True, check=True).stdout)


def main() -> None:
    waits = asyncio.run(pauses())
    print(f"{'':22}{'CPU s':>8}{'kB':>8}{'loop ms, thread':>18}{'loop ms, workshop':>19}")
    for name, make in MAKERS.items():
        found, (thread, offloaded) = cost(make), waits[name]
        print(f"{name:22}{found.cpu:8.2f}{found.size / 1000:8.0f}{thread:18.0f}{offloaded:19.0f}")
    for name, megabytes in memory().items():
        print(f"{name}: {megabytes:.0f} MB")
    print(f"python itself: {_resident('pass'):.0f} MB")


if __name__ == "__main__":
    main()
