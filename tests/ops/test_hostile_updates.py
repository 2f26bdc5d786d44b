"""Thousands of hostile updates through the real webhook: the bot stays up, and nobody reaches anybody else's rows."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.webhook import SECRET_HEADER, Webhook, web_app
from protocols.diary import Run
from sandbox.people import Person
from storage import questions
from storage.export import held
from tests.ops.hostile import ATTACKERS, VICTIM, Hostile
from tests.support.persona import MONDAY, Persona, Stage

CANARY = "canary-of-the-victim"
SECRET = "hostile-secret"


async def _victim(stage: Stage) -> Persona:
    """A runner with a plan, a run, a question and an open draft."""
    vera = stage.person("Vera", VICTIM)
    day_before = MONDAY - timedelta(days=1)
    await vera.has_a_plan(Run(id="verasrun", on=day_before.date(), at=day_before, minutes=20, pain=1))
    database = stage.world.database
    async with database.transaction() as tx:
        await questions.keep(tx, database.keyring, VICTIM, CANARY, MONDAY, kind="unanswered")
    await vera.says("ran 5k in 30 min, pain 2")
    return vera


async def _held(stage: Stage) -> dict[str, Any]:
    database = stage.world.database
    async with database.reading() as tx:
        return await held(tx, database.keyring, VICTIM)


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


@pytest.mark.parametrize("count", [2000, pytest.param(20_000, marks=pytest.mark.thorough)])
async def test_hostile_updates_break_nothing_and_reach_nobody_else(
    on_stage: Stage, lines: Callable[[], list[dict[str, Any]]], count: int
) -> None:
    vera = await _victim(on_stage)
    attackers: list[Person] = [on_stage.sandbox.add_person(f"M{n}", id=n) for n in ATTACKERS]
    for attacker in attackers:
        attacker.say("/start")
    await on_stage.drain()
    before, seen = await _held(on_stage), vera.screen
    ids = tuple(str(entry["id"]) for entry in before["entries"])[-3:]
    statuses = await _bring(on_stage, Hostile(8, ids).bodies(count))
    logged = lines()
    assert set(statuses) <= {200, 400}, statuses
    assert statuses[200] > count * 0.7
    broken = {line["exception"][-900:] for line in logged if "exception" in line}
    assert not broken, "\n\n".join(broken)
    assert {line["event"] for line in logged if line["level"] == "error"} <= {"update.unreadable"}
    assert await _held(on_stage) == before
    assert vera.screen == seen
    told = json.dumps([attacker.sees().heard for attacker in attackers])
    assert CANARY not in told
    assert "verasrun" not in told
    assert CANARY not in json.dumps(logged)
    assert "Vera" not in json.dumps(logged)
    assert await vera.says("/today")
