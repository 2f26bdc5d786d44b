"""The chat page in a real browser, against a small bot: what a newcomer does in the first minutes."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from playwright.async_api import Page, async_playwright, expect

from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.http import Running, serve
from sandbox.model import Json
from tests.sandbox.conftest import MONDAY, TOKEN

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed (Debian: apt-get install chromium)")


class EchoBot:
    """Repeats what it hears, edits when its button is pressed, and greets every morning at seven."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.greet_at = MONDAY + timedelta(days=1)
        sandbox.time_machine.next_moment = self.next_moment
        sandbox.time_machine.on_jump = self.greet

    async def next_moment(self) -> datetime:
        return self.greet_at

    async def greet(self, now: datetime) -> None:
        if now >= self.greet_at:
            self.greet_at += timedelta(days=1)
            await self.call("sendMessage", chat_id=7, text=f"Good morning, it is {now:%A}")

    async def call(self, method: str, **params: object) -> Json:
        return (await self.sandbox.call(TOKEN, method, params)).body()

    async def run(self) -> None:
        await self.call("setMyCommands", commands=[{"command": "today", "description": "What is due"}])
        offset = 0
        while True:
            for update in (await self.call("getUpdates", offset=offset, timeout=30))["result"]:
                offset = update["update_id"] + 1
                await self.answer(update)

    async def answer(self, update: Json) -> None:
        if query := update.get("callback_query"):
            await self.call("answerCallbackQuery", callback_query_id=query["id"], text="Counted")
            target = query["message"]["message_id"]
            await self.call(
                "editMessageText", chat_id=7, message_id=target, text="<b>Set 2 of 3</b>", parse_mode="HTML"
            )
        elif "location" in update.get("message", {}):
            await self.call("sendMessage", chat_id=7, text="Far away", reply_markup={"remove_keyboard": True})
        elif text := update.get("message", {}).get("text"):
            await self.reply(text)

    async def reply(self, text: str) -> None:
        markup: Json | None = None
        if text == "/today":
            markup = {"inline_keyboard": [[{"text": "Done", "callback_data": "done"}]]}
        if text == "where?":
            markup = {"keyboard": [[{"text": "Here", "request_location": True}]]}
        await self.call("sendMessage", chat_id=7, text=f"You said: {text}", reply_markup=markup)


@pytest.fixture
async def running() -> AsyncIterator[Running]:
    sandbox = Sandbox(Clock.frozen(MONDAY))
    sandbox.add_bot(TOKEN)
    sandbox.add_person("Rita", id=7)
    sandbox.add_person("Ada", id=8)
    bot = asyncio.create_task(EchoBot(sandbox).run())
    running = await serve(sandbox)
    yield running
    bot.cancel()
    await running.stop()


@pytest.fixture
async def page(running: Running) -> AsyncIterator[Page]:
    """The open page; an error or a broken policy in it fails the test."""
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page(viewport={"width": 1280, "height": 860}, timezone_id="UTC")
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        await page.goto(running.url)
        await expect(page.locator("body[data-ready]")).to_be_attached()
        yield page
        await browser.close()
    assert complaints == []


async def test_a_newcomer_talks_taps_shares_and_travels(page: Page) -> None:
    await page.get_by_test_id("start").click()
    await expect(page.get_by_text("You said: /start")).to_be_visible()

    await page.get_by_test_id("commands-button").click()
    await page.get_by_test_id("command-today").click()
    await page.get_by_test_id("inline-button").click()
    await expect(page.get_by_test_id("toast")).to_have_text("Counted")
    await expect(page.locator("b", has_text="Set 2 of 3")).to_be_visible()
    await expect(page.get_by_test_id("inline-button")).to_have_count(0)

    await page.get_by_test_id("composer-input").fill("where?")
    await page.keyboard.press("Enter")
    await page.get_by_test_id("reply-key").click()
    await page.get_by_test_id("city-Kathmandu").click()
    await expect(page.get_by_text("27.7172, 85.3240")).to_be_visible()
    await expect(page.get_by_test_id("reply-key")).to_have_count(0)

    await page.get_by_test_id("jump-next").click()
    await expect(page.get_by_text("Good morning, it is Tuesday")).to_be_visible()
    await expect(page.get_by_test_id("clock-day")).to_contain_text("3 March 2026")
    await page.get_by_test_id("jump-day").click()
    await expect(page.get_by_text("Good morning, it is Wednesday")).to_be_visible()


async def test_text_is_never_taken_for_markup_and_can_be_edited(page: Page) -> None:
    await page.get_by_test_id("start").click()
    field = page.get_by_test_id("composer-input")
    await field.fill("<img src=x onerror=alert(1)> & 'so on'")
    await page.keyboard.press("Enter")
    mine = page.get_by_test_id("message").filter(has_text="'so on'").first
    await expect(mine.get_by_test_id("text")).to_contain_text("<img src=x onerror=alert(1)>")
    assert await page.locator("#messages img[src=x]").count() == 0
    await mine.hover()
    await mine.get_by_test_id("more").click()
    await page.get_by_test_id("message-edit").click()
    await field.fill("better")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("message").filter(has_text="better").first).to_contain_text("edited")


async def test_several_people_with_badges_blocking_and_a_small_screen(page: Page) -> None:
    await page.get_by_test_id("start").click()
    await expect(page.get_by_text("You said: /start")).to_be_visible()
    await page.get_by_test_id("person-8").click()
    await expect(page.get_by_test_id("start")).to_be_visible()
    await page.get_by_test_id("jump-next").click()
    await expect(page.get_by_test_id("person-7").get_by_test_id("unread")).to_have_text("1")
    await page.set_viewport_size({"width": 360, "height": 700})
    await page.get_by_test_id("open-people").click()
    await page.get_by_test_id("person-7").click()
    await expect(page.get_by_text("Good morning, it is Tuesday")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 360
    await page.get_by_test_id("chat-menu").click()
    await page.get_by_test_id("block").click()
    await page.get_by_test_id("restart").click()
    await expect(page.get_by_text("You said: /start")).to_have_count(2)
