"""A broadcast through a failing Telegram and three `kill -9`: the sums are equal, and nobody gets it twice."""

import asyncio
import random
import signal
import sys
from datetime import UTC, datetime, time

import pytest
from sqlalchemy import insert, select

from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.faults import server_error, too_many
from sandbox.http import serve
from storage import broadcasts, recipients
from storage.broadcasts import Stage
from storage.crypto import Keyring
from storage.database import Database
from storage.outbox import State
from storage.recipients import Tally
from storage.schema import migrate
from storage.tables import outbox, runners
from tests.admin.crash_office import ADMIN, TOKEN

FIRST = 10_001
START = datetime.now(UTC)


class Scene:
    """Many recipients in a sandbox behind a socket, and a bot that is killed and started again."""

    def __init__(self, database: Database, key: str, count: int, rate: int) -> None:
        self.database, self.key, self.count, self.rate = database, key, count, rate
        self.sandbox = Sandbox(Clock(lambda: datetime.now(UTC)), history=5, journal=50)
        self.ids = range(FIRST, FIRST + count)
        self.dice = random.Random(7)

    async def prepare(self) -> None:
        """3 % have blocked the bot and 1 % are gone, all unknown to it; Telegram fails in 2 % of the calls."""
        bot = self.sandbox.add_bot(TOKEN)
        self.sandbox.add_crowd(bot, self.ids)
        for number in self.ids:
            person = self.sandbox.person(number)
            person.chat.blocked = number % 100 < 3
            person.user.deactivated = number % 100 == 3
        self.sandbox.faults.odds("copyMessage", server_error(), 0.02)
        self.sandbox.faults.odds("copyMessage", too_many(1), 0.002)
        said = self.sandbox.add_person("Ada", id=ADMIN).say("News for everybody")
        async with self.database.transaction() as tx:
            await tx.execute(insert(runners), [self._runner(number) for number in (*self.ids, ADMIN)])
            draft = await broadcasts.add(tx, ADMIN, START)
            values = {"message_ids": (said.id,), "expected": self.count + 1, "confirmed_at": START, "test": False}
            await broadcasts.move(tx, draft.id, (Stage.DRAFT,), Stage.SCHEDULED, **values)

    def _runner(self, number: int) -> dict[str, object]:
        quiet = time(0).strftime("%H:%M")
        flags = dict.fromkeys(("discreet", "muted", "reads_only"), False)
        return {
            **flags, "id": number, "created_at": START, "seen_at": START, "protocol": "itbs", "language": "en",
            "quiet_from": quiet, "quiet_to": quiet,
        }  # fmt: skip

    async def play(self, kills: int) -> None:
        """Kill -9 so often while it runs, then let it end."""
        served = await serve(self.sandbox, "127.0.0.1", 0)
        for nth in range(kills):
            bot = await self._start(served.url)
            goal = self.count * (nth + 1) // (kills + 1)
            await self._until(lambda goal=goal: self.arrived >= goal)  # type: ignore[misc]
            bot.kill()
            await bot.wait()
        bot = await self._start(served.url)
        await self._until_done()
        bot.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(bot.wait(), 15) == 0
        await served.stop()

    @property
    def arrived(self) -> int:
        return sum(self.sandbox.counts.delivered[number] for number in self.ids)

    async def _until(self, reached: object) -> None:
        async with asyncio.timeout(60 + 4 * self.count / self.rate):
            while not reached():  # type: ignore[operator]  # noqa: ASYNC110 - another process does the work
                await asyncio.sleep(0.02)

    async def _until_done(self) -> None:
        async with asyncio.timeout(60 + 4 * self.count / self.rate):
            while True:
                async with self.database.reading() as tx:
                    found = await broadcasts.find(tx, 1)
                if found is not None and found.state is Stage.DONE:
                    return
                await asyncio.sleep(0.2)

    async def _start(self, url: str) -> asyncio.subprocess.Process:
        address = self.database.url.render_as_string(hide_password=False)
        bot = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.admin.crash_office", address, url, self.key, str(self.rate)),
            stdout=asyncio.subprocess.PIPE,
        )
        assert bot.stdout is not None
        while b"up" not in (line := await asyncio.wait_for(bot.stdout.readline(), 30)):
            assert line, "the bot did not come up"
        return bot

    async def ledger(self) -> tuple[dict[int, str], Tally]:
        async with self.database.reading() as tx:
            rows = await tx.execute(select(outbox.c.runner_id, outbox.c.state).where(outbox.c.kind == broadcasts.KIND))
            return {row.runner_id: row.state for row in rows}, await recipients.tally(tx, 1)


@pytest.mark.parametrize(
    ("count", "rate", "kills"), [(600, 200, 3), pytest.param(10_000, 200, 3, marks=pytest.mark.thorough)]
)
async def test_everybody_is_accounted_for_and_nobody_gets_it_twice(
    database_url: str, count: int, rate: int, kills: int
) -> None:
    key = Keyring.new_key()
    database = Database(database_url, Keyring.parse(key))
    await migrate(database)
    scene = Scene(database, key, count, rate)
    await scene.prepare()
    await database.close()  # SQLite belongs to the bot now; we look at it between its transactions
    await scene.play(kills)
    ledger, tally = await scene.ledger()
    await database.close()
    arrived = scene.sandbox.counts.delivered
    print(f"\n{count} recipients, {kills} kills: {tally}, calls refused: {dict(scene.sandbox.counts.refused)}")
    assert tally.waiting == 0
    assert tally.sent + tally.blocked + tally.gone + tally.failed + tally.uncertain == count + 1
    assert max(arrived[number] for number in scene.ids) == 1
    assert all(arrived[number] == 1 for number in scene.ids if ledger[number] == State.SENT)
    assert all(arrived[number] == 0 for number in scene.ids if ledger[number] in (State.VOID, State.FAILED))
    told = scene.sandbox.person(ADMIN).sees().heard[-1]  # the admin's report says the same
    assert f"• {tally.sent} got it\n• {tally.blocked} blocked me\n• {tally.gone} gone" in told
    assert f"• {tally.uncertain} uncertain" in told
    known = [number % 100 for number in scene.ids if ledger[number] != State.UNSURE]
    assert (tally.blocked, tally.gone) == (sum(each < 3 for each in known), sum(each == 3 for each in known))
