"""The state of the sandbox and the few things that happen to it; no method of the Bot API is known here."""

import itertools
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from sandbox.clock import Clock
from sandbox.errors import ImpossibleError, bad_request, forbidden
from sandbox.files import FileStore
from sandbox.model import Bot, Chat, Json, Message, Toast, User
from sandbox.updates import UpdateQueue

#: how long a tapped button waits for answerCallbackQuery (Telegram publishes no figure)
QUERY_LIFETIME = timedelta(seconds=30)
MAX_OPEN_QUERIES = 10_000
MAX_TOASTS = 20
FIRST_GROUP = -1_001_000_000_000


@dataclass(slots=True)
class Query:
    """A tapped button or an inline query that waits for its answer."""

    id: str
    bot: Bot
    user: User
    asked_at: float
    chat: Chat | None = None
    message_id: int = 0
    data: str = ""
    answer: Json | None = None


class World:
    """Bots, people, chats, messages and files, and who is told when something changes."""

    def __init__(self, clock: Clock, history: int | None = None) -> None:
        self.clock = clock
        #: messages kept per chat; None keeps them all
        self.history = history
        self.bots: dict[str, Bot] = {}
        self.users: dict[int, User] = {}
        self.queues: dict[int, UpdateQueue] = {}
        self.files = FileStore()
        self.queries: OrderedDict[str, Query] = OrderedDict()
        self.listeners: list[Callable[[Chat], None]] = []
        #: the number of the latest visible change
        self.version = 0
        self._query_ids = itertools.count(int(clock.now().timestamp()) << 20)
        self._group_ids = itertools.count(FIRST_GROUP, -1)

    @property
    def unix_time(self) -> int:
        return int(self.clock.now().timestamp())

    def add_bot(self, bot: Bot) -> None:
        if bot.token in self.bots:
            msg = "there is a bot with this token already"
            raise ValueError(msg)
        self.bots[bot.token] = bot
        self.users[bot.user.id] = bot.user
        self.queues[bot.user.id] = UpdateQueue(self.clock.now, first_id=self.unix_time)

    def private_chat(self, bot: Bot, user: User) -> Chat:
        """The person's chat with the bot, which exists as soon as one of them looks for it."""
        chat = bot.chats.get(user.id)
        if chat is None:
            chat = bot.chats[user.id] = Chat(user.id, bot, people={user.id: user})
        return chat

    def add_group(self, bot: Bot, title: str, people: Iterable[User]) -> Chat:
        members = {user.id: user for user in people}
        chat = Chat(next(self._group_ids), bot, "supergroup", title, members, started=True)
        bot.chats[chat.id] = chat
        return chat

    def find_chat(self, bot: Bot, given: str) -> Chat:
        """The chat a call names by id or @username; refuses with "chat not found"."""
        if not given:
            raise bad_request("chat_id is empty")
        user: User | None = None
        if given.startswith("@"):
            user = next((each for each in self.users.values() if each.username.lower() == given[1:].lower()), None)
        elif given.lstrip("-").isdecimal():
            if chat := bot.chats.get(int(given)):
                return chat
            user = self.users.get(int(given))
        if user is None:
            raise bad_request("chat not found")
        return self.private_chat(bot, user)

    def change(self, chat: Chat, message: Message | None = None) -> None:
        """Something visible changed: number it and tell whoever watches."""
        self.version += 1
        chat.version = self.version
        if message is not None:
            message.version = chat.version
        for listener in self.listeners:
            listener(chat)

    def post(self, chat: Chat, sender: User, content: Json, markup: Json | None = None, reply_to: int = 0) -> Message:
        """A new message in the chat; the oldest go when the history is capped."""
        message = Message(chat.bot.next_message_id, chat, sender, self.unix_time, content, markup, reply_to)
        chat.bot.next_message_id += 1
        chat.messages[message.id] = message
        if self.history is not None and len(chat.messages) > self.history:
            del chat.messages[next(iter(chat.messages))]
        self.change(chat, message)
        return message

    def remove(self, chat: Chat, message: Message) -> None:
        chat.messages.pop(message.id, None)
        if message.id in chat.pinned:
            chat.pinned.remove(message.id)
        self.change(chat)

    def tell(self, bot: Bot, kind: str, payload: Json) -> None:
        """Queue an update for the bot."""
        self.queues[bot.user.id].put(kind, payload)

    def toast(self, chat: Chat, user: User, text: str, *, alert: bool) -> None:
        self.change(chat)
        chat.toasts = [*chat.toasts[1 - MAX_TOASTS :], Toast(text, alert, user.id, chat.version)]

    def ask(self, bot: Bot, user: User, chat: Chat | None = None, message_id: int = 0, data: str = "") -> Query:
        """Open a query that the bot ought to answer."""
        query = Query(str(next(self._query_ids)), bot, user, self.clock.now().timestamp(), chat, message_id, data)
        self.queries[query.id] = query
        if len(self.queries) > MAX_OPEN_QUERIES:
            self.queries.popitem(last=False)
        return query

    def waits(self, query: Query) -> bool:
        """Whether the query can still be answered."""
        age = self.clock.now().timestamp() - query.asked_at
        return query.answer is None and query.id in self.queries and age <= QUERY_LIFETIME.total_seconds()


def check_writable(chat: Chat) -> None:
    """Whether the bot may write here now; refuses with Telegram's 403s."""
    if chat.kind != "private":
        if chat.blocked:
            raise forbidden(f"bot was kicked from the {chat.kind} chat")
        return
    if chat.person.deactivated:
        raise forbidden("user is deactivated")
    if chat.person.is_bot:
        raise forbidden("bot can't send messages to bots")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")


def check_can_speak(chat: Chat) -> None:
    """Whether the app would let a person write here."""
    if chat.blocked:
        raise ImpossibleError("unblock the bot first" if chat.kind == "private" else "the bot is not in this group")
