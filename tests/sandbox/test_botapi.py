"""The validator that the other tests lean on must itself notice what is wrong."""

from typing import Any

import pytest

from tests.support.botapi import problems, result_problems, type_problems

BUTTON = {"text": "A", "callback_data": "a"}
USER = {"id": 7, "is_bot": False, "first_name": "Rita"}


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("getMe", {}),
        ("sendMessage", {"chat_id": 7, "text": "x", "parse_mode": None}),
        ("sendMessage", {"chat_id": "@rita", "text": "x", "reply_markup": {"inline_keyboard": [[BUTTON]]}}),
        ("sendMessage", {"chat_id": "7", "text": "12", "reply_markup": '{"inline_keyboard": [[]]}'}),
        ("sendPhoto", {"chat_id": 7, "photo": b"png"}),
        ("sendPhoto", {"chat_id": 7, "photo": ("a.png", b"png", "image/png")}),
        ("sendMediaGroup", {"chat_id": 7, "media": [{"type": "photo", "media": "attach://a"}]}),
        (
            "setMyCommands",
            {"commands": [{"command": "a", "description": "b"}], "scope": {"type": "chat", "chat_id": 7}},
        ),
        ("sendLocation", {"chat_id": 7, "latitude": 52, "longitude": 13.4}),
    ],
)
def test_a_good_call_has_no_problems(method: str, params: dict[str, Any]) -> None:
    assert problems(method, params) == []


@pytest.mark.parametrize(
    ("method", "params", "problem"),
    [
        ("sendHologram", {}, "sendHologram: no such method"),
        ("sendMessage", {"chat_id": 7}, "sendMessage: 'text' is missing"),
        ("sendMessage", {"chat_id": 7, "text": "x", "colour": "red"}, "sendMessage: unknown 'colour'"),
        ("sendMessage", {"chat_id": 7.5, "text": "x"}, "sendMessage.chat_id: expected Integer, got 7.5"),
        ("sendMessage", {"chat_id": True, "text": "x"}, "sendMessage.chat_id: expected Integer, got True"),
        ("sendMessage", {"chat_id": 7, "text": 5}, "sendMessage.text: expected String, got 5"),
        ("sendMessage", {"chat_id": 7, "text": "x", "protect_content": "maybe"},
         "sendMessage.protect_content: expected Boolean, got 'maybe'"),
        ("sendMessage", {"chat_id": 7, "text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "a"}]]}},
         "sendMessage.reply_markup.inline_keyboard[0][0]: 'text' is missing"),
        ("sendMessage", {"chat_id": 7, "text": "x", "reply_markup": {"inline_keyboard": [BUTTON]}},
         "sendMessage.reply_markup.inline_keyboard[0]: expected Array of InlineKeyboardButton, got"),
        ("setMyCommands", {"commands": [], "scope": {"type": "moon"}}, "setMyCommands.scope: none of BotCommandScope"),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}, "setMyCommands.scope: 'chat_id' is missing"),
        ("setMessageReaction", {"chat_id": 7, "message_id": 1, "reaction": [{"type": "emoji"}]},
         "setMessageReaction.reaction[0]: 'emoji' is missing"),
        ("sendPhoto", {"chat_id": 7, "photo": 5}, "sendPhoto.photo: expected InputFile, got 5"),
    ],
)  # fmt: skip
def test_a_bad_call_is_told_where_it_is_wrong(method: str, params: dict[str, Any], problem: str) -> None:
    assert [each[: len(problem)] for each in problems(method, params)] == [problem]


def test_files_are_parameters_or_referred_to() -> None:
    media = {"chat_id": 7, "media": [{"type": "photo", "media": "attach://a"}]}
    assert problems("sendMediaGroup", media, {"a": b"png"}) == []
    assert problems("sendPhoto", {"chat_id": 7}, {"photo": b"png"}) == []
    assert problems("sendMediaGroup", media, {"b": b"png"}) == ["sendMediaGroup: nothing refers to the file 'b'"]


def test_objects_and_answers_are_checked_too() -> None:
    assert type_problems("User", USER) == []
    assert type_problems("Array of User", [USER, {"id": 8}]) == [
        "Array of User[1]: 'is_bot' is missing",
        "Array of User[1]: 'first_name' is missing",
    ]
    member = {"status": "member", "user": USER}
    assert type_problems("ChatMember", member) == []
    assert type_problems("ChatMember", member | {"status": "ghost"})[0].startswith("ChatMember: none of")
    assert type_problems("User", USER | {"id": "7"}) == ["User.id: expected Integer, got '7'"]
    assert result_problems("sendChatAction", True) == []
    assert result_problems("sendMessage", True) == ["sendMessage: expected Message, got True"]
