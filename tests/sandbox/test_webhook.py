"""Webhooks: delivered over real HTTP with the secret, tried again until accepted, never beside getUpdates."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from sandbox.core import Sandbox
from sandbox.people import Person
from tests.sandbox.conftest import Call
from tests.support.patience import until

SECRET = "s3cret_-"


class Hook:
    """A bot's own web server: notes what it gets and answers as it is told."""

    def __init__(self) -> None:
        self.url = ""
        self.got: list[tuple[str, str]] = []
        self.answers: list[web.Response] = []

    async def handle(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""), update["message"]["text"]))
        return self.answers.pop(0) if self.answers else web.Response()

    @property
    def texts(self) -> list[str]:
        return [text for _, text in self.got]


@pytest.fixture
async def hook(sandbox: Sandbox) -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/updates", hook.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/updates"
    yield hook
    await sandbox.close()
    await runner.cleanup()


async def test_updates_are_delivered_with_the_secret(call: Call, rita: Person, hook: Hook) -> None:
    assert (await call("setWebhook", url=hook.url, secret_token=SECRET)).ok
    rita.say("hello")
    await until(lambda: len(hook.got) == 2)
    assert hook.got == [(SECRET, "/start"), (SECRET, "hello")]
    info: Any = (await call("getWebhookInfo")).result
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (hook.url, 0, 40)


async def test_an_update_is_tried_until_it_is_accepted(call: Call, rita: Person, hook: Hook) -> None:
    hook.answers = [web.Response(status=500), web.Response(status=503)]
    await call("setWebhook", url=hook.url)
    await until(lambda: len(hook.got) == 3)
    assert hook.texts == ["/start"] * 3
    info: Any = (await call("getWebhookInfo")).result
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"


async def test_updates_of_one_chat_keep_their_order(call: Call, rita: Person, hook: Hook) -> None:
    hook.answers = [web.Response(status=500)]
    await call("setWebhook", url=hook.url)
    for text in "abc":
        rita.say(text)
    await until(lambda: len(hook.got) == 5)
    assert hook.texts == ["/start", "/start", "a", "b", "c"]


async def test_the_answer_may_be_a_call(call: Call, rita: Person, hook: Hook) -> None:
    hook.answers = [web.json_response({"method": "sendMessage", "chat_id": 7, "text": "welcome"})]
    await call("setWebhook", url=hook.url)
    await until(lambda: rita.sees().heard == ["welcome"])


async def test_polling_and_a_webhook_exclude_each_other(call: Call, rita: Person, hook: Hook) -> None:
    polling = asyncio.create_task(call("getUpdates", offset=2**31, timeout=5))
    await asyncio.sleep(0)
    await call("setWebhook", url=hook.url)
    assert (await polling).description == "Conflict: terminated by setWebhook request"
    refused = await call("getUpdates")
    assert (refused.status, refused.description) == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    )
    await call("deleteWebhook")
    assert (await call("getUpdates")).ok


async def test_what_was_not_delivered_is_there_for_getupdates(call: Call, rita: Person, hook: Hook) -> None:
    hook.answers = [web.Response(status=500)] * 50
    await call("setWebhook", url=hook.url)
    await until(lambda: len(hook.got) == 1)
    rita.say("more")
    await call("deleteWebhook")
    assert [each["message"]["text"] for each in (await call("getUpdates")).result] == ["/start", "more"]


async def test_pending_updates_can_be_dropped(call: Call, rita: Person, hook: Hook) -> None:
    await call("deleteWebhook", drop_pending_updates=True)
    assert (await call("getUpdates")).result == []


async def test_an_unreachable_webhook_is_reported(call: Call, rita: Person, sandbox: Sandbox) -> None:
    await call("setWebhook", url="http://127.0.0.1:1/")
    info: Any = {}
    async with asyncio.timeout(20):
        while "last_error_message" not in info:
            await asyncio.sleep(0.005)
            info = (await call("getWebhookInfo")).result
    assert info["pending_update_count"] == 1
    await sandbox.close()


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"url": "not a url"}, "bad webhook: invalid webhook URL specified"),
        ({"url": "https://example.org/", "secret_token": "a b"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_bad_webhook_is_refused(call: Call, rita: Person, params: dict[str, str], description: str) -> None:
    assert (await call("setWebhook", **params)).description == f"Bad Request: {description}"
