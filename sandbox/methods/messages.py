"""Text messages: sending, editing, deleting."""

from datetime import timedelta

from sandbox.errors import NOT_MODIFIED, bad_request
from sandbox.markup import inline_only, read_markup
from sandbox.model import Json, Message
from sandbox.sending import Call, caption_content, post, text_content

DELETABLE_FOR = timedelta(hours=48)
MEDIA_KINDS = ("photo", "audio", "voice", "document", "animation", "video")
_REPLACED = ("text", "entities", "link_preview_options", "caption", "caption_entities")  # by an edit of the words
_LASTING = ("has_protected_content", "effect_id", "media_group_id")  # through an edit of the medium


def send_message(call: Call) -> Json:
    return post(call, text_content(call.params, "message is too long")).as_json()


def edit_message_text(call: Call) -> Json:
    content = text_content(call.params, "MESSAGE_TOO_LONG")
    message = _own(call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return _edited(call, message, _keeping(message, content))


def edit_message_caption(call: Call) -> Json:
    params = call.params
    caption = caption_content(
        params.text("caption"),
        params.text("parse_mode"),
        params.json("caption_entities", "caption entities"),
        "MEDIA_CAPTION_TOO_LONG",
    )
    message = _own(call)
    if not any(kind in message.content for kind in MEDIA_KINDS):
        raise bad_request("there is no caption in the message to edit")
    return _edited(call, message, _keeping(message, caption))


def edit_message_reply_markup(call: Call) -> Json:
    message = _own(call)
    return _edited(call, message, message.content)


def replace_content(call: Call, content: Json) -> Json:
    """editMessageMedia, once the medium is read."""
    message = _own(call)
    kept = {key: message.content[key] for key in _LASTING if key in message.content}
    return _edited(call, message, kept | content)


def _keeping(message: Message, changed: Json) -> Json:
    return {key: value for key, value in message.content.items() if key not in _REPLACED} | changed


def _own(call: Call) -> Message:
    message = call.message("message to edit")
    if message.sender is not call.bot.user or "forward_origin" in message.content:
        raise bad_request("message can't be edited")
    return message


def _edited(call: Call, message: Message, content: Json) -> Json:
    markup = inline_only(read_markup(call.params))
    if content == message.content and markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    if content != message.content:
        message.edited = call.world.unix_time
    message.content, message.markup = content, markup
    call.world.change(message.chat, message)
    return message.as_json()


def delete_message(call: Call) -> bool:
    message = call.message("message to delete", call.chat)
    _check_deletable(call, message)
    call.world.remove(message.chat, message)
    return True


def delete_messages(call: Call) -> bool:
    """Deletes what it can and says nothing about the rest."""
    chat = call.chat
    ids = call.params.items("message_ids", "message identifiers")
    if not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > 100:
        raise bad_request("too many message identifiers specified")
    for message_id in ids:
        if isinstance(message_id, int) and (message := chat.messages.get(message_id)):
            _check_deletable(call, message)
            call.world.remove(chat, message)
    return True


def _check_deletable(call: Call, message: Message) -> None:
    age = timedelta(seconds=call.world.unix_time - message.date)
    mine = message.sender is call.bot.user
    if age > DELETABLE_FOR or (message.chat.kind != "private" and not mine):
        raise bad_request("message can't be deleted for everyone")


METHODS = {
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
