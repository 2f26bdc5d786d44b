"""A chat as JSON for the page: only what changed since the page last looked, and the state around it."""

from itertools import islice

from sandbox.methods.commands import visible_commands
from sandbox.model import Chat, Json, Message, User
from sandbox.view import MEDIA
from sandbox.world import World

#: open queries looked at for the spinner on a button
_RECENT_QUERIES = 50


def chat_json(world: World, chat: Chat, user: User, since: int) -> Json:
    """Messages with a version above `since`; `ids` are all that are there, so that the page can drop the rest."""
    there = [message for message in chat.messages.values() if message.id > chat.cleared_up_to]
    action, until = chat.action
    now = world.clock.now().timestamp()
    return {
        "version": chat.version,
        "chat": {
            "id": chat.id,
            "kind": chat.kind,
            "title": chat.title or chat.bot.user.first_name,
            "started": chat.started,
            "blocked": chat.blocked,
        },
        "ids": [message.id for message in there],
        "messages": [_message(world, message, user) for message in there if message.version > since],
        "pinned": [each for each in chat.pinned if each > chat.cleared_up_to],
        "keyboard": chat.keyboard,
        "commands": visible_commands(chat.bot, chat, user.id),
        "toasts": [
            {"text": toast.text, "alert": toast.alert, "version": toast.version}
            for toast in chat.toasts
            if toast.user_id == user.id and toast.version > since
        ],
        "typing": {"action": action, "seconds": round(until - now, 1)} if now < until else None,
        "waiting": _waiting(world, chat, user),
        "about": chat.bot.profile.get(("description", "")) or "",
    }


def _waiting(world: World, chat: Chat, user: User) -> list[Json]:
    """The buttons this person pressed that the bot has not answered yet."""
    recent = islice(reversed(world.queries.values()), _RECENT_QUERIES)
    mine = [query for query in recent if query.chat is chat and query.user is user and world.waits(query)]
    return [{"id": query.id, "message": query.message_id, "data": query.data} for query in mine]


def _message(world: World, message: Message, user: User) -> Json:
    content = message.content
    return {
        "id": message.id,
        "mine": message.sender is user,
        "bot": message.sender.is_bot,
        "sender": message.sender.name,
        "date": message.date,
        "edited": bool(message.edited),
        "text": message.text,
        "entities": content.get("entities") or content.get("caption_entities") or [],
        "service": _service(message),
        "media": _media(world, message),
        "album": content.get("media_group_id", ""),
        "above": bool(content.get("show_caption_above_media")),
        "keyboard": (message.markup or {}).get("inline_keyboard", []),
        "reactions": [each["emoji"] for given in (message.reactions or {}).values() for each in given],
        "reply": _quoted(message.chat.messages.get(message.reply_to)),
        "forward": content.get("forward_origin", {}).get("sender_user", {}).get("first_name", ""),
        "protected": bool(content.get("has_protected_content")),
    }


def _service(message: Message) -> str:
    if pinned := message.content.get("pinned_message"):
        words = str(pinned.get("text") or pinned.get("caption") or "a message").split("\n")[0]
        return f"{message.sender.name} pinned “{words[:40]}{'…' if len(words) > 40 else ''}”"
    return ""


def _quoted(message: Message | None) -> Json | None:
    if message is None:
        return None
    return {"id": message.id, "sender": message.sender.name, "text": message.text[:80] or "Attachment"}


def _media(world: World, message: Message) -> Json | None:
    kind = next((each for each in MEDIA if each in message.content), "")
    if not kind:
        return None
    medium: Json = message.content[kind][-1] if kind == "photo" else message.content[kind]
    shown = {key: value for key, value in medium.items() if not isinstance(value, dict | list)}
    file = world.files.shown(str(medium.get("file_id", "")))
    return shown | {"kind": kind, "url": f"/media/{file.path}" if file else ""}
