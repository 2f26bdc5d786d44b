"""Messages after they were sent: edited, deleted, copied, forwarded, pinned."""

from datetime import timedelta
from typing import Any

import pytest

from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.people import Person
from tests.sandbox.conftest import Call

RUNNER = "🏃"


def _buttons(*rows: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": label} for label in row.split()] for row in rows]}


async def test_an_edit_changes_text_and_keyboard_in_place(call: Call, rita: Person, clock: Clock) -> None:
    sent = (await call("sendMessage", chat_id=7, text="1 of 3", reply_markup=_buttons("Done"))).result
    clock.advance(timedelta(minutes=1))
    edited = await call("editMessageText", chat_id=7, message_id=sent["message_id"], text="2 of 3")
    assert edited.result["edit_date"] == sent["date"] + 60
    assert "reply_markup" not in edited.result
    assert [(seen.text, seen.buttons, seen.edited) for seen in rita.sees().messages[1:]] == [("2 of 3", [], True)]


async def test_a_keyboard_can_change_alone_and_is_no_edit_of_the_text(call: Call, rita: Person) -> None:
    sent = (await call("sendMessage", chat_id=7, text="x", reply_markup=_buttons("A"))).result
    edited = await call("editMessageReplyMarkup", chat_id=7, message_id=sent["message_id"], reply_markup=_buttons("B"))
    assert "edit_date" not in edited.result
    assert rita.sees().last.buttons == [["B"]]


async def test_an_edit_that_changes_nothing_is_refused(call: Call, rita: Person) -> None:
    sent = (await call("sendMessage", chat_id=7, text="<b>x</b>", parse_mode="HTML", reply_markup=_buttons("A"))).result
    same: dict[str, Any] = {"chat_id": 7, "message_id": sent["message_id"], "reply_markup": _buttons("A")}
    for method, more in [
        ("editMessageText", {"text": "<b>x</b>", "parse_mode": "HTML"}),
        ("editMessageReplyMarkup", {}),
    ]:
        reply = await call(method, **same, **more)
        assert reply.description == (
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
            "as a current content and reply markup of the message"
        )


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("editMessageText", {"message_id": 2, "text": "x" * 4097}, "MESSAGE_TOO_LONG"),
        ("editMessageText", {"message_id": 99, "text": "x"}, "message to edit not found"),
        ("editMessageText", {"text": "x"}, "message identifier is not specified"),
        ("editMessageText", {"message_id": 1, "text": "x"}, "message can't be edited"),
        ("editMessageReplyMarkup", {"message_id": 2, "reply_markup": {"force_reply": 1}}, "inline keyboard expected"),
        ("editMessageCaption", {"message_id": 2, "caption": "x"}, "there is no caption in the message to edit"),
        ("editMessageReplyMarkup", {"message_id": 99}, "message to edit not found"),
        ("deleteMessage", {"message_id": 99}, "message to delete not found"),
        ("deleteMessages", {"message_ids": []}, "message identifiers are not specified"),
        ("copyMessage", {"from_chat_id": 7, "message_id": 99}, "message to copy not found"),
        ("forwardMessage", {"from_chat_id": 7, "message_id": 99}, "message to forward not found"),
        ("pinChatMessage", {"message_id": 99}, "message to pin not found"),
        ("unpinChatMessage", {}, "message to unpin not found"),
        ("setMessageReaction", {"message_id": 99}, "message to react not found"),
        ("sendChatAction", {"action": "dancing"}, "wrong parameter action in request"),
    ],
)  # fmt: skip
async def test_acts_on_messages_are_refused_with_telegrams_words(
    call: Call, rita: Person, method: str, params: dict[str, Any], description: str
) -> None:
    await call("sendMessage", chat_id=7, text="hello")
    reply = await call(method, chat_id=7, **params)
    assert (reply.status, reply.description) == (400, f"Bad Request: {description}")


async def test_a_bot_deletes_within_two_days_only(call: Call, rita: Person, clock: Clock) -> None:
    first = (await call("sendMessage", chat_id=7, text="x")).result["message_id"]
    clock.advance(timedelta(hours=47))
    assert (await call("deleteMessage", chat_id=7, message_id=first)).result is True
    second = (await call("sendMessage", chat_id=7, text="x")).result["message_id"]
    clock.advance(timedelta(hours=49))
    late = await call("deleteMessage", chat_id=7, message_id=second)
    assert late.description == "Bad Request: message can't be deleted for everyone"
    assert rita.sees().heard == ["x"]


async def test_several_messages_are_deleted_copied_and_forwarded_at_once(call: Call, rita: Person) -> None:
    ids = [(await call("sendMessage", chat_id=7, text=text)).result["message_id"] for text in "abc"]
    assert (await call("deleteMessages", chat_id=7, message_ids=[ids[0], 999])).ok
    await call("copyMessages", chat_id=7, from_chat_id=7, message_ids=ids)
    await call("forwardMessages", chat_id=7, from_chat_id=7, message_ids=ids[1:])
    assert rita.sees().heard == ["b", "c", "b", "c", "b", "c"]


async def test_a_copy_has_no_origin_and_a_forward_has_one(call: Call, sandbox: Sandbox, rita: Person) -> None:
    said = rita.say("good <luck>")
    copied = await call("copyMessage", chat_id=7, from_chat_id=7, message_id=said.id, reply_markup=_buttons("Ok"))
    forward = await call("forwardMessage", chat_id=7, from_chat_id=7, message_id=said.id)
    last, before = rita.sees().last, rita.sees().messages[-2]
    assert (before.id, before.html, before.buttons) == (copied.result["message_id"], "good &lt;luck&gt;", [["Ok"]])
    assert forward.result["forward_origin"]["sender_user"]["id"] == 7
    assert last.message.content["forward_origin"]["type"] == "user"


async def test_protected_messages_cannot_be_forwarded(call: Call, rita: Person) -> None:
    sent = (await call("sendMessage", chat_id=7, text="x", protect_content=True)).result
    assert sent["has_protected_content"] is True
    reply = await call("forwardMessage", chat_id=7, from_chat_id=7, message_id=sent["message_id"])
    assert reply.description == "Bad Request: message can't be forwarded"


async def test_a_pin_shows_on_top_and_says_so(call: Call, sandbox: Sandbox, rita: Person) -> None:
    today = (await call("sendMessage", chat_id=7, text="Today")).result["message_id"]
    other = (await call("sendMessage", chat_id=7, text="Other")).result["message_id"]
    await call("pinChatMessage", chat_id=7, message_id=other)
    await call("pinChatMessage", chat_id=7, message_id=today, disable_notification=True)
    assert (pinned := rita.sees().pinned)
    assert pinned.text == "Today"
    updates = (await call("getUpdates")).result
    assert [each["message"]["pinned_message"]["text"] for each in updates[1:]] == ["Other", "Today"]
    await call("unpinChatMessage", chat_id=7, message_id=today)
    assert (pinned := rita.sees().pinned)
    assert pinned.text == "Other"
    await call("unpinAllChatMessages", chat_id=7)
    assert rita.sees().pinned is None
