"""The chat as a person sees it: messages in order, keyboards, pins, notes. For tests and for the chat page alike."""

from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from sandbox.entities import Entity
from sandbox.model import Chat, Json, Message, Toast, User
from sandbox.world import World

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
    "text_link": "a",
    "date_time": "tg-time",
}
MEDIA = ("photo", "animation", "audio", "voice", "video", "document", "sticker", "location", "contact")


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """One bubble. `media` names its kind ("" for text); `buttons` are the rows of inline labels."""

    id: int
    mine: bool
    text: str
    html: str
    media: str
    buttons: list[list[str]]
    edited: bool
    pinned: bool
    date: int
    message: Message = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChatView:
    """Everything on the screen of one person in one chat; `keyboard` are the rows of reply keys."""

    messages: list[SeenMessage]
    keyboard: list[list[str]]
    placeholder: str
    pinned: SeenMessage | None
    toasts: list[Toast]
    typing: str

    @property
    def last(self) -> SeenMessage:
        return self.messages[-1]

    @property
    def keys(self) -> list[str]:
        return [label for row in self.keyboard for label in row]

    @property
    def labels(self) -> list[str]:
        """Every label one could tap, inline ones first."""
        inline = [label for message in self.messages for row in message.buttons for label in row]
        return inline + self.keys

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.messages]

    @property
    def heard(self) -> list[str]:
        """Only what the bot said."""
        return [message.text for message in self.messages if not message.mine]

    def with_button(self, label: str) -> SeenMessage:
        """The newest message with this inline button."""
        return next(each for each in reversed(self.messages) if any(label in row for row in each.buttons))


def visible(world: World, chat: Chat, user: User) -> ChatView:
    seen = [_seen(message, user) for message in chat.messages.values() if message.id > chat.cleared_up_to]
    pinned = [each for each in seen if each.id in chat.pinned]
    action, until = chat.action
    return ChatView(
        messages=seen,
        keyboard=[[str(key["text"]) for key in row] for row in (chat.keyboard or {}).get("keyboard", ())],
        placeholder=str((chat.keyboard or {}).get("input_field_placeholder") or ""),
        pinned=max(pinned, key=lambda each: chat.pinned.index(each.id), default=None),
        toasts=[toast for toast in chat.toasts if toast.user_id == user.id],
        typing=action if world.clock.now().timestamp() < until else "",
    )


def _seen(message: Message, user: User) -> SeenMessage:
    content = message.content
    return SeenMessage(
        id=message.id,
        mine=message.sender is user,
        text=message.text,
        html=as_html(message.text, content.get("entities") or content.get("caption_entities") or []),
        media=next((kind for kind in MEDIA if kind in content), ""),
        buttons=[[str(key["text"]) for key in row] for row in (message.markup or {}).get("inline_keyboard", ())],
        edited=bool(message.edited),
        pinned=message.id in message.chat.pinned,
        date=message.date,
        message=message,
    )


def as_html(text: str, entities: list[Entity]) -> str:
    """Text and entities back to Telegram's HTML; entities that overlap are closed and opened again."""
    marks = [entity for entity in entities if entity["type"] in _TAGS]
    units = text.encode("utf-16-le", "surrogatepass")
    edges = {edge for mark in marks for edge in (mark["offset"], mark["offset"] + mark["length"])}
    cuts = sorted({0, len(units) // 2} | edges)
    parts: list[str] = []
    opened: list[Entity] = []
    for start, end in pairwise(cuts):
        wanted = [mark for mark in marks if mark["offset"] <= start < mark["offset"] + mark["length"]]
        common = 0
        while common < min(len(opened), len(wanted)) and opened[common] is wanted[common]:
            common += 1
        parts += [f"</{_TAGS[mark['type']]}>" for mark in reversed(opened[common:])]
        parts += [_opening(mark) for mark in wanted[common:]]
        parts.append(escape(units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass"), quote=False))
        opened = wanted
    parts += [f"</{_TAGS[mark['type']]}>" for mark in reversed(opened)]
    return "".join(parts)


def _opening(mark: Json) -> str:
    tag = _TAGS[mark["type"]]
    if mark["type"] == "text_link":
        return f'<a href="{escape(mark["url"])}">'
    if mark["type"] == "expandable_blockquote":
        return "<blockquote expandable>"
    if mark["type"] == "date_time":
        return f'<tg-time unix="{mark["unix_time"]}">'
    return f"<{tag}>"
