"""A person who talks to the real bot over the sandbox, in process. Tests read as dialogues."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import count
from typing import Any, ParamSpec, TypeVar

from telegram import Update
from telegram.request import BaseRequest, RequestData

from bot.actions import reminding
from bot.app import application, applier, read_knowledge
from bot.inbound.applying import App, Applier
from bot.inbound.throttle import Throttle
from bot.notifier import Notifier
from bot.outbound.gallery import Gallery
from bot.speech import Speech
from bot.texts import general
from bot.world import World
from protocols.diary import Diary, Entry
from protocols.knowledge import Knowledge
from protocols.loader import load_all
from protocols.model import RehabProtocol
from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.people import Person
from scheduler.delivery import Delivery
from storage import diary, runners
from storage.database import Database
from tests.support.botapi import problems
from tests.support.intake import ANSWERS, answered
from tests.support.quick_workshop import QuickWorkshop

TOKEN = "123456:sandbox_token_for_tests"
MONDAY = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
P = ParamSpec("P")
T = TypeVar("T")


class SandboxRequest(BaseRequest):
    """Carries python-telegram-bot's requests into the sandbox, and checks each against Telegram's own schema."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self.wrong: list[str] = []  # what Telegram would have refused

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
        if "/file/bot" in url:
            kept = self._sandbox.world.files.shown(name)
            return (200, kept.data) if kept else (404, b"")
        files = request_data.multipart_data if request_data and request_data.contains_files else None
        self.wrong += problems(name, request_data.parameters if request_data else {}, files)
        reply = await self._sandbox.call(token, name, request_data.parameters if request_data else {}, _plain(files))
        return reply.status, reply.encode()


def _plain(files: dict[str, Any] | None) -> dict[str, Any]:
    return {name: (part[0], part[1]) for name, part in (files or {}).items()}


class Stage:
    """The bot, the sandbox and a clock that stands still until a test moves it."""

    def __init__(self, sandbox: Sandbox, clock: Clock, world: World, workshop: QuickWorkshop) -> None:
        self.sandbox = sandbox
        self.workshop = workshop
        self.clock = clock
        self.world = world
        self._offset = 0
        self._seconds = count()  # for the throttle, which lets everything through: nobody here types in haste
        self.updates: list[dict[str, Any]] = []  # everything the bot was told, oldest first
        self.bot, self._apply, self.delivery = self._build()

    def _build(self) -> tuple[App, Applier, Delivery[Speech]]:
        self.request = SandboxRequest(self.sandbox)
        throttle = Throttle(lambda: next(self._seconds))
        bot = application(TOKEN, "http://sandbox", self.world, self.request, SandboxRequest(self.sandbox), throttle)
        notifier = Notifier(bot.bot, self.world)
        delivery = Delivery(self.world.database, self.clock.now, render=notifier.render, send=notifier.send)
        return bot, applier(bot, self.world), delivery

    async def restart(self) -> None:
        """A new process: nothing is left but the database and what Telegram holds."""
        await self.bot.shutdown()
        self.bot, self._apply, self.delivery = self._build()
        await self.bot.initialize()

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
                self.updates.append(raw)
                await self._handle(raw)
                self._offset = raw["update_id"] + 1

    async def again(self, raw: dict[str, Any]) -> None:
        """Deliver an update once more, as Telegram does after a crash."""
        await self._handle(raw)

    async def passes(self, span: timedelta) -> None:
        """Time goes by, and what becomes due meanwhile is sent when it is due."""
        until = self.clock.now() + span
        while True:
            await self.delivery.tick()
            due = await self.delivery.next_moment()
            if due is None or due > until:
                break
            self.clock.advance(max(due - self.clock.now(), timedelta(seconds=1)))
        self.clock.advance(max(until - self.clock.now(), timedelta()))
        await self.delivery.tick()

    def is_down_for(self, span: timedelta) -> None:
        """The bot is switched off for a while."""
        self.clock.advance(span)

    async def _handle(self, raw: dict[str, Any]) -> None:
        update = Update.de_json(raw, self.bot.bot)
        await self._apply.apply(update, self._apply.arrival_of(update))


class Persona:
    """What a person does, and what they then hear: only what is new since they last did something."""

    def __init__(self, stage: Stage, person: Person) -> None:
        self.stage = stage
        self.person = person

    async def says(self, text: str) -> str:
        """Type and send; returns everything the bot said or changed in answer."""
        return await self._then(self.person.say, text)

    async def taps(self, *labels: str) -> str:
        """Press buttons one after the other (the newest of that label); returns the last answer."""
        heard = ""
        for label in labels:
            heard = await self._then(self.person.tap, label)
        return heard

    async def forges(self, data: str) -> str:
        """Press a button that the bot never made: its callback data was put together by hand."""
        message = next(m for m in reversed(self.person.sees().messages) if not m.mine)
        return await self._then(self.person.press, message.message, {"text": "forged", "callback_data": data})

    async def shares_location(self, latitude: float, longitude: float) -> str:
        return await self._then(self.person.share_location, latitude, longitude)

    async def does(self, act: Any, *args: Any, **kwargs: Any) -> str:
        """Anything else a person can do in the sandbox."""
        return await self._then(act, *args, **kwargs)

    async def waits(self, **span: float) -> str:
        """Do nothing for so many days, hours or minutes; returns what the bot said unasked."""
        before = self._texts()
        await self.stage.passes(timedelta(**span))
        return self._new_since(before)

    async def waits_until(self, moment: datetime) -> str:
        """Do nothing until then."""
        return await self.waits(seconds=(moment - self.stage.clock.now()).total_seconds())

    async def has_a_plan(self, *entries: Entry, zone: str = "UTC", at: time = time(7), **answers: Any) -> None:
        """Day 0 was a while ago: the answers are in the diary, and these entries after them."""
        start = min((entry.at for entry in entries), default=self.stage.clock.now()) - timedelta(hours=1)
        await self.writes_down(*answered(start, ANSWERS | answers), *entries, zone=zone, at=at)

    async def writes_down(self, *entries: Entry, zone: str = "UTC", at: time = time(7)) -> None:
        """Entries that were made earlier; consent, zone and time of reminders as after day 0."""
        world, number = self.stage.world, self.person.user.id
        await self._then(self.person.say, "/help")
        async with world.visit(number) as visit:
            await runners.consent(visit.tx, number, "1", visit.now)
            await runners.change(visit.tx, number, zone=zone, remind_at=at, quiet_to=min(at, time(8)))
            await diary.add(visit.tx, world.database.keyring, number, entries, visit.now)
        async with world.visit(number) as visit:
            await reminding.schedule(visit)

    async def diary(self) -> Diary:
        """What is kept about this person."""
        world = self.stage.world
        async with world.visit(self.person.user.id, looks=True) as visit:
            return await visit.diary()

    async def kept(self, kind: type[T]) -> list[T]:
        """The diary's entries of one kind."""
        return [entry for entry in (await self.diary()).entries if isinstance(entry, kind)]

    @property
    def buttons(self) -> list[str]:
        """The inline labels of the newest message that has any, then the reply keys."""
        view = self.person.sees()
        newest = next((m for m in reversed(view.messages) if m.buttons), None)
        return [label for row in newest.buttons for label in row] + view.keys if newest else view.keys

    @property
    def all_buttons(self) -> list[str]:
        """Every label on the screen, old messages included."""
        return list(dict.fromkeys(self.person.sees().labels))

    @property
    def screen(self) -> str:
        """Everything the bot has said, oldest first."""
        return "\n---\n".join(self.person.sees().heard)

    @property
    def pinned(self) -> str:
        """The pinned message."""
        pinned = self.person.sees().pinned
        return pinned.text if pinned else ""

    @property
    def toast(self) -> str:
        """The last note above the chat."""
        toasts = self.person.sees().toasts
        return toasts[-1].text if toasts else ""

    async def _then(self, act: Any, *args: Any, **kwargs: Any) -> str:
        before = self._texts()
        act(*args, **kwargs)
        await self.stage.drain()
        return self._new_since(before)

    def _texts(self) -> dict[int, str]:
        return {m.id: m.text for m in self.person.sees().messages if not m.mine}

    def _new_since(self, before: dict[int, str]) -> str:
        assert not self.stage.request.wrong, self.stage.request.wrong
        heard = "\n".join(text for number, text in self._texts().items() if before.get(number) != text)
        assert general.BUG not in heard, "a handler failed: its error is in the log"
        assert not re.search(r"\{\w*\}|\bNone\b", heard), f"something was not filled in: {heard}"
        return heard


programmes = cache(load_all)


def content() -> tuple[Mapping[str, RehabProtocol], Knowledge]:
    """The programmes and what the bot knows, read once."""
    return programmes(), read_knowledge()


@asynccontextmanager
async def stage(database: Database, at: datetime = MONDAY) -> AsyncIterator[Stage]:
    """A bot on a sandbox over a database, at a moment that stands still."""
    clock = Clock.frozen(at)
    sandbox = Sandbox(clock)
    sandbox.add_bot(TOKEN)
    workshop = QuickWorkshop()
    world = World(database, programmes(), read_knowledge, clock.now, {}, workshop, Gallery(database, workshop))
    running = Stage(sandbox, clock, world, workshop)
    await running.bot.initialize()
    yield running
    await running.bot.shutdown()
