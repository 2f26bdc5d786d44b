"""What a bot says of itself, and which menu of commands a person sees."""

from typing import Any

import pytest

from sandbox.core import Sandbox
from sandbox.methods.commands import visible_commands
from sandbox.model import Bot
from sandbox.people import Person
from tests.sandbox.conftest import Call


def _commands(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": f"About {name}"} for name in names]


def _menu(bot: Bot, person: Person) -> list[str]:
    return [each["command"] for each in visible_commands(bot, person.chat, person.user.id)]


async def test_the_narrowest_scope_wins_and_the_persons_language_before_none(
    call: Call, bot: Bot, sandbox: Sandbox, rita: Person
) -> None:
    greta = sandbox.add_person("Greta", id=8, language_code="de")
    greta.say("/start")
    await call("setMyCommands", commands=_commands("start"))
    await call("setMyCommands", commands=_commands("heute"), language_code="de")
    assert (_menu(bot, rita), _menu(bot, greta)) == (["start"], ["heute"])
    await call("setMyCommands", commands=_commands("today"), scope={"type": "all_private_chats"})
    assert (_menu(bot, rita), _menu(bot, greta)) == (["today"], ["today"])
    await call("setMyCommands", commands=_commands("broadcast"), scope={"type": "chat", "chat_id": 8})
    assert (_menu(bot, rita), _menu(bot, greta)) == (["today"], ["broadcast"])
    await call("deleteMyCommands", scope={"type": "chat", "chat_id": 8})
    assert _menu(bot, greta) == ["today"]


async def test_commands_are_kept_per_scope_and_language(call: Call, bot: Bot) -> None:
    await call("setMyCommands", commands=_commands("start"), language_code="en")
    assert (await call("getMyCommands", language_code="en")).result == _commands("start")
    assert (await call("getMyCommands")).result == []


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({"commands": _commands("Start")}, "BOT_COMMAND_INVALID"),
        ({"commands": _commands("x" * 33)}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "a", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [{"command": "a", "description": "x" * 257}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": _commands(*map("c{}".format, range(101)))}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": ["start"]}, "can't parse BotCommand: expected an Object"),
        ({"commands": [], "scope": {"type": "moon"}}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"commands": _commands("a"), "scope": {"type": "chat", "chat_id": 99}}, "chat not found"),
    ],
)  # fmt: skip
async def test_bad_commands_are_refused(call: Call, bot: Bot, params: dict[str, Any], description: str) -> None:
    assert (await call("setMyCommands", **params)).description == f"Bad Request: {description}"


@pytest.mark.parametrize(("text", "most"), [("Name", 64), ("Description", 512), ("ShortDescription", 120)])
async def test_profile_texts_have_languages_and_limits(call: Call, bot: Bot, text: str, most: int) -> None:
    key = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[text]
    assert (await call(f"setMy{text}", **{key: "x" * most})).ok
    assert not (await call(f"setMy{text}", **{key: "x" * (most + 1)})).ok
    await call(f"setMy{text}", **{key: "auf deutsch"}, language_code="de")
    assert (await call(f"getMy{text}", language_code="de")).result == {key: "auf deutsch"}
    assert (await call(f"getMy{text}", language_code="fr")).result == {key: "x" * most}


async def test_a_menu_button_is_set_for_all_or_for_one(call: Call, bot: Bot, rita: Person) -> None:
    assert (await call("getChatMenuButton")).result == {"type": "commands"}
    await call("setChatMenuButton", chat_id=7, menu_button={"type": "default"})
    assert (await call("getChatMenuButton", chat_id=7)).result == {"type": "default"}
    assert (await call("getChatMenuButton")).result == {"type": "commands"}


async def test_a_bot_knows_itself(call: Call, bot: Bot) -> None:
    me: Any = (await call("getMe")).result
    assert (me["id"], me["is_bot"], me["username"]) == (42, True, "strideback_bot")
