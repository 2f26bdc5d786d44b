"""Sending, editing and deleting: what the bot gets back, what the person sees, how Telegram refuses."""

from typing import Any

import pytest

from sandbox.core import Sandbox
from sandbox.model import Bot
from sandbox.people import Person
from tests.sandbox.conftest import TOKEN, Call

RUNNER = "🏃"


def _buttons(*rows: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in row.split()] for row in rows]}


async def test_what_a_bot_sends_is_what_the_person_sees(call: Call, rita: Person) -> None:
    reply = await call(
        "sendMessage", chat_id=7, text="<b>Hi</b> Rita", parse_mode="HTML", reply_markup=_buttons("Yes No")
    )
    assert reply.result["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert (rita.sees().last.html, rita.sees().last.buttons) == ("<b>Hi</b> Rita", [["Yes", "No"]])


async def test_form_strings_mean_the_same_as_json(call: Call, rita: Person) -> None:
    await call(
        "sendMessage",
        chat_id="7",
        text="Hi",
        reply_markup='{"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}',
    )
    assert rita.sees().last.buttons == [["A"]]


async def test_own_entities_replace_a_parse_mode(call: Call, rita: Person) -> None:
    await call("sendMessage", chat_id=7, text="Hi Rita", entities=[{"type": "italic", "offset": 3, "length": 4}])
    assert rita.sees().last.html == "Hi <i>Rita</i>"


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({}, "Bad Request: message text is empty"),
        ({"text": ""}, "Bad Request: message text is empty"),
        ({"text": " \n "}, "Bad Request: text must be non-empty"),
        ({"text": "\u200b"}, "Bad Request: text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "Bad Request: text must be non-empty"),
        ({"text": "x" * 4097}, "Bad Request: message is too long"),
        ({"text": "x" * 40_000}, "Bad Request: text is too long"),
        ({"text": "x", "parse_mode": "Klingon"}, "Bad Request: unsupported parse_mode"),
        ({"text": "x", "reply_parameters": {"message_id": 999}}, "Bad Request: message to be replied not found"),
        ({"text": "x", "reply_markup": "{"}, "Bad Request: can't parse reply keyboard markup JSON object"),
        ({"text": "x", "reply_markup": {"buttons": 1}}, "Bad Request: object expected as reply markup"),
        ({"text": "x", "entities": [{"type": "bold", "offset": 5, "length": 1}]},
         "Bad Request: entity begins after the end of the text at UTF-16 offset 5"),
    ],
)  # fmt: skip
async def test_a_bad_message_is_refused(call: Call, rita: Person, params: dict[str, Any], description: str) -> None:
    reply = await call("sendMessage", chat_id=7, **params)
    assert (reply.status, reply.description) == (400, description)
    assert rita.sees().heard == []


@pytest.mark.parametrize(
    ("button", "description"),
    [
        ({"text": "A"}, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"text": "A", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "A", "callback_data": "é" * 32 + "x"}, "BUTTON_DATA_INVALID"),
        ({"text": "A", "url": "not a link"}, "inline keyboard button URL 'not a link' is invalid: Wrong HTTP URL"),
        ({"callback_data": "a"}, "can't parse inline keyboard button: can't find field \"text\""),
        ({"text": " ", "callback_data": "a"}, "inline keyboard button text must be non-empty"),
    ],
)
async def test_a_bad_button_is_refused(call: Call, rita: Person, button: dict[str, str], description: str) -> None:
    reply = await call("sendMessage", chat_id=7, text="x", reply_markup={"inline_keyboard": [[button]]})
    assert reply.description == f"Bad Request: {description}"


async def test_64_bytes_of_callback_data_pass(call: Call, rita: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "A", "callback_data": "é" * 32}]]}
    assert (await call("sendMessage", chat_id=7, text="x", reply_markup=markup)).ok


@pytest.mark.parametrize(("rows", "columns", "passes"), [(100, 1, True), (101, 1, False), (1, 8, True), (1, 9, False)])
async def test_keyboards_have_a_size(call: Call, rita: Person, rows: int, columns: int, passes: bool) -> None:
    row = [{"text": "A", "callback_data": "a"}] * columns
    reply = await call("sendMessage", chat_id=7, text="x", reply_markup={"inline_keyboard": [row] * rows})
    assert reply.ok is passes


async def test_length_counts_utf16_units_after_parsing(call: Call, rita: Person) -> None:
    assert (await call("sendMessage", chat_id=7, text=f"<b>{'x' * 4096}</b>", parse_mode="HTML")).ok
    assert (await call("sendMessage", chat_id=7, text=RUNNER * 2048)).ok
    assert not (await call("sendMessage", chat_id=7, text=RUNNER * 2048 + "x")).ok


@pytest.mark.parametrize(
    ("chat_id", "description"), [(8, "chat not found"), ("@nobody", "chat not found"), ("", "chat_id is empty")]
)
async def test_an_unknown_chat_is_refused(call: Call, rita: Person, chat_id: Any, description: str) -> None:
    assert (await call("sendMessage", chat_id=chat_id, text="x")).description == f"Bad Request: {description}"


async def test_a_reply_carries_its_original(call: Call, rita: Person) -> None:
    said = rita.say("how far?")
    reply = await call("sendMessage", chat_id=7, text="5 km", reply_parameters={"message_id": said.id})
    assert reply.result["reply_to_message"]["text"] == "how far?"
    lenient = {"message_id": 999, "allow_sending_without_reply": True}
    assert "reply_to_message" not in (await call("sendMessage", chat_id=7, text="x", reply_parameters=lenient)).result


async def test_unknown_tokens_methods_and_parameters(sandbox: Sandbox, call: Call, rita: Person, bot: Bot) -> None:
    unauthorized = await sandbox.call("43:other", "getMe")
    assert (unauthorized.status, unauthorized.description) == (401, "Unauthorized")
    assert (await sandbox.call("nonsense", "getMe")).status == 404
    missing = await sandbox.call(TOKEN, "sendHologram")
    assert (missing.status, missing.description) == (404, "Not Found: method not found")
    assert (await sandbox.call(TOKEN, "SENDMESSAGE", {"chat_id": 7, "text": "x", "sparkle": True})).ok
