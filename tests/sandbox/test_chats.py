"""People who block, leave, gather and react: what the bot learns of it, and where it may still write."""

from datetime import timedelta
from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.errors import ImpossibleError
from sandbox.model import Bot, Json
from sandbox.people import Person
from tests.sandbox.conftest import Call, updates_of


@pytest.mark.parametrize("method", ["sendMessage", "sendChatAction", "pinChatMessage"])
async def test_a_blocked_bot_gets_403_until_it_is_unblocked(
    sandbox: Sandbox, call: Call, rita: Person, method: str
) -> None:
    rita.block()
    rita.block()
    params: Json = {"chat_id": 7, "text": "x", "action": "typing", "message_id": 1}
    refused = await call(method, **params)
    assert (refused.status, refused.description) == (403, "Forbidden: bot was blocked by the user")
    rita.unblock()
    assert (await call(method, **params)).ok
    statuses = [
        (each["my_chat_member"]["old_chat_member"]["status"], each["my_chat_member"]["new_chat_member"]["status"])
        for each in await updates_of(sandbox)
        if "my_chat_member" in each
    ]
    assert statuses == [("member", "kicked"), ("kicked", "member")]


async def test_a_person_with_a_blocked_bot_cannot_write_to_it(rita: Person) -> None:
    rita.block()
    with pytest.raises(ImpossibleError):
        rita.say("hello?")


async def test_strangers_and_the_deactivated_cannot_be_written_to(sandbox: Sandbox, call: Call, rita: Person) -> None:
    sandbox.add_person("Sam", id=8)
    stranger = await call("sendMessage", chat_id=8, text="x")
    assert (stranger.status, stranger.description) == (403, "Forbidden: bot can't initiate conversation with a user")
    rita.deactivate()
    gone = await call("sendMessage", chat_id=7, text="x")
    assert (gone.status, gone.description) == (403, "Forbidden: user is deactivated")


async def test_a_cleared_chat_is_empty_for_the_person_only(call: Call, rita: Person) -> None:
    sent = (await call("sendMessage", chat_id=7, text="before")).result
    rita.delete_chat()
    assert rita.sees().messages == []
    assert (await call("editMessageText", chat_id=7, message_id=sent["message_id"], text="after")).ok
    await call("sendMessage", chat_id=7, text="new")
    assert rita.sees().texts == ["new"]


async def test_reactions_reach_a_bot_that_asks_for_them(sandbox: Sandbox, call: Call, rita: Person) -> None:
    said = rita.say("done")
    rita.react(said, "🔥")
    assert "message_reaction" not in (await updates_of(sandbox))[-1]
    await call("getUpdates", allowed_updates=["message", "message_reaction"])
    rita.react(said, "")
    changed = (await updates_of(sandbox))[-1]["message_reaction"]
    assert (changed["old_reaction"], changed["new_reaction"]) == ([{"type": "emoji", "emoji": "🔥"}], [])
    assert (
        await call("setMessageReaction", chat_id=7, message_id=said.id, reaction=[{"type": "emoji", "emoji": "👍"}])
    ).ok
    assert [each["emoji"] for given in (said.reactions or {}).values() for each in given] == ["👍"]


async def test_in_a_group_a_bot_hears_only_what_concerns_it(
    sandbox: Sandbox, bot: Bot, call: Call, rita: Person
) -> None:
    group = sandbox.add_group(bot, "Runners", [rita])
    await updates_of(sandbox)
    sent = (await call("sendMessage", chat_id=group.id, text="Hello all")).result
    for text in ["just chatting", "/today", "hey @strideback_bot"]:
        rita.say(text, to=group)
    rita.say("thanks", to=group, reply_to=sent["message_id"])
    heard = [each["message"]["text"] for each in await updates_of(sandbox)]
    assert heard == ["/today", "hey @strideback_bot", "thanks"]
    rita.throw_out(group)
    refused = await call("sendMessage", chat_id=group.id, text="x")
    assert refused.description == "Forbidden: bot was kicked from the supergroup chat"


async def test_inline_results_arrive_in_the_query(call: Call, rita: Person) -> None:
    query = rita.ask_inline("cadence")
    article: Json = {
        "type": "article",
        "id": "1",
        "title": "Cadence",
        "input_message_content": {"message_text": "170–180"},
    }
    twice = await call("answerInlineQuery", inline_query_id=query.id, results=[article, article])
    assert twice.description == "Bad Request: RESULT_ID_DUPLICATE"
    assert (await call("answerInlineQuery", inline_query_id=query.id, results=[article])).ok
    assert query.answer
    assert query.answer["results"][0]["title"] == "Cadence"


async def test_typing_shows_for_five_seconds_or_until_the_message(call: Call, clock: Clock, rita: Person) -> None:
    await call("sendChatAction", chat_id=7, action="typing")
    assert rita.sees().typing == "typing"
    clock.advance(timedelta(seconds=6))
    assert rita.sees().typing == ""
    await call("sendChatAction", chat_id=7, action="typing")
    await call("sendMessage", chat_id=7, text="x")
    assert rita.sees().typing == ""


async def test_what_the_bot_can_learn_of_a_chat(call: Call, sandbox: Sandbox, rita: Person) -> None:
    sent: Any = (await call("sendMessage", chat_id=7, text="Today")).result
    await call("pinChatMessage", chat_id=7, message_id=sent["message_id"])
    chat: Any = (await call("getChat", chat_id=7)).result
    assert (chat["first_name"], chat["pinned_message"]["text"]) == ("Rita", "Today")
    assert (await call("getChatMember", chat_id=7, user_id=7)).result["status"] == "member"  # type: ignore[index]
    assert (await call("getChatMember", chat_id=7, user_id=9)).description == "Bad Request: invalid user_id specified"
