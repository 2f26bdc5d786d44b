"""A chat around its messages: typing, pins, reactions, who is in it; and the small things one can send."""

from collections.abc import Callable

from sandbox.errors import bad_request
from sandbox.model import Chat, Json, Message, User
from sandbox.sending import Call, post

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
ACTION_SECONDS = 5.0


def send_chat_action(call: Call) -> bool:
    chat = call.target()
    action = call.params.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat.action = (action, call.world.clock.now().timestamp() + ACTION_SECONDS)
    call.world.change(chat)
    return True


def pin_chat_message(call: Call) -> bool:
    message = call.message("message to pin")
    pin(call, message)
    return True


def pin(call: Call, message: Message) -> None:
    """Pin it on top; a service message says so, to the bot as well."""
    chat = message.chat
    if chat.pinned[-1:] == [message.id]:
        return
    chat.pinned = [*(each for each in chat.pinned if each != message.id), message.id]
    note = call.world.post(chat, call.bot.user, {"pinned_message": message.as_json(with_reply=False)})
    call.world.change(chat, message)
    call.world.tell(call.bot, "message", note.as_json())


def unpin_chat_message(call: Call) -> bool:
    chat = call.target()
    message_id = call.params.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    call.world.change(chat)
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    chat = call.target()
    chat.pinned.clear()
    call.world.change(chat)
    return True


def set_message_reaction(call: Call) -> bool:
    message = call.message("message to react")
    reactions = call.params.items("reaction", "reaction types")
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(not isinstance(each, dict) or each.get("type") != "emoji" for each in reactions):
        raise bad_request("REACTION_INVALID")
    message.react(call.bot.user, [each for each in reactions if isinstance(each, dict)])
    call.world.change(message.chat, message)
    return True


def get_chat(call: Call) -> Json:
    chat = call.chat
    body = chat.as_json() | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.pinned and (pinned := chat.messages.get(chat.pinned[-1])):
        body["pinned_message"] = pinned.as_json(with_reply=False)
    return body


def get_chat_member(call: Call) -> Json:
    user = call.world.users.get(call.params.integer("user_id"))
    if user is None:
        raise bad_request("invalid user_id specified")
    return member(call.chat, user)


def get_chat_member_count(call: Call) -> int:
    return len(call.chat.people) + 1


def member(chat: Chat, user: User) -> Json:
    """The ChatMember a person (or the bot itself) is in this chat."""
    if user is chat.bot.user:
        banned = {"status": "kicked", "user": user.as_json(), "until_date": 0}
        return banned if chat.blocked else {"status": "member", "user": user.as_json()}
    return {"status": "member" if user.id in chat.people else "left", "user": user.as_json()}


def leave_chat(call: Call) -> bool:
    chat = call.target()
    if chat.kind == "private":
        raise bad_request("can't leave private chats")
    chat.blocked = True
    call.world.change(chat)
    return True


def send_location(call: Call) -> Json:
    place = {key: call.params.number(key) for key in ("latitude", "longitude") if key in call.params}
    for key in ("latitude", "longitude"):
        if key not in place:
            raise bad_request(f"{key} is empty")
    return post(call, {"location": place}).as_json()


def send_contact(call: Call) -> Json:
    keys = ("phone_number", "first_name", "last_name", "vcard")
    contact = {key: call.params.text(key) for key in keys if key in call.params}
    if not contact.get("phone_number") or not contact.get("first_name"):
        missing = "phone_number" if not contact.get("phone_number") else "first_name"
        raise bad_request(f"{missing} is empty")
    return post(call, {"contact": contact}).as_json()


METHODS: dict[str, Callable[[Call], object]] = {
    "sendChatAction": send_chat_action,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
    "setMessageReaction": set_message_reaction,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "getChatMemberCount": get_chat_member_count,
    "leaveChat": leave_chat,
    "sendLocation": send_location,
    "sendContact": send_contact,
}
