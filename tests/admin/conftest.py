"""The bot with admins, its background work and a clock: SQLite and PostgreSQL alike."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

import pytest

from bot.config import Role
from bot.outbound.hands import TelegramHands
from scheduler.broadcast import Broadcasts
from storage import broadcasts, recipients, runners
from storage.broadcasts import Broadcast
from storage.database import Database
from storage.recipients import Tally
from tests.support.persona import Persona, Stage, stage

OWNER, EDITOR, OTHER_EDITOR, VIEWER = 91, 92, 93, 94
ROLES = {OWNER: Role.OWNER, EDITOR: Role.EDITOR, OTHER_EDITOR: Role.EDITOR, VIEWER: Role.VIEWER}


@dataclass
class Office:
    """The stage with everything that beats in the background."""

    stage: Stage
    broadcasts: Broadcasts

    async def beat(self, beats: int = 1, seconds: float = 4) -> None:
        """Let time pass and everything that is due happen."""
        for _ in range(beats):
            await self.broadcasts.tick()
            await self.stage.delivery.tick()
            self.stage.clock.advance(timedelta(seconds=seconds))
        await self.broadcasts.tick()

    def admin(self, number: int = EDITOR) -> Persona:
        return self.stage.person(f"Admin {number}", number)

    async def crowd(self, count: int, first: int = 10_001, **values: object) -> list[int]:
        """So many runners who are there, reachable, and not asleep."""
        ids = list(range(first, first + count))
        self.stage.sandbox.add_crowd(next(iter(self.stage.sandbox.world.bots.values())), ids)
        async with self.stage.world.database.transaction() as tx:
            for number in ids:
                await runners.add(tx, number, language="en", protocol="itbs", now=self.stage.clock.now())
                if values:
                    await runners.change(tx, number, **values)
        return ids

    def heard(self, number: int) -> list[str]:
        """Everything the bot said to this person."""
        return self.stage.sandbox.person(number).sees().heard

    async def newest(self) -> Broadcast:
        async with self.stage.world.database.reading() as tx:
            found = await broadcasts.recent(tx, 1)
        return found[0]

    async def tally(self, broadcast_id: int) -> Tally:
        async with self.stage.world.database.reading() as tx:
            return await recipients.tally(tx, broadcast_id)


async def compose(admin: Persona, text: str = "We are <live>!") -> None:
    """A new broadcast with this message."""
    await admin.says("/broadcast")
    await admin.taps("New broadcast")
    await admin.says(text)


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    """Nobody but admins so far, on SQLite and on PostgreSQL."""
    async with stage(database) as running:
        yield _opened(running)
        running.world.knowledge.learn([])  # it is shared by all tests


@pytest.fixture
def quick_office(on_stage: Stage) -> Office:
    """The same on SQLite only, for what does not depend on the database."""
    return _opened(on_stage)


def _opened(running: Stage) -> Office:
    """It is Monday, 09:00 UTC: nobody in UTC sleeps."""
    cast("dict[int, Role]", running.world.admins).update(ROLES)
    running.clock.advance(timedelta(hours=2))
    hands = TelegramHands(running.bot.bot, running.world)
    return Office(running, Broadcasts(running.world.database, running.clock.now, hands))
