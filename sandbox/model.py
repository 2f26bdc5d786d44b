"""Who talks, where, and what was said: the plain state of the sandbox, shaped close to the Bot API's own JSON."""

from dataclasses import dataclass, field
from typing import Any

#: a JSON object as the Bot API takes and gives it
Json = dict[str, Any]


@dataclass(slots=True, eq=False)
class User:
    """A person or a bot, as others see them."""

    id: int
    first_name: str
    is_bot: bool = False
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    deactivated: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def as_json(self) -> Json:
        body: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        for key in ("last_name", "username", "language_code"):
            if value := getattr(self, key):
                body[key] = value
        return body


@dataclass(slots=True, eq=False)
class Message:
    """One message. `content` holds the Bot API's own keys (text, entities, photo, caption, location …)."""

    id: int
    chat: "Chat"
    sender: User
    date: int
    content: Json
    markup: Json | None = None
    reply_to: int = 0
    edited: int = 0
    #: moves with every change, so that the page can ask "what is new since …"
    version: int = 0
    reactions: dict[int, list[Json]] | None = None

    def as_json(self, *, with_reply: bool = True) -> Json:
        """The message as its bot sees it."""
        body: Json = {
            "message_id": self.id,
            "from": self.sender.as_json(),
            "chat": self.chat.as_json(),
            "date": self.date,
            **self.content,
        }
        if self.edited:
            body["edit_date"] = self.edited
        if self.markup:
            body["reply_markup"] = self.markup
        if with_reply and self.reply_to and (original := self.chat.messages.get(self.reply_to)):
            body["reply_to_message"] = original.as_json(with_reply=False)
        return body

    def react(self, user: User, reactions: list[Json]) -> list[Json]:
        """Set what this user shows on the message; returns what it was before."""
        before = (self.reactions or {}).get(user.id, [])
        self.reactions = {**(self.reactions or {}), user.id: reactions}
        return before

    @property
    def text(self) -> str:
        """What can be read in it: the text, or the caption of a medium."""
        return str(self.content.get("text") or self.content.get("caption") or "")


@dataclass(slots=True, eq=False)
class Toast:
    """What answerCallbackQuery showed: a note that fades, or an alert that waits for OK."""

    text: str
    alert: bool
    user_id: int
    version: int


@dataclass(slots=True, eq=False)
class Chat:
    """A conversation of one bot: private with one person, or a group with several."""

    id: int
    bot: "Bot"
    kind: str = "private"
    title: str = ""
    people: dict[int, User] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    toasts: list[Toast] = field(default_factory=list)
    #: the reply keyboard (or force-reply) in force, or None
    keyboard: Json | None = None
    #: in a private chat: the person pressed Start and has not deleted the bot since
    started: bool = False
    #: the person blocked the bot, or the bot was removed from the group
    blocked: bool = False
    #: "typing" and the like, and until when it shows (Unix seconds, the sandbox's clock)
    action: tuple[str, float] = ("", 0.0)
    menu_button: Json | None = None
    version: int = 0
    #: the person deleted the chat on their side up to here
    cleared_up_to: int = 0

    @property
    def person(self) -> User:
        """The one person of a private chat."""
        return next(iter(self.people.values()))

    def as_json(self) -> Json:
        if self.kind != "private":
            return {"id": self.id, "type": self.kind, "title": self.title}
        user = self.person
        body: Json = {"id": self.id, "type": "private", "first_name": user.first_name}
        if user.last_name:
            body["last_name"] = user.last_name
        if user.username:
            body["username"] = user.username
        return body


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where a bot wants its updates delivered."""

    url: str
    secret: str = ""
    max_connections: int = 40


@dataclass(slots=True, eq=False)
class Bot:
    """One bot: its token, its profile and what it has set."""

    token: str
    user: User
    chats: dict[int, Chat] = field(default_factory=dict)
    next_message_id: int = 1
    reads_all_groups: bool = False
    inline: bool = True
    #: (scope as sorted JSON, language) -> list of BotCommand
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    #: (which text: name, description or short_description; language) -> text
    profile: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_button: Json = field(default_factory=lambda: {"type": "commands"})
    webhook: Webhook | None = None
