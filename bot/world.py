"""Everything the bot lives on: built once by `bot.app`, reached through the context."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.actions.visit import Visit
from bot.config import Role
from bot.conversation.shown import Shown
from bot.media.offload import Workshop
from bot.outbound.gallery import Gallery
from bot.texts.intake import CONSENT_VERSION
from protocols.knowledge import Knowledge
from protocols.model import RehabProtocol
from scheduler.limits import FREE_RATE
from storage import runners
from storage.database import Database, Transaction
from storage.runners import Runner

DEFAULT_PROTOCOL = "itbs"


@dataclass(frozen=True, slots=True)
class World:
    """The parts that handlers and reminders share. `clock` gives the present moment, aware and in UTC."""

    database: Database
    protocols: Mapping[str, RehabProtocol]
    read_knowledge: Callable[[], Knowledge]  # reads once, then gives the same again
    clock: Callable[[], datetime]
    admins: Mapping[int, Role]
    workshop: Workshop
    gallery: Gallery
    shown: Shown = field(default_factory=Shown)
    broadcast_rate: int = FREE_RATE  # messages a second, as admins are told

    @property
    def knowledge(self) -> Knowledge:
        """What the bot knows; read from files at first use, which `bot.runtime` brings about right after the start."""
        return self.read_knowledge()

    @asynccontextmanager
    async def visit(self, runner_id: int, language: str = "en", *, looks: bool = False) -> AsyncIterator[Visit]:
        """One transaction for one runner; somebody unknown becomes known, with nothing but a number.

        One that only `looks` is not the effect of the update that is being handled.
        """
        now = self.clock()
        async with self.database.reading() if looks else self.database.transaction() as tx:
            runner = await runners.find(tx, runner_id) or await runners.add(
                tx, runner_id, language=language, protocol=DEFAULT_PROTOCOL, now=now
            )
            yield self._visit(tx, runner, now)

    @asynccontextmanager
    async def call_on(self, runner_id: int, *, looks: bool = False) -> AsyncIterator[Visit | None]:
        """A visit that the runner did not ask for; None when they were erased since, and then they stay so."""
        async with self.database.reading() if looks else self.database.transaction() as tx:
            runner = await runners.find(tx, runner_id)
            yield self._visit(tx, runner, self.clock()) if runner else None

    def _visit(self, tx: Transaction, runner: Runner, now: datetime) -> Visit:
        if runner.consent != CONSENT_VERSION:  # given to another text it does not count; the runner is asked anew
            runner = replace(runner, consent=None)
        return Visit(tx, self.database.keyring, self.protocols[runner.protocol], runner, now)
