"""A person who talks to the real bot over the sandbox, in process. Tests read as dialogues."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from telegram import Update
from telegram.request import BaseRequest, RequestData

from bot.app import application, applier, world
from bot.applying import App, Applier
from bot.world import World
from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.people import Person
from storage.database import Database
from tests.support.botapi import problems

TOKEN = "123456:sandbox_token_for_tests"
MONDAY = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)


class SandboxRequest(BaseRequest):
    """Carries python-telegram-bot's requests into the sandbox, and checks each against Telegram's own schema."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: object, **__: object
    ) -> tuple[int, bytes]:
        token, name = url.rsplit("/bot", 1)[1].split("/", 1)
        params = dict(request_data.parameters) if request_data else {}
        uploads = request_data.multipart_data if request_data else {}
        # A file that is a parameter itself; those inside a medium are named there as attach://…
        params |= {name: "attach://file" for name in uploads if not name.startswith("attached")}
        wrong = problems(name, params)
        assert not wrong, f"{name} is not valid for Telegram: {wrong}"
        files = request_data.multipart_data if request_data and request_data.contains_files else None
        reply = await self._sandbox.call(token, name, request_data.parameters if request_data else {}, _plain(files))
        return reply.status, reply.encode()


def _plain(files: dict[str, Any] | None) -> dict[str, Any]:
    return {name: (part[0], part[1]) for name, part in (files or {}).items()}


class Stage:
    """The bot, the sandbox and a clock that stands still until a test moves it."""

    def __init__(self, sandbox: Sandbox, clock: Clock, bot: App, apply: Applier, world: World) -> None:
        self.sandbox = sandbox
        self.clock = clock
        self.bot = bot
        self.world = world
        self._apply = apply
        self._offset = 0

    def person(self, name: str = "Rita", number: int = 7001) -> "Persona":
        """Somebody new."""
        return Persona(self, self.sandbox.add_person(name, id=number))

    async def drain(self) -> None:
        """Let the bot handle everything that has arrived."""
        while True:
            reply = await self.sandbox.call(TOKEN, "getUpdates", {"offset": self._offset, "timeout": 0})
            updates = list(reply.result)
            if not updates:
                return
            for raw in updates:
                await self._handle(raw)
                self._offset = raw["update_id"] + 1

    async def again(self, raw: dict[str, Any]) -> None:
        """Deliver an update once more, as Telegram does after a crash."""
        await self._handle(raw)

    async def _handle(self, raw: dict[str, Any]) -> None:
        update = Update.de_json(raw, self.bot.bot)
        await self._apply.apply(update, self._apply.arrival_of(update))


class Persona:
    """What a person does, and what they then hear: only what is new since they last did something."""

    def __init__(self, stage: Stage, person: Person) -> None:
        self.stage = stage
        self.person = person
        self._read = 0

    async def says(self, text: str) -> str:
        """Type and send; returns everything the bot said or changed in answer."""
        return await self._then(self.person.say, text)

    async def taps(self, *labels: str) -> str:
        """Press buttons one after the other (the newest of that label); returns the last answer."""
        heard = ""
        for label in labels:
            heard = await self._then(self.person.tap, label)
        return heard

    async def shares_location(self, latitude: float, longitude: float) -> str:
        return await self._then(self.person.share_location, latitude, longitude)

    async def does(self, act: Any, *args: Any, **kwargs: Any) -> str:
        """Anything else a person can do in the sandbox."""
        return await self._then(act, *args, **kwargs)

    async def _then(self, act: Any, *args: Any, **kwargs: Any) -> str:
        before = self._texts()
        act(*args, **kwargs)
        await self.stage.drain()
        after = self._texts()
        return "\n".join(text for number, text in after.items() if before.get(number) != text)

    def _texts(self) -> dict[int, str]:
        view = self.person.sees()
        spoken = {m.id: m.text for m in view.messages if not m.mine}
        return spoken

    @property
    def buttons(self) -> list[str]:
        """The inline labels of the newest message that has any, then the reply keys."""
        view = self.person.sees()
        newest = next((m for m in reversed(view.messages) if m.buttons), None)
        return [label for row in newest.buttons for label in row] + view.keys if newest else view.keys

    @property
    def screen(self) -> str:
        """Everything the bot has said, oldest first."""
        return "\n---\n".join(self.person.sees().heard)

    @property
    def toast(self) -> str:
        """The last note above the chat."""
        toasts = self.person.sees().toasts
        return toasts[-1].text if toasts else ""


@asynccontextmanager
async def stage(database: Database, at: datetime = MONDAY) -> AsyncIterator[Stage]:
    """A bot on a sandbox over a database, at a moment that stands still."""
    clock = Clock.frozen(at)
    sandbox = Sandbox(clock)
    sandbox.add_bot(TOKEN)
    lives_on = world({}, database, clock.now)
    request = SandboxRequest(sandbox)
    bot = application(TOKEN, "http://sandbox", lives_on, request, SandboxRequest(sandbox))
    apply = applier(bot, lives_on)
    await bot.initialize()
    yield Stage(sandbox, clock, bot, apply, lives_on)
    await bot.shutdown()
    await lives_on.workshop.close()


DAY = timedelta(days=1)
