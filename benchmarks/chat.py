"""Takes the screenshots of the README on a fresh demo: `python -m benchmarks.chat` writes docs/images/chat.png.

Needs Debian's chromium. A runner goes through day 0, sees the plan, trains, runs, and is asked the next morning.
"""

import asyncio
import io
import os
import re
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from PIL import Image
from playwright.async_api import Page, async_playwright

WRITES = Path(__file__).parents[1] / "docs" / "images" / "chat.png"
CHROMIUM = "/usr/bin/chromium"
PHONE = {"width": 400, "height": 860}
GAP, COLOURS = 16, 128
DAY_0 = (
    *("I agree", "16 or over", "None of these", "None of these", "None of these", "Outside", "Yes", "Yes", "Yes"),
    *("No", "No", "Left", "!3.6 km", "!24 km", "8 km", "5 mid", "2", "☐ More downhill", "Done", "☐ Resistance band"),
    *("☐ A step or stair", "Done", "Any day", "07:00", "!lisbn", "Lisbon…"),
)  # fmt: skip


class Phone:
    """The chat page as a person uses it: every act waits until the bot has answered."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def does(self, act: str) -> None:
        """Tap the button of that label (before an ellipsis: that begins so), or type what follows a "!"."""
        before = await self._page.locator("#messages").inner_text()
        if act.startswith("!"):
            await self._page.fill("#composer-input", act[1:])
            await self._page.keyboard.press("Enter")
        else:
            await self._page.get_by_role("button", name=act.removesuffix("…"), exact=not act.endswith("…")).last.click()
        await self._page.wait_for_function("old => document.querySelector('#messages').innerText !== old", arg=before)
        await self._page.wait_for_timeout(400)

    async def shot(self, *, dark: bool) -> Image.Image:
        """The page as it stands."""
        await self._page.emulate_media(color_scheme="dark" if dark else "light")
        await self._page.wait_for_timeout(400)
        return Image.open(io.BytesIO(await self._page.screenshot()))


async def shots(phone: Phone) -> list[Image.Image]:
    """Today and a workout by daylight; a run in words, the next morning and a question in the dark."""
    for act in ("Start", *DAY_0, "Today"):
        await phone.does(act)
    taken = [await phone.shot(dark=False)]
    for act in ("▶️ Start workout", "Full session"):
        await phone.does(act)
    taken.append(await phone.shot(dark=False))
    for act in ("✓ Done", "Pause", "Finish here", "About right", "0 none", "!32 min 5k flat, pain 3 from 3 km", "Save"):
        await phone.does(act)
    taken.append(await phone.shot(dark=True))
    for act in ("Next message", "1", "!so stretching fixes it?"):
        await phone.does(act)
    taken.append(await phone.shot(dark=True))
    return taken


def beside(pictures: list[Image.Image]) -> Image.Image:
    """One picture of several phones; few colours keep it small."""
    wide = sum(picture.width + GAP for picture in pictures) - GAP
    row = Image.new("RGBA", (wide, pictures[0].height), (0, 0, 0, 0))
    for number, picture in enumerate(pictures):
        row.paste(picture, (number * (picture.width + GAP), 0))
    return row.quantize(COLOURS, method=Image.Quantize.FASTOCTREE)


@asynccontextmanager
async def demo() -> AsyncIterator[str]:
    """The address of a demo with a database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        own = {"DATABASE_URL": f"sqlite:///{folder}/demo.db", "DATA_KEY": ""}
        bot = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "demo", "--no-browser", "--port", "0", "--folder", folder),
            env={**os.environ, **own},
            stdout=asyncio.subprocess.PIPE,
        )
        try:
            yield await _address(bot.stdout)
        finally:
            with suppress(ProcessLookupError):
                bot.terminate()
            await bot.wait()


async def _address(lines: asyncio.StreamReader | None) -> str:
    async for line in lines or ():
        if found := re.search(r"http://\S+", line.decode()):
            return found[0]
    raise RuntimeError("the demo ended before it said where it is")


async def main() -> None:
    """Take the shots and write the picture."""
    async with demo() as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = await browser.new_page(viewport=PHONE)
        await page.goto(address)
        await page.get_by_test_id("start").wait_for()
        picture = beside(await shots(Phone(page)))
        await browser.close()
    WRITES.parent.mkdir(exist_ok=True)
    picture.save(WRITES, optimize=True)
    print(f"{WRITES.name}: {picture.width}×{picture.height}, {WRITES.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    asyncio.run(main())
