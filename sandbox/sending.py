"""What all sending and editing methods share: a call with its chat, its text, its keyboard, and the posting."""

from dataclasses import dataclass

from sandbox.entities import Entity, checked_entities, settled, utf16_length
from sandbox.errors import bad_request
from sandbox.html import parse_html
from sandbox.markup import read_markup
from sandbox.model import Bot, Chat, Json, Message
from sandbox.params import Params
from sandbox.updates import UpdateQueue
from sandbox.world import World, check_writable

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_SOURCE_BYTES = 1 << 15
#: a text of nothing but these shows nothing
_INVISIBLE = " \n\t\r\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2800\u3164\ufeff"
#: kinds a caller cannot set by itself: Telegram finds them in the text
_FOUND_KINDS = frozenset(
    {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
)


@dataclass(frozen=True, slots=True)
class Call:
    """One method called by one bot."""

    world: World
    bot: Bot
    params: Params

    @property
    def queue(self) -> UpdateQueue:
        return self.world.queues[self.bot.user.id]

    @property
    def chat(self) -> Chat:
        return self.world.find_chat(self.bot, self.params.text("chat_id"))

    def target(self) -> Chat:
        """The chat, when the bot may write there."""
        chat = self.chat
        check_writable(chat)
        return chat

    def message(self, what: str, chat: Chat | None = None) -> Message:
        """The message that `message_id` names; `what` is Telegram's word for it ("message to edit")."""
        chat = chat or self.target()
        message_id = self.params.integer("message_id")
        if message_id == 0:
            raise bad_request("message identifier is not specified")
        if (message := chat.messages.get(message_id)) is None:
            raise bad_request(f"{what} not found")
        return message


def formatted(text: str, mode: str, entities: object) -> Json:
    """Plain text and settled entities of what a caller wrote: `{"text": …, "entities": […]}`."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_SOURCE_BYTES:
        raise bad_request("text is too long")
    found: list[Entity] = []
    if text and mode and mode.lower() != "none":
        if mode.lower() != "html":
            raise bad_request("unsupported parse_mode")
        text, found = parse_html(text)
    elif entities:
        given = checked_entities(text, entities)
        found = [entity for entity in given if entity.get("type") not in _FOUND_KINDS]
    text, found = settled(text, found)
    return {"text": text, "entities": found} if found else {"text": text}


def text_content(params: Params, too_long: str) -> Json:
    """The content of a text message; `too_long` is how this method puts it."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    content = formatted(params.text("text"), params.text("parse_mode"), params.json("entities", "entities"))
    if not content["text"].strip(_INVISIBLE):
        raise bad_request("text must be non-empty")
    if utf16_length(content["text"]) > MAX_TEXT:
        raise bad_request(too_long)
    options = params.mapping("link_preview_options", "link preview options")
    return content | {"link_preview_options": options} if options else content


def caption_content(text: str, mode: str, entities: object, too_long: str = "message caption is too long") -> Json:
    """The caption keys of a medium, empty when there is none."""
    content = formatted(text, mode, entities)
    if not content["text"]:
        return {}
    if utf16_length(content["text"]) > MAX_CAPTION:
        raise bad_request(too_long)
    caption: Json = {"caption": content["text"]}
    if "entities" in content:
        caption["caption_entities"] = content["entities"]
    return caption


def post(call: Call, content: Json) -> Message:
    """Send what a method made: reply, keyboard, protection and typing handled alike for all of them."""
    chat = call.target()
    markup = read_markup(call.params)
    reply_to = _replied(call.params, chat)
    if call.params.flag("protect_content"):
        content = content | {"has_protected_content": True}
    if effect := call.params.text("message_effect_id"):
        content = content | {"effect_id": effect}
    inline = markup if markup and any(markup.get("inline_keyboard") or ()) else None
    if markup and "inline_keyboard" not in markup:
        chat.keyboard = None if "remove_keyboard" in markup else markup
    chat.action = ("", 0.0)
    return call.world.post(chat, call.bot.user, content, inline, reply_to)


def _replied(params: Params, chat: Chat) -> int:
    """The message that is replied to, 0 for none."""
    given = params.mapping("reply_parameters", "reply parameters")
    target = given.get("message_id") or params.integer("reply_to_message_id")
    if not target:
        return 0
    if isinstance(target, int) and target in chat.messages:
        return target
    if given.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return 0
    raise bad_request("message to be replied not found")
