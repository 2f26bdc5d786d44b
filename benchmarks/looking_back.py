"""How long the loop stands still while a long diary becomes charts and papers, in milliseconds.

    python -m benchmarks.looking_back

The diary is forty weeks of the simulated runners. What the screens hand to a thread is measured in one, as there.
"""

import asyncio
from collections.abc import Callable
from datetime import time as clock
from datetime import timedelta
from functools import partial
from typing import Any

from benchmarks.media import MADE, longest_pause
from bot.screens import looking_back, papers
from bot.simulation.journey import START, play
from bot.simulation.runners import RUNNERS
from protocols.diary import Diary
from protocols.loader import load_all
from protocols.plan import plan

WEEKS = 40


async def main() -> None:
    protocol = load_all()["itbs"]
    entries = [entry for day in play(protocol, RUNNERS["typical"], WEEKS, 1) for entry in day.entries]
    diary, today = Diary(tuple(entries)), START + timedelta(weeks=WEEKS)
    now = MADE.replace(year=today.year, month=today.month, day=today.day)
    outlook = plan(protocol, diary, today)
    on_the_loop: dict[str, Callable[[], Any]] = {
        "pain trend": partial(looking_back.pain_trend, protocol, diary, today),
        "pain calendar": partial(looking_back.pain_calendar, protocol, diary, today),
        "strength levels": partial(looking_back.strength_levels, protocol, outlook),
        "gate": partial(looking_back.gate_progress, protocol, outlook),
        "weekly card": partial(looking_back.weekly_card, protocol, diary, today),
        "calendar": partial(papers.plan_events, outlook, clock(7)),
    }
    in_a_thread: dict[str, Callable[[], Any]] = {
        "weekly minutes": partial(looking_back.weekly_minutes, protocol, diary, today),
        "physio report": partial(papers.physio_report, protocol, diary, now),
    }
    print(f"{len(entries)} entries")
    for name, make in on_the_loop.items():
        print(f"{name:18}{await longest_pause(_here(make)):6.0f}  on the loop")
    for name, make in in_a_thread.items():
        print(f"{name:18}{await longest_pause(asyncio.to_thread(make)):6.0f}  in a thread")


async def _here(make: Callable[[], Any]) -> None:
    make()


if __name__ == "__main__":
    asyncio.run(main())
