"""The JSON behind the chat page: who is there, what changed, what a person does, where time goes."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from sandbox.core import Sandbox
from sandbox.files import PIXEL
from sandbox.http import serve
from sandbox.model import Bot
from sandbox.people import Person
from tests.sandbox.conftest import MONDAY, Call

Json = dict[str, Any]


class Page:
    """The page's side of the API."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def get(self, path: str, **query: object) -> Any:
        async with self._session.get(path, params={key: str(value) for key, value in query.items()}) as response:
            assert response.status == 200
            return await response.json()

    async def post(self, path: str, **body: object) -> tuple[int, Json]:
        async with self._session.post(path, json=body) as response:
            return response.status, await response.json()

    async def act(self, act: str, **more: object) -> tuple[int, Json]:
        return await self.post("/api/act", act=act, person=7, **more)

    def raw(self) -> aiohttp.ClientSession:
        return self._session


@pytest.fixture
async def page(sandbox: Sandbox, rita: Person) -> AsyncIterator[Page]:
    running = await serve(sandbox)
    async with aiohttp.ClientSession(running.url, headers={"X-Sandbox": "page"}) as session:
        yield Page(session)
    await running.stop()


async def test_the_chat_comes_whole_and_then_only_what_changed(page: Page, call: Call, rita: Person) -> None:
    sent: Any = (await call("sendMessage", chat_id=7, text="<b>1</b>", parse_mode="HTML")).result
    whole = await page.get("/api/chat", person=7)
    assert [each["text"] for each in whole["messages"]] == ["/start", "1"]
    assert whole["messages"][1]["entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    await call("editMessageText", chat_id=7, message_id=sent["message_id"], text="2")
    changed = await page.get("/api/chat", person=7, since=whole["version"])
    assert [(each["text"], each["edited"]) for each in changed["messages"]] == [("2", True)]
    assert changed["ids"] == whole["ids"]
    assert (await page.get("/api/chat", person=7, since=changed["version"]))["messages"] == []


async def test_a_deleted_message_leaves_the_list(page: Page, call: Call, rita: Person) -> None:
    sent: Any = (await call("sendMessage", chat_id=7, text="oops")).result
    await call("deleteMessage", chat_id=7, message_id=sent["message_id"])
    assert (await page.get("/api/chat", person=7))["ids"] == [1]


async def test_unread_messages_are_counted_until_they_are_seen(page: Page, call: Call, sandbox: Sandbox) -> None:
    await call("sendMessage", chat_id=7, text="one")
    await call("sendMessage", chat_id=7, text="two")

    async def unread() -> int:
        return int((await page.get("/api/state"))["people"][0]["chats"][0]["unread"])

    assert await unread() == 2
    await page.get("/api/chat", person=7)
    assert await unread() == 0


async def test_a_tap_waits_until_it_is_answered(page: Page, call: Call, rita: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    sent: Any = (await call("sendMessage", chat_id=7, text="x", reply_markup=markup)).result
    _, tapped = await page.act("tap", message=sent["message_id"], row=0, column=0)
    waiting = (await page.get("/api/chat", person=7))["waiting"]
    assert [(each["id"], each["data"]) for each in waiting] == [(tapped["query"], "go")]
    before = (await page.get("/api/chat", person=7))["version"]
    await call("answerCallbackQuery", callback_query_id=tapped["query"], text="Off we go")
    after = await page.get("/api/chat", person=7, since=before)
    assert (after["waiting"], [each["text"] for each in after["toasts"]]) == ([], ["Off we go"])


@pytest.mark.parametrize(
    ("act", "more", "shown"),
    [
        ("say", {"text": "hello"}, {"text": "hello"}),
        ("location", {"latitude": 52.5, "longitude": 13.4}, {"media": {"kind": "location"}}),
        ("contact", {}, {"media": {"kind": "contact"}}),
        ("sticker", {"emoji": "💪"}, {"media": {"kind": "sticker", "emoji": "💪"}}),
        ("forward", {"message": 1}, {"forward": "Rita", "text": "/start"}),
        ("edit", {"message": 1, "text": "/help"}, {"text": "/help", "edited": True}),
        ("react", {"message": 1, "emoji": "🔥"}, {"reactions": ["🔥"]}),
    ],
)
async def test_what_a_person_does_shows(page: Page, rita: Person, act: str, more: Json, shown: Json) -> None:
    status, _ = await page.act(act, **more)
    last = (await page.get("/api/chat", person=7))["messages"][-1]
    media = shown.pop("media", {})
    assert status == 200
    assert shown.items() <= last.items()
    assert media.items() <= (last["media"] or {}).items()


async def test_blocking_clearing_and_deleting(page: Page, rita: Person) -> None:
    await page.act("delete", message=1)
    assert rita.sees().messages == []
    rita.say("again")
    await page.act("clear")
    assert rita.sees().messages == []
    await page.act("block")
    assert (await page.get("/api/chat", person=7))["chat"]["blocked"]
    assert (await page.act("say", text="x"))[0] == 409
    await page.act("unblock")
    assert not (await page.get("/api/chat", person=7))["chat"]["blocked"]


@pytest.mark.parametrize(
    ("act", "more", "sentence"),
    [
        ("say", {"text": " "}, "an empty message cannot be sent"),
        ("tap", {"message": 1, "row": 0, "column": 0}, "this button is gone"),
        ("tap", {"message": 99, "row": 0, "column": 0}, "this message is gone"),
        ("location", {"latitude": 99, "longitude": 0}, "latitude goes from -90 to 90, longitude from -180 to 180"),
        ("location", {"latitude": "north"}, "latitude is not a number"),
    ],
)
async def test_what_cannot_be_done_is_said_in_a_sentence(page: Page, act: str, more: Json, sentence: str) -> None:
    assert await page.act(act, **more) == (409, {"error": sentence})


async def test_files_are_sent_shown_and_played_in_parts(page: Page, rita: Person) -> None:
    query = {"person": "7", "kind": "photo", "name": "knee.png"}
    async with page.raw().post(
        "/api/file", params=query, data=PIXEL, headers={"Content-Type": "image/png"}
    ) as response:
        assert response.status == 200
    media = (await page.get("/api/chat", person=7))["messages"][-1]["media"]
    assert media["kind"] == "photo"
    async with page.raw().get(media["url"]) as response:
        assert (response.content_type, await response.read()) == ("image/png", PIXEL)
    async with page.raw().get(media["url"], headers={"Range": "bytes=1-3"}) as response:
        assert (response.status, await response.read()) == (206, b"PNG")


async def test_an_uploaded_page_is_never_shown_as_one(page: Page) -> None:
    query = {"person": "7", "kind": "document", "name": "x.html"}
    async with page.raw().post("/api/file", params=query, data=b"<script>", headers={"Content-Type": "text/html"}):
        pass
    media = (await page.get("/api/chat", person=7))["messages"][-1]["media"]
    async with page.raw().get(media["url"]) as response:
        assert response.headers["Content-Disposition"] == "attachment"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_another_site_cannot_act(page: Page, rita: Person) -> None:
    for path in ("/api/act", "/api/time", "/api/people"):
        async with page.raw().post(path, json={}, headers={"X-Sandbox": "elsewhere"}) as response:
            assert response.status == 403


async def test_people_can_be_added(page: Page, sandbox: Sandbox) -> None:
    _, added = await page.post("/api/people", name="Sam")
    assert sandbox.person(added["id"]).user.name == "Sam"
    assert await page.post("/api/people", name=" ") == (409, {"error": "a person needs a name"})


async def test_groups_are_chats_of_their_members(page: Page, sandbox: Sandbox, bot: Bot, rita: Person) -> None:
    group = sandbox.add_group(bot, "Runners", [rita])
    await page.act("say", chat=group.id, text="hi")
    assert [each["title"] for each in (await page.get("/api/state"))["people"][0]["chats"]] == ["Strideback", "Runners"]
    assert (await page.get("/api/chat", person=7, chat=group.id))["messages"][0]["text"] == "hi"


@pytest.mark.parametrize(
    ("body", "reached"),
    [
        ({"hours": 1}, MONDAY + timedelta(hours=1)),
        ({"at": "07:00", "zone": "Europe/Berlin"}, MONDAY + timedelta(hours=23)),
        ({"to": "next"}, MONDAY + timedelta(hours=9)),
    ],
)
async def test_time_travels(page: Page, sandbox: Sandbox, body: Json, reached: Any) -> None:
    async def next_moment() -> Any:
        return MONDAY + timedelta(hours=9)

    sandbox.time_machine.next_moment = next_moment
    assert await page.post("/api/time", **body) == (200, {"now": reached.isoformat()})
    assert sandbox.clock.now() == reached


@pytest.mark.parametrize(
    "body", [{"at": "seven", "zone": "UTC"}, {"at": "07:00", "zone": "Moon/Crater"}, {"hours": -1}]
)
async def test_there_is_no_way_to_nowhere(page: Page, body: Json) -> None:
    status, answer = await page.post("/api/time", **body)
    assert status == 409
    assert answer["error"].startswith("no way there")


async def test_the_feed_tells_whose_chat_changed_and_what_time_it_is(
    page: Page, sandbox: Sandbox, rita: Person
) -> None:
    async with page.raw().get("/api/feed") as feed:
        assert b"2026-03-02T07:00" in await feed.content.readuntil(b"\n\n")
        rita.say("hello")
        assert b'"chats": [7]' in await feed.content.readuntil(b"\n\n")
        await sandbox.time_machine.advance(timedelta(hours=1))
        assert b"2026-03-02T08:00" in await feed.content.readuntil(b"\n\n")


async def test_the_page_lets_nothing_foreign_in(page: Page) -> None:
    async with page.raw().get("/") as response:
        policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/page/none.js", "/page/..%2Fhttp.py", "/media/none", "/api/chat?person=99"])
async def test_what_is_not_there_is_not_found(page: Page, path: str) -> None:
    async with page.raw().get(path) as response:
        assert response.status == 404
