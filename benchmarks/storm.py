"""A broadcast through a storm: people are gone, Telegram fails, `kill -9` strikes, and 50 runners chat meanwhile.

python -m benchmarks.storm                          # 10,000 recipients at 30/s and three kills: six minutes
python -m benchmarks.storm --recipients 1500 --kills 1

An admin composes and confirms it in the chat; the bot is the real one (`python -m bot run`) in a process of its own;
the sandbox keeps Telegram's limits strictly. 3 % have blocked the bot, 1 % are gone, 2 % of the copies end with a 502
and one in a thousand with a 429 "wait a second". Exit code 1 when a sum is wrong or somebody got it twice.

The *allowed* rate is what Telegram would have let through: 30 a second while the process lived and no 429 told it to
wait, less what runners' answers and the admin's card took. "With the waits" counts the seconds of those 429s, too.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from time import time as unix_now

from sqlalchemy import select

from benchmarks.broadcast import ADMIN, fill
from benchmarks.reckoning import Log, Span, print_answers, print_rate, sums_are_right
from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.faults import server_error, too_many
from sandbox.http import serve
from sandbox.limits import SpeedLimit
from sandbox.people import Person
from scheduler.limits import FREE_RATE
from storage import recipients
from storage.broadcasts import KIND
from storage.crypto import Keyring
from storage.database import Database
from storage.tables import outbox

TOKEN, NEWS = "123456:benchmark_of_a_storm", "News for everybody"
CHATTERS, THINKS = 50, 15.0  # people, and seconds between an answer and their next word
WORDS = ("/help", "/today", "Does ice help?", "What is the step-down for?", "/privacy", "/topics")
ERROR = '"level": "error"'
WAIT = 1  # seconds that a surprising 429 asks for


class Storm:
    """The stage, and what happens on it."""

    def __init__(self, count: int, folder: Path) -> None:
        self.count, self.key, self.url = count, Keyring.new_key(), f"sqlite:///{folder / 'storm.db'}"
        self.log, self.lines = Log(), folder / "bot.log"
        self.sandbox = Sandbox(Clock(lambda: datetime.now(UTC)), history=20, speed_limit=SpeedLimit(FREE_RATE))
        self.sandbox.counts = self.log
        self.dead: list[Span] = []
        self.answers: list[Span] = []  # asked, answered
        self.ada, self.chatters = self._people()
        self.preview = Counter[int]()

    def _people(self) -> tuple[Person, list[Person]]:
        bot = self.sandbox.add_bot(TOKEN)
        ada = self.sandbox.add_person("Ada", id=ADMIN)
        last = self.count - CHATTERS
        self.sandbox.add_crowd(bot, range(ADMIN + 1, last + 1))
        for number in range(ADMIN + 1, last + 1):
            self.sandbox.person(number).chat.blocked = number % 100 < 3
            self.sandbox.person(number).user.deactivated = number % 100 == 3
        return ada, [self.sandbox.add_person(f"R{n}", id=n) for n in range(last + 1, self.count + 1)]

    async def rage(self, kills: int) -> None:
        """The whole of it."""
        database = Database(self.url, Keyring.parse(self.key))
        await fill(database, self.count)
        await database.close()
        served = await serve(self.sandbox, "127.0.0.1", 0)
        bot = await self._start(served.url)
        for person in (self.ada, *self.chatters):
            await self._answered(person, "/help")
        await self._compose()
        talking = [asyncio.create_task(self._chat(nth, person)) for nth, person in enumerate(self.chatters)]
        try:
            for nth in range(kills):
                await _until(lambda nth=nth: self.reached >= self.count * (nth + 1) // (kills + 1))  # type: ignore[misc]
                bot.kill()
                killed = unix_now()
                await bot.wait()
                bot = await self._start(served.url)
                self.dead.append((killed, self.log.alive_at))
            await _until(lambda: any("Broadcast 1 is done" in text for text in self.ada.sees().heard))
        finally:
            for task in talking:
                task.cancel()
            bot.terminate()
            await bot.wait()
            await served.stop()

    @property
    def reached(self) -> int:
        return len(self.log.copies)

    async def _start(self, url: str) -> asyncio.subprocess.Process:
        env = {
            "BOT_TOKEN": TOKEN, "BOT_API_URL": url, "DATABASE_URL": self.url, "DATA_KEY": self.key,
            "ADMINS": f"{ADMIN}:owner", "LOG_FORMAT": "json",
        }  # fmt: skip
        before = self.log.alive_at
        command = (sys.executable, "-m", "bot", "run")
        with self.lines.open("ab") as lines:
            bot = await asyncio.create_subprocess_exec(*command, env=os.environ | env, stderr=lines)
        await _until(lambda: self.log.alive_at > before)
        return bot

    async def _compose(self) -> None:
        """The admin writes it, leaves out the test cohort, and confirms."""
        await self._answered(self.ada, "/broadcast")
        self.ada.tap("New broadcast")
        await asyncio.sleep(1.5)
        await self._answered(self.ada, NEWS)
        for label in ("☑ Test first", "Send …", f"Send to {self.count}"):
            await asyncio.sleep(1.5)  # she reads what she confirms
            self.ada.tap(label)
            if label == "Send …":  # nothing has gone out yet but the preview
                self.log.copies.clear()
                self.preview = self._copies_got()
                self.sandbox.faults.odds("copyMessage", server_error(), 0.02)
                self.sandbox.faults.odds("copyMessage", too_many(WAIT), 0.001)

    async def _chat(self, nth: int, person: Person) -> None:
        await asyncio.sleep(THINKS * nth / CHATTERS)
        while True:
            for word in WORDS:
                self.answers.append(await self._answered(person, word))
                await asyncio.sleep(THINKS)

    async def _answered(self, person: Person, word: str) -> Span:
        """Say something; when, and when the answer was there."""
        asked, mine = unix_now(), person.say(word).id
        await _until(
            lambda: any(
                m.id > mine and m.sender is not person.user and m.text != NEWS for m in person.chat.messages.values()
            )
        )
        return asked, unix_now()

    async def judge(self) -> bool:
        """Print what came of it; whether every sum is right."""
        database = Database(self.url, Keyring.parse(self.key))
        async with database.reading() as tx:
            tally = await recipients.tally(tx, 1)
            rows = await tx.execute(select(outbox.c.runner_id, outbox.c.state).where(outbox.c.kind == KIND))
            ledger: dict[int, str] = {row.runner_id: row.state for row in rows}
        await database.close()
        print_rate(self.log, self.dead)
        print_answers(self.answers, CHATTERS, self.dead)
        print(f"errors in the bot's log: {self.lines.read_text().count(ERROR)}")
        print("the admin's report:\n  " + self.ada.sees().heard[-1].replace("\n", "\n  "))
        return sums_are_right(tally, ledger, self._copies_got() - self.preview, self.count)

    def _copies_got(self) -> Counter[int]:
        """How often each person has the news in the chat."""
        private = {each.user.id: each for each in map(self.sandbox.person, range(ADMIN, self.count + 1))}
        return Counter(number for number, person in private.items() for text in person.sees().heard if text == NEWS)


async def _until(reached: Callable[[], bool]) -> None:
    while not reached():  # noqa: ASYNC110 - another process does the work
        await asyncio.sleep(0.005)


async def main(arguments: list[str]) -> int:
    """Let it rage."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--recipients", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=3)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        storm = Storm(chosen.recipients, Path(folder))
        await storm.rage(chosen.kills)
        return 0 if await storm.judge() else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
