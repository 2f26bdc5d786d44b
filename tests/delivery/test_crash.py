"""Kill -9 at random moments, while updates come in and messages go out through a server that fails, too."""

import asyncio
import random
import signal
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from scheduler.clock import EVERY_DAY
from storage import outbox, reminders, runners
from storage.crypto import Keyring
from storage.database import Database
from storage.outbox import Draft, Priority, State
from storage.reminders import Reminder
from storage.schema import migrate
from storage.tables import audit
from storage.tables import outbox as outbox_table
from tests.delivery.bot_api import serving
from tests.delivery.faulty_api import FaultyApi

CHATS = 200
START = datetime.now(UTC)


class Scene:
    """Two bots (one on SQLite) that are killed and started again, and what there is to count afterwards."""

    def __init__(self, database: Database, key: str, api: FaultyApi, messages: int, kills: int) -> None:
        self.database, self.key, self.api = database, key, api
        self.messages, self.kills = messages, kills
        self.roles = [["intake"]] if database.is_sqlite else [["intake"], []]
        self.dice = random.Random(11)
        self.killed = 0

    async def prepare(self) -> None:
        """Half reminders, half broadcasts, due all along the way, and a recurring reminder for everybody.

        As many updates come in meanwhile.
        """
        async with self.database.transaction() as tx:
            for chat in range(1, CHATS + 1):
                await runners.add(tx, chat, language="en", protocol="itbs", now=START)
                await runners.change(tx, chat, quiet_from=datetime.min.time(), quiet_to=datetime.min.time())
                await reminders.replace(tx, chat, [self._recurring(chat)])
            await outbox.put(tx, *(self._draft(number) for number in range(self.messages)))

    def _draft(self, number: int) -> Draft:
        # Safety is delivered like a reminder, and the message budget leaves it alone.
        kind, priority = ("news", Priority.BROADCAST) if number % 2 else ("reminder", Priority.SAFETY)
        due_at = START + timedelta(seconds=self.dice.random() * self.kills)
        return Draft(runner_id=number % CHATS + 1, kind=kind, slot=f"{number}", due_at=due_at, priority=priority)

    def _recurring(self, chat: int) -> Reminder:
        due_at = START + timedelta(seconds=self.dice.random() * self.kills)
        at = (START - timedelta(hours=1)).time().replace(second=0, microsecond=0)  # next time tomorrow
        return Reminder(chat, "reminder, daily", EVERY_DAY, at, "UTC", due_at)

    async def play(self) -> None:
        """Kill and start again, let updates come in, and end when all is done."""
        talking = asyncio.create_task(self._talk())
        bots = [asyncio.create_task(self._keep_killing(roles)) for roles in self.roles]
        await asyncio.gather(talking, *bots)
        last = [await self._start(roles) for roles in self.roles]
        async with asyncio.timeout(120 + 5 * self.kills):
            while self.api.updates or await self._waiting():  # noqa: ASYNC110 - others do the work
                await asyncio.sleep(0.2)
        for bot in last:
            bot.send_signal(signal.SIGTERM)
        assert [await asyncio.wait_for(bot.wait(), 10) for bot in last] == [0] * len(last)

    async def _talk(self) -> None:
        for number in range(self.messages):
            self.api.says(number % CHATS + 1, "hi")
            await asyncio.sleep(self.kills / self.messages)

    async def _keep_killing(self, roles: list[str]) -> None:
        for _ in range(-(-self.kills // len(self.roles))):
            bot = await self._start(roles)
            await asyncio.sleep(self.dice.random() * 0.8)
            bot.kill()
            await bot.wait()
            self.killed += 1

    async def _start(self, roles: list[str]) -> asyncio.subprocess.Process:
        url = self.database.url.render_as_string(hide_password=False)
        bot = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.delivery.crash_bot", url, self.api.url, self.key, *roles),
            stdout=asyncio.subprocess.PIPE,
        )
        assert bot.stdout is not None
        while b"up" not in (line := await asyncio.wait_for(bot.stdout.readline(), 20)):
            assert line, "the bot did not come up"
        return bot

    async def _waiting(self) -> bool:
        async with self.database.reading() as tx:
            return await outbox.next_moment(tx) is not None or await reminders.overdue(tx, datetime.now(UTC)) > 0

    async def applied(self) -> Counter[int]:
        async with self.database.reading() as tx:
            return Counter((await tx.execute(select(audit.c.admin_id))).scalars())

    async def settled(self) -> dict[tuple[int, str], str]:
        query = select(outbox_table.c.runner_id, outbox_table.c.kind, outbox_table.c.slot, outbox_table.c.state)
        async with self.database.reading() as tx:
            return {(chat, f"{kind}/{slot}"): state for chat, kind, slot, state in await tx.execute(query)}


@pytest.mark.parametrize(("messages", "kills"), [(160, 4), pytest.param(2000, 50, marks=pytest.mark.thorough)])
async def test_nothing_is_lost_and_nothing_is_done_twice(database_url: str, messages: int, kills: int) -> None:
    key = Keyring.new_key()
    database = Database(database_url, Keyring.parse(key))
    await migrate(database)
    async with serving(FaultyApi()) as api:
        scene = Scene(database, key, api, messages, kills)
        await scene.prepare()
        try:
            await scene.play()
            applied, settled = await scene.applied(), await scene.settled()
        finally:
            await database.close()
    reminded = {what: api.arrived[what] for what in settled if what[1].startswith("reminder")}
    news = {what: api.arrived[what] for what in settled if what[1].startswith("news")}
    unsure = [what for what, state in settled.items() if state == State.UNSURE]
    print(
        f"\n{'SQLite' if database.is_sqlite else 'PostgreSQL, two workers'}: {scene.killed} kills, {dict(api.faults)}\n"
        f"updates   {messages} in, {len(applied)} applied, {sum(n > 1 for n in applied.values())} twice\n"
        f"reminders {len(reminded)}: {sum(n == 0 for n in reminded.values())} lost, "
        f"{sum(n > 1 for n in reminded.values())} more than once\n"
        f"news      {len(news)}: {sum(n > 1 for n in news.values())} twice, {len(unsure)} unsure, of which "
        f"{sum(api.arrived[what] == 0 for what in unsure)} did not arrive\n"
        f"settled   {dict(Counter(settled.values()))}"
    )
    assert scene.killed >= kills
    assert applied == Counter(range(101, 101 + messages))
    assert len(reminded) == messages // 2 + CHATS
    assert min(reminded.values()) >= 1
    assert max(news.values()) <= 1
    assert all(api.arrived[what] == 1 for what, state in settled.items() if what in news and state == State.SENT)
    assert set(settled.values()) <= {State.SENT, State.UNSURE}
