"""Thousands of hostile updates through the real webhook: the bot stays up, and nobody reaches anybody else's rows."""

import asyncio
import io
import json
import logging
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

import aiohttp
import pytest
import structlog
from aiohttp import web
from sqlalchemy import select

from bot import logs
from bot.config import LogFormat, Role
from bot.inbound.webhook import SECRET_HEADER, Webhook, web_app
from protocols.diary import Run
from sandbox.people import Person
from storage import questions
from storage.crypto import Keyring
from storage.database import Database
from storage.schema import METADATA
from tests.ops.forging import every_tap, forged
from tests.ops.hostile import ATTACKERS, CANARIES, VICTIM, Hostile
from tests.support.persona import MONDAY, TOKEN, Persona, Stage
from tests.support.planting import plant

CANARY = "canary-of-the-victim"
SILENT_VICTIM, OWNER = 7002, 91
SECRET, KEY = "hostile-secret", Keyring.new_key()
# A run of so many kilometres and minutes: figures that turn up nowhere else.
KM, MINUTES = 17.3917, 171.3917
# Everything that a log line may say. A new field is added here by somebody who knows that it holds no words of people.
FIELDS = {"event", "level", "logger", "timestamp", "update_id", "kind", "runner", "chat", "method"}
FIELDS |= {"outcome", "stored", "ms", "why", "exception", "cut_short"}


@pytest.fixture(scope="session")
def keyring() -> Keyring:
    """One whose text the test knows, so that it can look for it."""
    return Keyring.parse(KEY)


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[LogFormat, io.StringIO]]:
    """Everything that is logged, in both formats."""
    written = {which: io.StringIO() for which in LogFormat}
    root = logging.getLogger()
    before, level, config = root.handlers[:], root.level, structlog.get_config()
    handlers = []
    for which, stream in written.items():
        monkeypatch.setattr("sys.stderr", stream)
        logs.configure(which)
        handlers += root.handlers
    root.handlers[:] = handlers
    yield written
    root.handlers[:], root.level = before, level
    structlog.configure(**config)


async def _victims(stage: Stage) -> Persona:
    """One has a plan, a run, a question and an open draft; the other a row with a canary in every table there is."""
    vera = stage.person("Vera-canary", VICTIM)
    day_before = MONDAY - timedelta(days=1)
    run = Run(id="verasrun", on=day_before.date(), at=day_before, minutes=MINUTES, km=KM, pain=1)
    await vera.has_a_plan(run)
    database = stage.world.database
    async with database.transaction() as tx:
        await questions.keep(tx, database.keyring, VICTIM, CANARY, MONDAY, kind="unanswered")
    await vera.says("ran 5k in 30 min, pain 2")
    await plant(database, SILENT_VICTIM, CANARY, MONDAY)
    return vera


async def _rows_of_others(database: Database) -> dict[str, list[str]]:
    """Everything in the database that is not an attacker's own, opened."""
    found: dict[str, list[str]] = {}
    async with database.reading() as tx:
        for table in METADATA.sorted_tables:
            if table.name in {"updates", "media_files", "facts"}:
                continue
            owner = table.c.id if table.name == "runners" else table.c.get("runner_id")
            query = select(table) if owner is None else select(table).where(owner.not_in(ATTACKERS))
            found[table.name] = sorted(map(str, (await tx.execute(query)).all()))
    return found


async def _bring(stage: Stage, bodies: list[bytes]) -> Counter[int]:
    """Post them all, a few at a time; the statuses."""
    webhook = Webhook(stage.bot, stage._apply, SECRET)
    webhook._rates.each = webhook._rates.overall = 1e9
    runner = web.AppRunner(web_app(webhook, "/u"), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/u"
    headers = {SECRET_HEADER: SECRET, "Content-Type": "application/json"}
    statuses: Counter[int] = Counter()
    waiting = iter(bodies)

    async def post(http: aiohttp.ClientSession) -> None:
        for body in waiting:
            async with http.post(url, data=body) as answer:
                statuses[answer.status] += 1

    async with aiohttp.ClientSession(headers=headers) as http:
        await asyncio.gather(*(post(http) for _ in range(4)))
    await webhook.finish()
    await runner.cleanup()
    return statuses


async def _leaked(database: Database) -> tuple[str, ...]:
    """Ids of everything the victims have, as somebody would have them who has seen the database."""
    found = {str(VICTIM), str(SILENT_VICTIM), str(OWNER), "verasrun"}
    async with database.reading() as tx:
        for table in METADATA.sorted_tables:
            if table.name not in {"updates", "facts", "media_files"}:
                for row in (await tx.execute(select(*table.primary_key.columns))).all():
                    found |= {str(value) for value in row}
    return tuple(sorted(found))


@pytest.mark.parametrize("count", [1200, pytest.param(20_000, marks=pytest.mark.thorough)])
async def test_hostile_updates_break_nothing_and_reach_nobody_else(
    on_stage: Stage, logged: dict[LogFormat, io.StringIO], count: int
) -> None:
    cast("dict[int, Role]", on_stage.world.admins)[OWNER] = Role.OWNER
    vera = await _victims(on_stage)
    attackers: list[Person] = [on_stage.sandbox.add_person(f"M{n}", id=n) for n in ATTACKERS]
    for attacker in attackers:
        attacker.say("/start")
    await on_stage.drain()
    database, hostile = on_stage.world.database, Hostile(8, await _leaked(on_stage.world.database))
    before, seen = await _rows_of_others(database), vera.screen
    statuses = await _bring(on_stage, hostile.bodies(count))
    _check_logs(logged)
    assert set(statuses) <= {200, 400}, statuses
    assert statuses[200] > count * 0.7
    assert set(hostile.tapped) == {tap.name for tap in every_tap()}
    assert await _rows_of_others(database) == before
    assert vera.screen == seen
    told = json.dumps(
        [[m.message.content | {"b": m.buttons} for m in a.sees().messages if not m.mine] for a in attackers]
    )
    for secret in (CANARY, "Vera-canary", "verasrun", str(KM), str(MINUTES), TOKEN, KEY, SECRET):
        assert secret not in told
    assert await vera.says("/today")


def _check_logs(logged: dict[LogFormat, io.StringIO]) -> None:
    """No traceback, no error but of an update that cannot be read, and none of the canaries, in any format."""
    events = [json.loads(line) for line in logged[LogFormat.JSON].getvalue().splitlines()]
    broken = {line["exception"][-900:] for line in events if "exception" in line}
    assert not broken, "\n\n".join(broken)
    assert {line["event"] for line in events if line["level"] == "error"} <= {"update.unreadable"}
    assert {name for line in events for name in line} <= FIELDS
    for which, written in logged.items():
        text = written.getvalue()
        assert len(text.splitlines()) >= len(events), which
        for canary in (*CANARIES, CANARY, "Vera-canary", "verasrun", str(KM), str(MINUTES), TOKEN, KEY, SECRET):
            assert canary not in text, f"{canary} in the log as {which}"


@pytest.mark.parametrize("tap", every_tap(), ids=lambda tap: str(tap.name))
async def test_every_button_can_be_forged_with_leaked_ids(tap: Any) -> None:
    """The fuzz above would prove little if its data were none that the bot takes."""
    import random

    dice = random.Random(1)
    made = {forged(tap, dice, ("7001", "verasrun")) for _ in range(50)}
    assert all(tap.pattern.match(data) for data in made)
