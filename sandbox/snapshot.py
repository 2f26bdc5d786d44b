"""The sandbox across restarts: its conversations in one JSON file, its media beside it, and the time it had reached."""

import asyncio
import json
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from sandbox.core import Sandbox
from sandbox.files import StoredFile
from sandbox.model import Bot, Chat, Json, Message, User

_STATE = "state.json"
_CHAT_KEYS = ("title", "pinned", "keyboard", "started", "blocked", "menu_button", "cleared_up_to")


async def keep(sandbox: Sandbox, folder: Path, every: float = 1.0) -> None:
    """Save whenever something has changed, until cancelled; looks every so many real seconds."""
    saved = (sandbox.world.version, sandbox.clock.shift)
    while True:
        await asyncio.sleep(every)
        now = (sandbox.world.version, sandbox.clock.shift)
        if now != saved:
            save(sandbox, folder)
            saved = now


def save(sandbox: Sandbox, folder: Path) -> None:
    """Write everything but faults and counts; a half-written state never replaces a whole one."""
    world = sandbox.world
    (folder / "files").mkdir(parents=True, exist_ok=True)
    for file in world.files.all():
        if not (path := folder / "files" / file.digest).exists():
            path.write_bytes(file.data)
    state = {
        "shift": sandbox.clock.shift.total_seconds(),
        "people": [asdict(person.user) for person in sandbox.people()],
        "files": [_file_json(file) for file in world.files.all()],
        "bots": {bot.token: _bot_json(sandbox, bot) for bot in world.bots.values()},
    }
    draft = folder / f"{_STATE}.new"
    draft.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
    draft.replace(folder / _STATE)


def load(sandbox: Sandbox, folder: Path) -> bool:
    """Bring back what was saved, for the bots that were added already; False when there is nothing."""
    path = folder / _STATE
    if not path.exists():
        return False
    state = json.loads(path.read_text(encoding="utf-8"))
    sandbox.clock.advance(max(timedelta(seconds=state["shift"]) - sandbox.clock.shift, timedelta()))
    for given in state["people"]:
        if given["id"] not in sandbox.world.users:
            sandbox.add_person(**{key: value for key, value in given.items() if key not in ("is_bot", "deactivated")})
        sandbox.world.users[given["id"]].deactivated = given["deactivated"]
    for given in state["files"]:
        if (data := folder / "files" / given["digest"]).exists():
            sandbox.world.files.keep(StoredFile(**given, data=data.read_bytes()))
    for token, given in state["bots"].items():
        if token in sandbox.world.bots:
            _load_bot(sandbox, sandbox.world.bots[token], given)
    return True


def _file_json(file: StoredFile) -> Json:
    return {"kind": file.kind, "digest": file.digest, "name": file.name, "mime": file.mime, "details": file.details}


def _bot_json(sandbox: Sandbox, bot: Bot) -> Json:
    queue = sandbox.world.queues[bot.user.id]
    return {
        "next_message_id": bot.next_message_id,
        "commands": [[scope, language, commands] for (scope, language), commands in bot.commands.items()],
        "profile": [[which, language, text] for (which, language), text in bot.profile.items()],
        "menu_button": bot.menu_button,
        "next_update_id": queue.next_id,
        "updates": queue.waiting(),
        "chats": [_chat_json(chat) for chat in bot.chats.values()],
    }


def _chat_json(chat: Chat) -> Json:
    messages = [
        [each.id, each.sender.id, each.date, each.content, each.markup, each.reply_to, each.edited]
        for each in chat.messages.values()
    ]
    own = {key: getattr(chat, key) for key in _CHAT_KEYS}
    return own | {"id": chat.id, "kind": chat.kind, "people": list(chat.people), "messages": messages}


def _load_bot(sandbox: Sandbox, bot: Bot, given: Json) -> None:
    bot.next_message_id = given["next_message_id"]
    bot.commands = {(scope, language): commands for scope, language, commands in given["commands"]}
    bot.profile = {(which, language): text for which, language, text in given["profile"]}
    bot.menu_button = given["menu_button"]
    sandbox.world.queues[bot.user.id].resume(given["next_update_id"], given["updates"])
    for chat in given["chats"]:
        _load_chat(sandbox, bot, chat)
    for file in sandbox.world.files.all():
        sandbox.world.files.described(bot.user.id, file)


def _load_chat(sandbox: Sandbox, bot: Bot, given: Json) -> None:
    users = sandbox.world.users
    people = {each: users[each] for each in given["people"] if each in users}
    chat = bot.chats[given["id"]] = Chat(given["id"], bot, given["kind"], people=people)
    for key in _CHAT_KEYS:
        setattr(chat, key, given[key])
    for values in given["messages"]:
        message = _message(chat, users | {bot.user.id: bot.user}, values)
        chat.messages[message.id] = message
        sandbox.world.change(chat, message)


def _message(chat: Chat, users: dict[int, User], values: list[Any]) -> Message:
    identifier, sender, *rest = values
    return Message(identifier, chat, users[sender], *rest)
