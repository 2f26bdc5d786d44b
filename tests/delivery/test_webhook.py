import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import select
from telegram import Update
from telegram.ext import Application, MessageHandler, filters

from bot.inbound import webhook as webhook_module
from bot.inbound.applying import Applier
from bot.inbound.buckets import Buckets
from bot.inbound.webhook import Webhook, web_app
from bot.transport import AiohttpRequest
from storage import runners, tables
from storage.database import Database
from tests.delivery.bot_api import TOKEN, bot_api
from tests.delivery.test_intake import NOW

SECRET = "a-secret-of-ours"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


class Post:
    """Telegram's side: brings updates and sees the status; the bot's handler tells `begun` and waits for `gate`."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.gate = asyncio.Event()
        self.gate.set()
        self.begun = asyncio.Queue[int]()
        self.bug: Exception | None = None
        self.url = ""
        self.server: web.Server | None = None

    async def handle(self, update: Update, _context: Any) -> None:
        self.begun.put_nowait(update.update_id)
        await self.gate.wait()
        if self.bug is not None:
            raise self.bug
        async with self.database.transaction() as tx:
            await runners.add(tx, update.update_id, language="en", protocol="itbs", now=NOW)

    async def stored(self) -> list[int]:
        async with self.database.reading() as tx:
            return list((await tx.execute(select(tables.runners.c.id).order_by(tables.runners.c.id))).scalars())

    async def bring(self, update_id: int, chat: int = 1, **how: Any) -> int:
        update = {
            "update_id": update_id,
            "message": {
                "message_id": 1,
                "date": 0,
                "chat": {"id": chat, "type": "private"},
                "text": "hi",
                "from": {"id": chat, "is_bot": False, "first_name": "R"},
            },
        }
        return await self.ask("POST", "/updates", **{"headers": HEADERS, "json": update, **how})

    async def alone(self) -> None:
        """Until the server has noticed that everybody hung up."""
        while self.server is not None and any(each.transport is not None for each in self.server.connections):  # noqa: ASYNC110
            await asyncio.sleep(0.005)

    async def ask(self, method: str, path: str, **how: Any) -> int:
        async with aiohttp.ClientSession() as session, session.request(method, self.url + path, **how) as answer:
            return answer.status


async def nothing_to_say(_update: object, _context: Any) -> None:
    """The bot's own error handler."""


@pytest.fixture
async def post(database: Database) -> AsyncIterator[Post]:
    post = Post(database)
    async with bot_api() as api:
        request = AiohttpRequest()
        application = (
            Application.builder().token(TOKEN).base_url(f"{api.url}/bot").request(request)
            .get_updates_request(request).updater(None).job_queue(None).build()
        )  # fmt: skip
        applier = Applier(application, lambda: NOW, database.answers)
        application.add_error_handler(nothing_to_say)
        application.add_handler(MessageHandler(filters.ALL, post.handle))
        async with application:
            webhook = Webhook(application, applier, SECRET, width=4)
            runner = web.AppRunner(web_app(webhook, "/updates"), access_log=None)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            post.server = runner.server
            post.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield post
            await webhook.finish()
            await runner.cleanup()


async def test_an_update_is_accepted_when_its_effect_is_stored(post: Post) -> None:
    post.gate.clear()
    bringing = asyncio.create_task(post.bring(5))
    assert await post.begun.get() == 5
    assert not bringing.done()
    post.gate.set()
    assert await bringing == 200
    assert await post.stored() == [5]


async def test_an_update_that_is_brought_twice_is_accepted_twice_and_applied_once(post: Post) -> None:
    assert await asyncio.gather(post.bring(5), post.bring(5), post.bring(5, chat=2)) == [200, 200, 200]
    assert await post.stored() == [5]


async def test_an_update_that_breaks_its_handler_is_accepted_because_it_would_break_it_again(post: Post) -> None:
    post.bug = KeyError("a bug")
    assert await post.bring(5) == 200
    assert await post.stored() == []


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ({"headers": {}}, 403),
        ({"headers": {"X-Telegram-Bot-Api-Secret-Token": SECRET[:-1]}}, 403),
        ({"headers": {"X-Telegram-Bot-Api-Secret-Token": "ключ"}}, 403),
        ({"json": None, "data": b"{not json", "headers": {**HEADERS, "Content-Type": "application/json"}}, 400),
        ({"json": ["no", "update"]}, 400),
        ({"json": None, "data": b"text=hi", "headers": {**HEADERS, "Content-Type": "text/plain"}}, 415),
        ({"json": {"update_id": 5, "pad": "x" * webhook_module.BODY_LIMIT}}, 413),
    ],
)
async def test_whatever_is_not_telegrams_is_refused(post: Post, how: dict[str, Any], status: int) -> None:
    assert await post.bring(5, **how) == status
    assert await post.stored() == []


async def test_an_update_that_cannot_be_read_is_let_go_or_telegram_would_bring_it_for_ever(post: Post) -> None:
    assert await post.bring(5, json={"update_id": 5, "message": {"text": 7}}) == 200
    assert await post.stored() == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 404),
        ("GET", "/metrics", 404),
        ("GET", "/updates", 405),
        ("PUT", "/updates", 405),
        ("POST", "/", 404),
        ("POST", "/updates/", 404),
    ],
)
async def test_other_methods_and_paths_lead_nowhere(post: Post, method: str, path: str, status: int) -> None:
    assert await post.ask(method, path, headers=HEADERS) == status


async def test_what_is_too_much_is_refused_until_there_is_room(post: Post) -> None:
    post.gate.clear()
    waiting = [asyncio.create_task(post.bring(update_id, chat=update_id)) for update_id in range(1, 5)]
    for _ in waiting:
        await post.begun.get()
    assert await post.bring(9, chat=9) == 503
    post.gate.set()
    assert await asyncio.gather(*waiting) == [200] * 4
    assert await post.bring(9, chat=9) == 200


async def test_an_update_that_takes_too_long_is_not_accepted_and_comes_again(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    post.gate.clear()
    with monkeypatch.context() as hurry:
        hurry.setattr(webhook_module, "WAIT", 0.05)
        assert await post.bring(5) == 503
    post.gate.set()
    assert await post.bring(5) == 200
    assert await post.stored() == [5]


async def test_telegram_hanging_up_does_not_stop_what_has_begun(post: Post) -> None:
    post.gate.clear()
    bringing = asyncio.create_task(post.bring(5))
    await post.begun.get()
    bringing.cancel()
    await post.alone()
    post.gate.set()
    assert await post.bring(6) == 200
    assert await post.stored() == [5, 6]


def test_a_flood_from_one_address_is_stopped_and_costs_the_others_nothing() -> None:
    buckets = Buckets(overall=100, each=10)
    assert [buckets.allow("bad", 0.0) for _ in range(12)] == [True] * 10 + [False] * 2
    assert buckets.allow("good", 0.0)
    assert buckets.allow("bad", 0.2)
    assert sum(buckets.allow(str(number), 1.0) for number in range(200)) == 100


def test_addresses_are_not_remembered_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.inbound.buckets.KEPT", 5)
    buckets = Buckets(overall=100, each=10)
    for second in range(50):
        buckets.allow(str(second), float(second * 2))
    assert len(buckets._full) <= 6


async def test_a_body_is_read_as_json_only(post: Post) -> None:
    raw = json.dumps({"update_id": 8}).encode()
    headers = {**HEADERS, "Content-Type": "application/json; charset=utf-8"}
    assert await post.bring(8, json=None, data=raw, headers=headers) == 200
