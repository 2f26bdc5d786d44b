"""The sandbox: one object that answers the Bot API for any number of bots and lets people talk to them."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping

from sandbox.clock import Clock
from sandbox.counts import Counts
from sandbox.errors import ApiError, LostAnswerError
from sandbox.faults import Fault, Faults
from sandbox.intake import Intake
from sandbox.limits import SpeedLimit, counts_as_message
from sandbox.methods import METHODS
from sandbox.model import Bot, Chat, User
from sandbox.params import FileLike, Params
from sandbox.people import Person
from sandbox.reply import Reply
from sandbox.sending import Call
from sandbox.timemachine import TimeMachine
from sandbox.webhook import Perform
from sandbox.world import World

_TOKEN = re.compile(r"(\d+):[A-Za-z0-9_-]+")
_NO_FAULT = Fault()


class Sandbox:
    """Bots by token, people, chats, messages and files, in memory; deterministic for a given clock and seed.

    `history` caps the messages remembered per chat, `journal` the calls, for runs with very many of them. `speed_limit`
    applies Telegram's limits; without one, everything is fast enough.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        history: int | None = None,
        journal: int = 2000,
        seed: int = 0,
        speed_limit: SpeedLimit | None = None,
    ) -> None:
        self.clock = clock
        self.world = World(clock, history)
        self.time_machine = TimeMachine(clock)
        self.faults = Faults(seed)
        self.counts = Counts(journal)
        self.speed_limit = speed_limit
        self._cast: list[int] = []
        self._performers: dict[str, Perform] = {}
        self._intake = Intake(self._performers)
        self._waiting_methods: dict[str, Callable[[Call], Awaitable[object]]] = {
            "getupdates": self._intake.get_updates,
            "setwebhook": self._intake.set_webhook,
            "deletewebhook": self._intake.delete_webhook,
            "getwebhookinfo": self._intake.get_webhook_info,
        }

    def add_bot(self, token: str, *, name: str = "Strideback", username: str = "strideback_bot") -> Bot:
        """A bot; its user id is the number before the colon of its token."""
        parts = _TOKEN.fullmatch(token)
        if parts is None:
            raise ValueError("a token looks like 123456:letters")
        bot = Bot(token, User(int(parts[1]), name, is_bot=True, username=username))
        self.world.add_bot(bot)
        self._performers[token] = lambda asked: self.call(token, str(asked.pop("method")), asked)
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
            raise ValueError(f"there is a user {id} already")
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
        """One call of the Bot API. Values may be JSON objects or the strings of a form.

        A refusal is a reply like any other. Raises LostAnswerError only where a fault asks for it.
        """
        params, name = params or {}, method.lower()
        fault = self.faults.draw(name) or _NO_FAULT
        try:
            reply = Reply(True, await self._perform(token, name, params, files, fault))
        except ApiError as error:
            reply = Reply.refusal(error)
        self.counts.add(self.clock.now().timestamp(), method, params, reply, lost=fault.lost)
        if fault.delay:
            await asyncio.sleep(fault.delay)
        if fault.lost:
            raise LostAnswerError(method)
        return reply

    async def close(self) -> None:
        """Stop delivering to webhooks."""
        await self._intake.close()

    async def _perform(
        self, token: str, name: str, params: Mapping[str, object], files: Mapping[str, FileLike] | None, fault: Fault
    ) -> object:
        bot = self.world.bots.get(token)
        if bot is None:
            raise ApiError(401, "Unauthorized") if _TOKEN.fullmatch(token) else ApiError(404, "Not Found")
        if fault.error is not None:
            raise fault.error
        call = Call(self.world, bot, Params(params, files))
        if name in self._waiting_methods:
            return await self._waiting_methods[name](call)
        known = METHODS.get(name)
        if known is None:
            raise ApiError(404, "Not Found: method not found")
        return self._counted(call, name, known) if counts_as_message(name) else known(call)

    def _counted(self, call: Call, name: str, method: Callable[[Call], object]) -> object:
        """A method that sends or edits: within the speed limit, and counted when something arrives."""
        now = self.clock.now().timestamp()
        if self.speed_limit is not None:
            several = "media" if name == "sendmediagroup" else "message_ids"
            messages = len(call.params.items(several, several)) if name.endswith(("group", "messages")) else 1
            self.speed_limit.check(call.chat.id, now, messages)
        result = method(call)
        if not name.startswith("edit"):
            self.counts.arrived(call.chat.id, int(now), len(result) if isinstance(result, list) else 1)
        return result
