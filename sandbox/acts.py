"""What a person does to messages and to the bot's place in a chat, and the update each act sends."""

from sandbox.entities import settled
from sandbox.errors import ImpossibleError
from sandbox.methods.chats import member
from sandbox.model import Chat, Json, Message, User
from sandbox.world import Query, World, check_can_speak


def inline_keys(message: Message) -> list[Json]:
    return [key for row in (message.markup or {}).get("inline_keyboard", ()) for key in row]


def press(world: World, user: User, message: Message, key: Json) -> Query | None:
    """Press an inline button: a `callback_query`; a link asks nobody."""
    chat = message.chat
    check_can_speak(chat)
    if "callback_data" not in key:
        return None
    query = world.ask(chat.bot, user, chat, message.id, str(key["callback_data"]))
    asked = {
        "id": query.id,
        "from": user.as_json(),
        "message": message.as_json() if message.id in chat.messages else _inaccessible(message),
        "chat_instance": str(chat.id * 31),
        "data": key["callback_data"],
    }
    world.change(chat)
    world.tell(chat.bot, "callback_query", asked)
    return query


def _inaccessible(message: Message) -> Json:
    """What is left of a message that is gone: its button can still be on a screen somewhere."""
    return {"chat": message.chat.as_json(), "message_id": message.id, "date": 0}


def edit(world: World, user: User, message: Message, text: str) -> None:
    """Change an own message's text or caption: an `edited_message`."""
    if message.sender is not user:
        raise ImpossibleError("only own messages can be edited")
    check_can_speak(message.chat)
    text, entities = settled(text, [])
    names = ("text", "entities") if "text" in message.content else ("caption", "caption_entities")
    if not text and names[0] == "text":
        raise ImpossibleError("a text cannot be emptied")
    kept = {key: value for key, value in message.content.items() if key not in names}
    message.content = {**kept, **({names[0]: text} if text else {}), **({names[1]: entities} if entities else {})}
    message.edited = world.unix_time
    world.change(message.chat, message)
    world.tell(message.chat.bot, "edited_message", message.as_json())


def react(world: World, user: User, message: Message, emoji: str) -> None:
    """Show an emoji on a message, or none with an empty one: a `message_reaction`, for bots that ask for them."""
    now: list[Json] = [{"type": "emoji", "emoji": emoji}] if emoji else []
    before = message.react(user, now)
    world.change(message.chat, message)
    changed = {
        "chat": message.chat.as_json(),
        "message_id": message.id,
        "user": user.as_json(),
        "date": world.unix_time,
        "old_reaction": before,
        "new_reaction": now,
    }
    world.tell(message.chat.bot, "message_reaction", changed)


def ask_inline(world: World, user: User, chat: Chat, text: str, offset: str) -> Query:
    query = world.ask(chat.bot, user)
    kind = "sender" if chat.kind == "private" else chat.kind
    asked = {"id": query.id, "from": user.as_json(), "query": text, "offset": offset, "chat_type": kind}
    world.tell(chat.bot, "inline_query", asked)
    return query


def set_membership(world: World, user: User, chat: Chat, *, blocked: bool) -> None:
    """Block or unblock the bot, throw it out of a group or bring it in: a `my_chat_member`."""
    if chat.blocked == blocked:
        return
    before = member(chat, chat.bot.user)
    chat.blocked = blocked
    changed = {
        "chat": chat.as_json(),
        "from": user.as_json(),
        "date": world.unix_time,
        "old_chat_member": before,
        "new_chat_member": member(chat, chat.bot.user),
    }
    world.change(chat)
    world.tell(chat.bot, "my_chat_member", changed)
