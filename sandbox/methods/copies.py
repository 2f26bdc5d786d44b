"""Messages by reference: copied without a trace, or forwarded with their origin."""

from sandbox.errors import bad_request
from sandbox.model import Chat, Json, Message
from sandbox.sending import Call, caption_content, post
from sandbox.world import check_writable

_NOT_COPIED = ("forward_origin", "has_protected_content", "media_group_id", "effect_id")
_SERVICE = ("pinned_message", "new_chat_members", "left_chat_member")
MAX_AT_ONCE = 100


def copy_message(call: Call) -> Json:
    source = _source(call)
    message = call.message("message to copy", source)
    _check_copyable(message, "copied")
    content = _copied(message)
    if "caption" in call.params and "text" not in content:
        params = call.params
        content = {key: value for key, value in content.items() if key not in ("caption", "caption_entities")}
        entities = params.json("caption_entities", "caption entities")
        content |= caption_content(params.text("caption"), params.text("parse_mode"), entities)
    return {"message_id": post(call, content).id}


def forward_message(call: Call) -> Json:
    message = call.message("message to forward", _source(call))
    _check_copyable(message, "forwarded")
    return post(call, forwarded(message)).as_json()


def copy_messages(call: Call) -> list[Json]:
    return [{"message_id": post(call, _copied(message)).id} for message in _several(call, "copy")]


def forward_messages(call: Call) -> list[Json]:
    return [{"message_id": post(call, forwarded(message)).id} for message in _several(call, "forward")]


def forwarded(message: Message) -> Json:
    """The content of a forward: as it was, with the first author and date."""
    origin = {"type": "user", "date": message.date, "sender_user": message.sender.as_json()}
    return _copied(message) | {"forward_origin": message.content.get("forward_origin", origin)}


def _copied(message: Message) -> Json:
    return {key: value for key, value in message.content.items() if key not in _NOT_COPIED}


def _source(call: Call) -> Chat:
    call.target()
    return call.world.find_chat(call.bot, call.params.text("from_chat_id"))


def _check_copyable(message: Message, how: str) -> None:
    protected = how == "forwarded" and message.content.get("has_protected_content")
    if protected or any(key in message.content for key in _SERVICE):
        raise bad_request(f"message can't be {how}")


def _several(call: Call, verb: str) -> list[Message]:
    """The messages that are there and may be taken, in the order they were sent; refuses when none is."""
    source = _source(call)
    check_writable(call.chat)
    ids = [item for item in call.params.items("message_ids", "message identifiers") if isinstance(item, int)]
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > MAX_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    if ids != sorted(set(ids)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    found = [source.messages[each] for each in ids if each in source.messages]
    usable = [
        message
        for message in found
        if not any(key in message.content for key in _SERVICE)
        and not (verb == "forward" and message.content.get("has_protected_content"))
    ]
    if not usable:
        raise bad_request(f"there are no messages to {verb}")
    return usable


METHODS = {
    "copyMessage": copy_message,
    "copyMessages": copy_messages,
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
}
