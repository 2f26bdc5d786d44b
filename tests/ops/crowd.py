"""Runners who chat with a bot all the time, and reminders that fall due meanwhile: everything is counted."""

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from time import perf_counter

from sqlalchemy import func, select, update

from bot.actions import reminding
from bot.actions.visit import Visit
from bot.texts import labels, retention
from protocols.diary import CheckIn
from protocols.loader import load_all
from sandbox.core import Sandbox
from sandbox.people import Person
from storage import diary, outbox, runners
from storage.database import Database
from storage.outbox import Draft, Priority
from storage.retention import WARNING
from storage.tables import outbox as outbox_table
from storage.tables import reminders
from tests.ops.processes import now
from tests.support.intake import ANSWERS, answered

FIRST = 50_000  # the crowd's first id
_ASKED = "Is that your knee"


@dataclass
class Crowd:
    """So many runners with a plan; each says how the knee is, waits for the card, and confirms it.

    `told` are the reminders that must arrive, by chat and words; `unanswered` and `unseen` count cards and edits that
    were waited for in vain.
    """

    sandbox: Sandbox
    size: int
    patience: float  # seconds until a runner gives up on an answer and says something else
    told: set[tuple[int, str]] = field(default_factory=set)
    said: int = 0
    waits: list[float] = field(default_factory=list)
    unanswered: int = 0
    confirmed: Counter[int] = field(default_factory=Counter)
    unseen: int = 0
    _over: bool = False

    @property
    def ids(self) -> range:
        """Everybody's id."""
        return range(FIRST, FIRST + self.size)

    async def settles_in(self, database: Database, reminded: int, seconds: float) -> None:
        """Everybody has a plan and one reminder of today's workout; `reminded` messages with words of their own come
        on top. They fall due evenly within so many seconds.
        """
        begin, dice = now(), random.Random(5)
        protocol = load_all()["itbs"]
        for number in self.ids:
            self.sandbox.add_person("R", id=number).chat.started = True
            async with database.transaction() as tx:
                await runners.add(tx, number, language="en", protocol="itbs", now=begin)
                await runners.consent(tx, number, "1", begin)
                awake = {"quiet_from": time(0), "quiet_to": time(0), "remind_at": begin.time().replace(microsecond=0)}
                await runners.change(tx, number, zone="UTC", **awake)
                entries = answered(begin - timedelta(days=2), ANSWERS)
                await diary.add(tx, database.keyring, number, entries, begin)
                await reminding.schedule(Visit(tx, database.keyring, protocol, await runners.get(tx, number), begin))
                due = begin + timedelta(seconds=dice.uniform(1, seconds))
                mine = (reminders.c.runner_id == number) & (reminders.c.kind == "workout")
                await tx.execute(update(reminders).where(mine).values(next_at=due))
        async with database.transaction() as tx:
            await outbox.put(tx, *(self._notice(n, begin, dice.uniform(1, seconds)) for n in range(reminded)))

    def _notice(self, n: int, begin: datetime, after: float) -> Draft:
        number, day = FIRST + n % self.size, date(2030, 1, 1) + timedelta(days=n // self.size)
        self.told.add((number, _plain(retention.warning(day))))
        due_at, about = begin + timedelta(seconds=after), {"on": day.isoformat()}
        slot = day.isoformat()
        return Draft(
            runner_id=number, kind=WARNING, slot=slot, due_at=due_at, priority=Priority.SAFETY, about=about
        )  # fmt: skip

    async def chats(self, seconds: float, every: float) -> None:
        """Everybody talks for so long, with pauses of `every` seconds on average; then what is open ends."""
        people = [asyncio.create_task(self._talks(self.sandbox.person(number), every)) for number in self.ids]
        await asyncio.sleep(seconds)
        self._over = True
        await asyncio.gather(*people)

    async def _talks(self, person: Person, every: float) -> None:
        dice = random.Random(person.user.id)
        while True:
            await asyncio.sleep(dice.expovariate(1 / every))
            if self._over:
                return
            await self._says_and_confirms(person, f"pain {dice.randrange(3)}")

    async def _says_and_confirms(self, person: Person, text: str) -> None:
        begin, mine = perf_counter(), person.say(text).id
        self.said += 1
        if not await self._happens(lambda: _card(person, mine) > 0):
            self.unanswered += 1
            return
        self.waits.append(perf_counter() - begin)
        card = _card(person, mine)
        person.tap(labels.NOTE_IT, on=card)
        self.confirmed[person.user.id] += 1
        if not await self._happens(lambda: not person.chat.messages[card].text.startswith(_ASKED)):
            self.unseen += 1

    async def _happens(self, condition: Callable[[], bool]) -> bool:
        end = perf_counter() + self.patience
        while not condition():
            if perf_counter() > end:
                return False
            await asyncio.sleep(0.02)
        return True

    def arrived(self) -> Counter[tuple[int, str]]:
        """How often each of the reminders with words of their own came."""
        sent = (
            made for made in self.sandbox.counts.journal if made.method.lower() == "sendmessage" and made.status == 200
        )
        found = ((int(str(made.params["chat_id"])), _plain(str(made.params["text"]))) for made in sent)
        return Counter(key for key in found if key in self.told)

    async def noted(self, database: Database) -> Counter[int]:
        """How many check-ins each runner's diary holds."""
        async with database.reading() as tx:
            diaries = {n: await diary.load(tx, database.keyring, n) for n in self.ids}
        return Counter({n: sum(isinstance(e, CheckIn) for e in diaries[n].entries) for n in self.ids})


def _plain(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "")


def _card(person: Person, after: int) -> int:
    """The number of the card that asks whether to note it; 0 while there is none."""
    for message in reversed(person.chat.messages.values()):
        if message.id <= after:
            return 0
        if message.text.startswith(_ASKED):
            return message.id
    return 0


async def settled(database: Database) -> Counter[tuple[str, str]]:
    """Messages of the outbox by kind and state."""
    query = select(outbox_table.c.kind, outbox_table.c.state, func.count()).group_by(
        outbox_table.c.kind, outbox_table.c.state
    )
    async with database.reading() as tx:
        return Counter({(kind, state): count for kind, state, count in await tx.execute(query)})
