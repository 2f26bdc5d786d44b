"""getUpdates: nothing is lost before it is confirmed, and only one may ask."""

import asyncio
from datetime import timedelta

from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.model import Bot
from sandbox.people import Person
from tests.sandbox.conftest import TOKEN, Call


async def _texts(call: Call, **params: object) -> list[str]:
    return [each["message"]["text"] for each in (await call("getUpdates", **params)).result]


async def test_updates_come_again_until_an_offset_confirms_them(call: Call, rita: Person) -> None:
    rita.say("one")
    rita.say("two")
    assert await _texts(call) == ["/start", "one", "two"]
    first = (await call("getUpdates", limit=1)).result[0]["update_id"]
    assert await _texts(call, offset=first + 1) == ["one", "two"]
    assert await _texts(call) == ["one", "two"]
    assert await _texts(call, offset=first + 3) == []
    assert await _texts(call) == []


async def test_a_negative_offset_keeps_the_newest(call: Call, rita: Person) -> None:
    for text in ("one", "two", "three"):
        rita.say(text)
    assert await _texts(call, offset=-2) == ["two", "three"]
    assert await _texts(call) == ["two", "three"]


async def test_update_ids_follow_each_other(call: Call, rita: Person) -> None:
    rita.say("one")
    ids = [each["update_id"] for each in (await call("getUpdates")).result]
    assert ids == [ids[0], ids[0] + 1]


async def test_a_poll_waits_for_news(call: Call, rita: Person) -> None:
    await call("getUpdates", offset=-1)
    last = (await call("getUpdates")).result[0]["update_id"]
    waiting = asyncio.create_task(call("getUpdates", offset=last + 1, timeout=5))
    await asyncio.sleep(0)
    assert not waiting.done()
    rita.say("news")
    assert (await asyncio.wait_for(waiting, 1)).result[0]["message"]["text"] == "news"


async def test_a_poll_ends_empty_when_nothing_happens(call: Call, bot: Bot) -> None:
    assert (await call("getUpdates", timeout=0.02)).result == []


async def test_a_second_poller_sends_the_first_away(call: Call, bot: Bot) -> None:
    first = asyncio.create_task(call("getUpdates", timeout=5))
    await asyncio.sleep(0)
    second = asyncio.create_task(call("getUpdates", timeout=0.02))
    refused = await asyncio.wait_for(first, 1)
    assert (refused.status, refused.description) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    assert (await second).ok


async def test_updates_are_forgotten_after_a_day(call: Call, clock: Clock, rita: Person) -> None:
    clock.advance(timedelta(hours=23))
    rita.say("still there?")
    clock.advance(timedelta(hours=2))
    assert await _texts(call) == ["still there?"]


async def test_a_bot_gets_only_the_kinds_it_asked_for(call: Call, sandbox: Sandbox, rita: Person) -> None:
    await call("getUpdates", offset=-1, allowed_updates=["callback_query"])
    rita.say("unheard")
    assert await _texts(call) == ["/start"]
    await call("getUpdates", allowed_updates=[])
    rita.say("heard")
    assert await _texts(call) == ["/start", "heard"]


async def test_a_restarted_sandbox_does_not_repeat_update_ids(clock: Clock, rita: Person, call: Call) -> None:
    before = (await call("getUpdates")).result[0]["update_id"]
    clock.advance(timedelta(minutes=1))
    again = Sandbox(clock)
    again.add_bot(TOKEN)
    again.add_person("Rita", id=7).say("/start")
    after = (await again.call(TOKEN, "getUpdates")).body()["result"][0]["update_id"]
    assert after > before
