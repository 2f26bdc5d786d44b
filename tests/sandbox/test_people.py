"""What people do, and the updates their bot gets for it: each valid against the Bot API's own specification."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.errors import ImpossibleError
from sandbox.people import Person
from tests.sandbox.conftest import Call, updates_of

YES_NO = {
    "inline_keyboard": [
        [{"text": "Yes", "callback_data": "consent:yes"}, {"text": "No", "callback_data": "consent:no"}]
    ]
}


ACTS: list[tuple[str, Callable[[Person], object], str, str]] = [
    ("text", lambda rita: rita.say("hello"), "message", "text"),
    ("location", lambda rita: rita.share_location(52.5, 13.4), "message", "location"),
    ("contact", lambda rita: rita.share_contact("+49"), "message", "contact"),
    ("photo", lambda rita: rita.send_photo(caption="knee"), "message", "photo"),
    ("voice", lambda rita: rita.send_voice(), "message", "voice"),
    ("sticker", lambda rita: rita.send_sticker("🏃"), "message", "sticker"),
    ("document", lambda rita: rita.send_file("document", b"gpx", name="run.gpx"), "message", "document"),
    ("video", lambda rita: rita.send_file("video", b"mp4", name="a.mp4", mime="video/mp4"), "message", "video"),
    (
        "animation",
        lambda rita: rita.send_file("animation", b"gif", name="a.gif", mime="image/gif"),
        "message",
        "animation",
    ),
    ("edit", lambda rita: rita.edit(rita.say("helo"), "hello"), "edited_message", "edit_date"),
    ("caption edit", lambda rita: rita.edit(rita.send_photo(), "my knee"), "edited_message", "caption"),
    ("forward", lambda rita: rita.forward(rita.say("hello")), "message", "forward_origin"),
    ("reply", lambda rita: rita.say("yes", reply_to=1), "message", "reply_to_message"),
    ("block", lambda rita: rita.block(), "my_chat_member", "new_chat_member"),
    ("inline", lambda rita: rita.ask_inline("cadence"), "inline_query", "query"),
]


@pytest.mark.parametrize(("act", "kind", "key"), [each[1:] for each in ACTS], ids=[each[0] for each in ACTS])
async def test_every_act_is_a_valid_update(
    sandbox: Sandbox, rita: Person, act: Callable[[Person], object], kind: str, key: str
) -> None:
    act(rita)
    update = (await updates_of(sandbox))[-1]
    assert set(update) == {"update_id", kind}
    assert key in update[kind]
    assert update[kind]["from"]["id"] == 7


async def test_a_command_is_marked_as_one(sandbox: Sandbox, rita: Person) -> None:
    rita.say("please /today, /plan@strideback_bot")
    assert (await updates_of(sandbox))[-1]["message"]["entities"] == [
        {"type": "bot_command", "offset": 7, "length": 6},
        {"type": "bot_command", "offset": 15, "length": 20},
    ]


async def test_a_tap_asks_the_bot_and_its_answer_is_a_toast(sandbox: Sandbox, call: Call, rita: Person) -> None:
    sent = (await call("sendMessage", chat_id=7, text="May I?", reply_markup=YES_NO)).result
    query = rita.tap("Yes")
    asked = (await updates_of(sandbox))[-1]["callback_query"]
    assert (asked["data"], asked["message"]["message_id"]) == ("consent:yes", sent["message_id"])
    assert query
    assert query.id == asked["id"]
    assert (await call("answerCallbackQuery", callback_query_id=asked["id"], text="Thank you", show_alert=True)).ok
    assert [(toast.text, toast.alert) for toast in rita.sees().toasts] == [("Thank you", True)]


@pytest.mark.parametrize("how", ["answered", "late", "invented"])
async def test_a_query_is_answered_once_and_in_time(
    sandbox: Sandbox, clock: Clock, call: Call, rita: Person, how: str
) -> None:
    await call("sendMessage", chat_id=7, text="May I?", reply_markup=YES_NO)
    query = rita.tap("consent:no")
    assert query
    if how == "answered":
        await call("answerCallbackQuery", callback_query_id=query.id)
    if how == "late":
        clock.advance(timedelta(minutes=1))
    reply = await call("answerCallbackQuery", callback_query_id="1" if how == "invented" else query.id)
    assert reply.description == "Bad Request: query is too old and response timeout expired or query ID is invalid"


async def test_the_newest_button_with_a_label_is_the_one_tapped(sandbox: Sandbox, call: Call, rita: Person) -> None:
    first = (await call("sendMessage", chat_id=7, text="old", reply_markup=YES_NO)).result["message_id"]
    second = (await call("sendMessage", chat_id=7, text="new", reply_markup=YES_NO)).result["message_id"]
    rita.tap("Yes")
    rita.tap("Yes", on=first)
    tapped = [each["callback_query"]["message"]["message_id"] for each in (await updates_of(sandbox))[1:]]
    assert tapped == [second, first]


async def test_a_button_that_is_not_there_cannot_be_tapped(call: Call, rita: Person) -> None:
    await call("sendMessage", chat_id=7, text="May I?", reply_markup=YES_NO)
    with pytest.raises(ImpossibleError, match=r"no button 'Maybe'; there are \['Yes', 'No'\]"):
        rita.tap("Maybe")


async def test_a_button_of_a_message_that_is_gone_still_asks(sandbox: Sandbox, call: Call, rita: Person) -> None:
    await call("sendMessage", chat_id=7, text="May I?", reply_markup=YES_NO)
    gone = rita.sees().last.message
    await call("deleteMessage", chat_id=7, message_id=gone.id)
    rita.press(gone, YES_NO["inline_keyboard"][0][0])
    assert (await updates_of(sandbox))[-1]["callback_query"]["message"]["date"] == 0


async def test_a_reply_key_says_its_text_and_a_one_time_keyboard_goes(call: Call, rita: Person) -> None:
    keyboard = {"keyboard": [["Berlin"], [{"text": "Here", "request_location": True}]], "one_time_keyboard": True}
    await call("sendMessage", chat_id=7, text="Where?", reply_markup=keyboard | {"input_field_placeholder": "City"})
    assert (rita.sees().keyboard, rita.sees().placeholder) == ([["Berlin"], ["Here"]], "City")
    rita.tap("Berlin")
    assert (rita.sees().last.text, rita.sees().keyboard) == ("Berlin", [])


async def test_a_keyboard_stays_until_it_is_removed(call: Call, rita: Person) -> None:
    await call("sendMessage", chat_id=7, text="Where?", reply_markup={"keyboard": [["Berlin"]]})
    rita.say("hm")
    assert rita.sees().keys == ["Berlin"]
    await call("sendMessage", chat_id=7, text="Fine", reply_markup={"remove_keyboard": True})
    assert rita.sees().keys == []


async def test_a_force_reply_shows_its_placeholder(call: Call, rita: Person) -> None:
    await call(
        "sendMessage", chat_id=7, text="Name?", reply_markup={"force_reply": True, "input_field_placeholder": "Name"}
    )
    assert rita.sees().placeholder == "Name"
