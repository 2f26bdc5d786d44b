"""The whole product as a newcomer meets it: `python -m bot demo` as a process, and a browser on its chat page."""

import asyncio
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from shutil import which
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Page, async_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = which("chromium") or which("chromium-browser") or which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
INTAKE = [
    ("I agree", "How old"),
    ("16 or over", "Safety first"),
    ("None of these", "And any of"),
    ("None of these", "Last safety"),
    ("None of these", "Where does it"),
    ("Outside", "first minutes"),
    ("Yes", "downhill, on"),
    ("Yes", "settle soon"),
    ("Yes", "swollen?"),
    ("No", "catch, lock"),
    ("No", "Which knee"),
    ("Left", "Where in a run"),
]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")


class Chat:
    """The chat page in a phone-sized window."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def sees(self, text: str) -> None:
        await self.page.get_by_test_id("messages").get_by_text(text).last.wait_for()

    async def taps(self, label: str, then: str) -> None:
        await self.page.get_by_test_id("messages").get_by_role("button", name=label, exact=True).last.click()
        await self.sees(then)

    async def says(self, text: str, then: str) -> None:
        await self.page.get_by_test_id("composer-input").fill(text)
        await self.page.keyboard.press("Enter")
        await self.sees(then)


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[str]:
    """The demo as a process of its own, on files in a folder; gives the address of its chat page."""
    command = (sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0", "--folder", str(folder))
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE)
    try:
        yield await asyncio.wait_for(_address(process), 60)
    finally:
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 15) == 0


async def _address(process: Process) -> str:
    assert process.stdout is not None
    async for line in process.stdout:
        if found := re.search(rb"http://\S+", line):
            return found[0].decode()
    raise AssertionError("the demo ended without an address")


@asynccontextmanager
async def browser(url: str) -> AsyncIterator[Chat]:
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = await chromium.new_page(viewport={"width": 400, "height": 860})
        page.set_default_timeout(60_000)  # a machine may have other work
        await page.goto(url)
        yield Chat(page)
        await chromium.close()


async def test_a_newcomer_goes_from_start_to_the_next_mornings_question_over_a_restart(tmp_path: Path) -> None:
    async with demo(tmp_path) as url, browser(url) as chat:
        await chat.page.get_by_test_id("start").click()
        await chat.sees("Do you agree")
        for label, then in INTAKE:
            await chat.taps(label, then)
        await chat.says("3.6 km", "usual week")

    async with demo(tmp_path) as url, browser(url) as chat:  # a restart in the middle of the intake
        await chat.sees("usual week")
        await chat.says("24 km", "longest run")
        await chat.taps("8 km", "How bad does")
        await chat.taps("5 mid", "daily life today")
        await chat.taps("2", "What changed")
        await chat.taps("☐ More downhill", "What changed")
        await chat.taps("Done", "at hand")
        await chat.taps("Nothing yet", "Which days")
        await chat.taps("Any day", "what time")
        await chat.taps("07:00", "Where are you")
        await chat.says("lisbn", "Which of these")
        await chat.page.get_by_role("button", name=re.compile("^Lisbon")).last.click()
        await chat.sees("The next seven days")
        await _a_workout_and_a_run(chat)
        await chat.page.screenshot(path=tmp_path / "run.png")

    async with demo(tmp_path) as url, browser(url) as chat:
        await chat.page.get_by_test_id("open-time").click()
        await chat.page.get_by_test_id("jump-day").click()
        if datetime.now(ZoneInfo("Europe/Lisbon")).hour < 7:  # the test itself was started in the small hours
            await chat.page.locator(".jumps[aria-busy=false]").wait_for()
            await chat.page.get_by_test_id("jump-morning").click()
        await chat.sees("Good morning")
        await chat.page.keyboard.press("Escape")
        await chat.taps("0 none", "The light is")


async def _a_workout_and_a_run(chat: Chat) -> None:
    await chat.taps("Try the first exercise now", "Exercise 1 of")
    assert await chat.page.locator("[data-testid=message] img").count()
    await chat.taps("✓ Done", "Set 2 of 3")
    await chat.taps("Pause", "Paused")
    await chat.taps("Finish here", "How hard")
    await chat.taps("About right", "during the session")
    await chat.taps("0 none", "noted")
    await chat.says("18 min 3k flat, no pain", "Shall I note it")
    await chat.taps("Save", "Run noted")
