"""The sandbox: one object that answers the Bot API for any number of bots and lets people talk to them."""

import re
from collections.abc import Iterable, Mapping

from sandbox.clock import Clock
from sandbox.errors import WEBHOOK_IS_SET, ApiError, conflict
from sandbox.methods import METHODS
from sandbox.model import Bot, Chat, Json, User
from sandbox.params import FileLike, Params
from sandbox.people import Person
from sandbox.reply import Reply
from sandbox.sending import Call
from sandbox.timemachine import TimeMachine
from sandbox.world import World

_TOKEN = re.compile(r"(\d+):[A-Za-z0-9_-]+")


class Sandbox:
    """Bots by token, people, chats, messages and files, in memory; deterministic for a given clock and seed.

    `history` caps the messages remembered per chat, for runs with very many chats.
    """

    def __init__(self, clock: Clock, *, history: int | None = None) -> None:
        self.clock = clock
        self.world = World(clock, history)
        self.time_machine = TimeMachine(clock)
        self._cast: list[int] = []

    def add_bot(self, token: str, *, name: str = "Strideback", username: str = "strideback_bot") -> Bot:
        """A bot; its user id is the number before the colon of its token."""
        parts = _TOKEN.fullmatch(token)
        if parts is None:
            msg = "a token looks like 123456:letters"
            raise ValueError(msg)
        bot = Bot(token, User(int(parts[1]), name, is_bot=True, username=username))
        self.world.add_bot(bot)
        return bot

    def add_person(
        self,
        first_name: str,
        *,
        id: int,  # noqa: A002 — Telegram's word
        last_name: str = "",
        username: str = "",
        language_code: str = "en",
    ) -> Person:
        """Somebody with the app, who has not written to any bot yet."""
        if id in self.world.users:
            msg = f"there is a user {id} already"
            raise ValueError(msg)
        user = User(id, first_name, False, last_name, username, language_code)
        self.world.users[id] = user
        self._cast.append(id)
        return Person(self.world, user)

    def add_crowd(self, bot: Bot, ids: Iterable[int]) -> None:
        """Very many people who have all started the bot and whose chats are empty."""
        for each in ids:
            user = self.world.users[each] = User(each, f"Runner {each}", language_code="en")
            self.world.private_chat(bot, user).started = True

    def add_group(self, bot: Bot, title: str, people: Iterable[Person]) -> Chat:
        """A group with the bot in it; the bot learns of it as on Telegram."""
        chat = self.world.add_group(bot, title, [person.user for person in people])
        Person(self.world, next(iter(chat.people.values()))).bring_in(chat)
        return chat

    def person(self, id: int) -> Person:  # noqa: A002 — Telegram's word
        return Person(self.world, self.world.users[id])

    def people(self) -> list[Person]:
        """Everybody who was added by name; a crowd has no faces."""
        return [self.person(each) for each in self._cast]

    async def call(
        self,
        token: str,
        method: str,
        params: Mapping[str, object] | None = None,
        files: Mapping[str, FileLike] | None = None,
    ) -> Reply:
        """One call of the Bot API. Values may be JSON objects or the strings of a form; never raises for a refusal."""
        try:
            bot = self._bot(token)
            result = await self._perform(Call(self.world, bot, Params(params or {}, files)), method.lower())
        except ApiError as error:
            return Reply.refusal(error)
        return Reply(True, result)

    def _bot(self, token: str) -> Bot:
        bot = self.world.bots.get(token)
        if bot is None:
            raise ApiError(401, "Unauthorized") if _TOKEN.fullmatch(token) else ApiError(404, "Not Found")
        return bot

    async def _perform(self, call: Call, method: str) -> object:
        if method == "getupdates":
            return await self._get_updates(call)
        known = METHODS.get(method)
        if known is None:
            raise ApiError(404, "Not Found: method not found")
        return known(call)

    async def _get_updates(self, call: Call) -> list[Json]:
        if call.bot.webhook is not None:
            raise conflict(WEBHOOK_IS_SET)
        queue, params = self.world.queues[call.bot.user.id], call.params
        if "allowed_updates" in params:
            queue.allowed = frozenset(map(str, params.items("allowed_updates", "allowed updates")))
        return await queue.take(params.integer("offset"), params.integer("limit"), params.number("timeout"))
