"""What a bot says of itself: commands per scope and language, name, descriptions, the menu button."""

import json
import re
from collections.abc import Callable

from sandbox.entities import utf16_length
from sandbox.errors import bad_request
from sandbox.model import Bot, Chat, Json
from sandbox.sending import Call

MAX_COMMANDS = 100
MAX_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}
#: profile text -> its longest length
_PROFILE = {"name": 64, "description": 512, "short_description": 120}


def _scope(call: Call) -> Json:
    given = call.params.mapping("scope", "BotCommandScope") or {"type": "default"}
    kind = str(given.get("type", ""))
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    scope: Json = {"type": kind}
    for key in _SCOPES[kind]:
        if key == "chat_id":
            scope[key] = call.world.find_chat(call.bot, str(given.get(key, ""))).id
        elif not isinstance(given.get(key), int):
            raise bad_request("can't parse BotCommandScope: Invalid user_id specified")
        else:
            scope[key] = given[key]
    return scope


def _key(scope: Json, language: str) -> tuple[str, str]:
    return json.dumps(scope, sort_keys=True), language


def _command(given: object) -> Json:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    command = str(given.get("command", "")).removeprefix("/")
    description = str(given.get("description", ""))
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= utf16_length(description) <= MAX_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def set_my_commands(call: Call) -> bool:
    commands = [_command(each) for each in call.params.items("commands", "commands")]
    if len(commands) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    call.bot.commands[_key(_scope(call), call.params.text("language_code"))] = commands
    _changed(call)
    return True


def get_my_commands(call: Call) -> list[Json]:
    return call.bot.commands.get(_key(_scope(call), call.params.text("language_code")), [])


def delete_my_commands(call: Call) -> bool:
    call.bot.commands.pop(_key(_scope(call), call.params.text("language_code")), None)
    _changed(call)
    return True


def _changed(call: Call) -> None:
    for chat in call.bot.chats.values():
        if chat.messages:
            call.world.change(chat)


def visible_commands(bot: Bot, chat: Chat, user_id: int) -> list[Json]:
    """The menu this person sees here: the narrowest scope that has one, in the person's language if it can be."""
    language = chat.people[user_id].language_code if user_id in chat.people else ""
    wide = "all_private_chats" if chat.kind == "private" else "all_group_chats"
    scopes: list[Json] = [
        {"type": "chat_member", "chat_id": chat.id, "user_id": user_id},
        {"type": "chat", "chat_id": chat.id},
        {"type": wide},
        {"type": "default"},
    ]
    for scope in scopes:
        for tongue in dict.fromkeys((language, "")):
            if commands := bot.commands.get(_key(scope, tongue)):
                return commands
    return []


def _profile_setter(text: str) -> Callable[[Call], object]:
    def setter(call: Call) -> bool:
        value = call.params.text(text)
        if utf16_length(value) > _PROFILE[text]:
            raise bad_request(f"bot {text.replace('_', ' ')} is too long")
        call.bot.profile[text, call.params.text("language_code")] = value
        return True

    return setter


def _profile_getter(text: str) -> Callable[[Call], object]:
    def getter(call: Call) -> Json:
        profile, otherwise = call.bot.profile, call.bot.user.first_name if text == "name" else ""
        value = profile.get((text, call.params.text("language_code"))) or profile.get((text, ""))
        return {text: value or otherwise}

    return getter


def set_chat_menu_button(call: Call) -> bool:
    button = call.params.mapping("menu_button", "MenuButton") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("can't parse menu button: Unsupported type specified")
    if "chat_id" in call.params:
        call.chat.menu_button = button
        call.world.change(call.chat)
    else:
        call.bot.menu_button = button
    return True


def get_chat_menu_button(call: Call) -> Json:
    own = call.chat.menu_button if "chat_id" in call.params else None
    return own or call.bot.menu_button


METHODS: dict[str, Callable[[Call], object]] = {
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _profile_setter("name"),
    "getMyName": _profile_getter("name"),
    "setMyDescription": _profile_setter("description"),
    "getMyDescription": _profile_getter("description"),
    "setMyShortDescription": _profile_setter("short_description"),
    "getMyShortDescription": _profile_getter("short_description"),
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
}
