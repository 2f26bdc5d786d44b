"""The Bot API over HTTP, as any bot library would speak it."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from sandbox import faults
from sandbox.core import Sandbox
from sandbox.files import PIXEL
from sandbox.http import Running, serve
from sandbox.people import Person
from tests.sandbox.conftest import TOKEN


@pytest.fixture
async def running(sandbox: Sandbox, rita: Person) -> AsyncIterator[Running]:
    running = await serve(sandbox)
    yield running
    await running.stop()


@pytest.fixture
async def http(running: Running) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(f"{running.url}/bot{TOKEN}/") as session:
        yield session


async def test_parameters_come_in_all_four_ways(http: aiohttp.ClientSession, rita: Person) -> None:
    params = {"chat_id": "7", "text": "<b>ä</b>", "parse_mode": "HTML"}
    form = aiohttp.FormData(params, default_to_multipart=True)
    for request in (
        http.get("sendMessage", params=params),
        http.post("sendMessage", data=params),
        http.post("sendMessage", json=params),
        http.post("sendMessage", data=form),
    ):
        async with request as response:
            assert (await response.json())["result"]["text"] == "ä"
    assert [each.html for each in rita.sees().messages[1:]] == ["<b>ä</b>"] * 4


async def test_refusals_have_telegrams_envelope_and_status(http: aiohttp.ClientSession, sandbox: Sandbox) -> None:
    sandbox.faults.once("getMe", faults.too_many(3))
    async with http.get("getMe") as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "3")
        assert await response.json() == {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 3",
            "parameters": {"retry_after": 3},
        }
    async with http.post("getMe", data=b"{", headers={"Content-Type": "application/json"}) as response:
        assert (await response.json())["description"] == "Bad Request: can't parse request body as JSON object"
    async with http.get("noSuchMethod") as response:
        assert response.status == 404


async def test_an_unknown_token_is_unauthorized(running: Running) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{running.url}/bot1:wrong/getMe") as response:
        assert (response.status, (await response.json())["description"]) == (401, "Unauthorized")


async def test_a_file_goes_up_and_comes_down_again(http: aiohttp.ClientSession, running: Running, rita: Person) -> None:
    form = aiohttp.FormData({"chat_id": "7", "photo": "attach://picture"})
    form.add_field("picture", PIXEL, filename="a.png", content_type="image/png")
    async with http.post("sendPhoto", data=form) as response:
        photo = (await response.json())["result"]["photo"][-1]
    async with http.get("getFile", params={"file_id": photo["file_id"]}) as response:
        path = (await response.json())["result"]["file_path"]
    async with http.get(f"{running.url}/file/bot{TOKEN}/{path}") as response:
        assert (response.content_type, await response.read()) == ("image/png", PIXEL)
    async with http.get(f"{running.url}/file/bot{TOKEN}/photos/none.png") as response:
        assert response.status == 404


async def test_a_lost_answer_breaks_the_connection(http: aiohttp.ClientSession, sandbox: Sandbox, rita: Person) -> None:
    sandbox.faults.once("sendMessage", faults.lost_answer())
    with pytest.raises(aiohttp.ClientConnectionError):
        await http.post("sendMessage", json={"chat_id": 7, "text": "did it arrive?"})
    assert rita.sees().heard == ["did it arrive?"]


async def test_a_long_poll_is_answered_when_somebody_writes(http: aiohttp.ClientSession, rita: Person) -> None:
    async with http.get("getUpdates") as response:
        last = (await response.json())["result"][-1]["update_id"]
    waiting = asyncio.create_task(_first_text(http, last + 1))
    await asyncio.sleep(0.05)
    rita.say("news")
    assert await asyncio.wait_for(waiting, 2) == "news"


async def _first_text(http: aiohttp.ClientSession, offset: int) -> str:
    async with http.get("getUpdates", params={"offset": offset, "timeout": 5}) as response:
        return str((await response.json())["result"][0]["message"]["text"])
