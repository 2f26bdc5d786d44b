"""What operators may meet, provoked, and mended as the runbook in docs/operations.md says.

Other rows of the runbook are provoked where the part is tested: keys, newer databases (`test_backups.py`), settings
(`test_processes.py`), a replica that has too much in hand (`tests/delivery/test_webhook.py`).
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import text
from telegram import Update

from bot.inbound import applying
from storage import runners
from storage.crypto import Keyring
from storage.database import Database
from storage.schema import migrate
from tests.conftest import fresh_postgres
from tests.delivery.bot_api import bot_api
from tests.delivery.test_intake import NOW, House
from tests.ops.processes import SECRET, TOKEN, Site, Started, free_port, site, until

RITA = 7001


@pytest.fixture
async def alone(tmp_path: Path) -> AsyncIterator[Site]:
    """A place for `run` on SQLite."""
    async with site(f"sqlite:///{tmp_path}/x.db", Keyring.new_key()) as place:
        yield place


@pytest.fixture
async def shared(postgres_url: str) -> AsyncIterator[Site]:
    """A place for `serve` and `worker`, migrated."""
    async with site(fresh_postgres(postgres_url), Keyring.new_key()) as place:
        assert (await place.does("migrate")).process.returncode == 0
        yield place


async def _hook(place: Site) -> dict[str, Any]:
    return dict((await place.sandbox.call(TOKEN, "getWebhookInfo")).result)


async def _serve(place: Site, port: int, at: int | None = None, secret: str = SECRET) -> Started:
    """A `serve` on this port, which tells Telegram that updates go to the port `at`."""
    url = f"http://127.0.0.1:{at or port}/telegram"
    running = await place.start("serve", LISTEN=f"127.0.0.1:{port}", WEBHOOK_URL=url, WEBHOOK_SECRET=secret)
    await running.ready()
    return running


async def _figure(running: Started, name: str) -> float:
    """The sum of a metric over its labels."""
    _, body = await running.ask("/metrics")
    return sum(float(line.split()[-1]) for line in body.splitlines() if line.startswith(name))


async def _bring(port: int) -> None:
    """An update, as Telegram would bring it."""
    person = {"id": RITA, "is_bot": False, "first_name": "Rita"}
    message = {"message_id": 1, "date": 0, "chat": {"id": RITA, "type": "private"}, "from": person, "text": "/start"}
    headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    update = {"update_id": 1, "message": message}
    async with (
        aiohttp.ClientSession(headers=headers) as http,
        http.post(f"http://127.0.0.1:{port}/telegram", json=update) as answer,
    ):
        assert answer.status == 200


def _logged(running: Started, event: str, **about: Any) -> Callable[[], bool]:
    return lambda: any(each["event"] == event and about.items() <= each.items() for each in running.events)


async def test_a_second_process_on_the_same_sqlite_database_ends_with_one_line(alone: Site) -> None:
    first = await alone.start("run")
    await first.ready()
    second = await alone.does("run")
    assert second.process.returncode == 2
    assert second.lines[-1].startswith("strideback: ")
    assert "another process uses this database" in second.lines[-1]
    assert await first.ends() == 0


async def test_when_telegram_cannot_reach_the_address_it_says_so_and_everything_waits_there(shared: Site) -> None:
    port, nobody = free_port(), free_port()
    lost = await _serve(shared, port, at=nobody)
    rita = shared.sandbox.add_person("Rita", id=RITA)
    rita.say("/start")
    async with asyncio.timeout(20):
        while "last_error_message" not in (told := await _hook(shared)):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert told["pending_update_count"] == 1
    assert (await lost.ask("/readyz"))[0] == 200
    assert rita.sees().heard == []
    assert await lost.ends() == 0
    await _serve(shared, port)
    await until(lambda: rita.sees().heard)


async def test_a_replica_with_another_secret_refuses_and_the_same_one_everywhere_mends_it(shared: Site) -> None:
    port = free_port()
    first = await _serve(shared, port)
    await _serve(shared, free_port(), at=port, secret="another-secret")  # it told Telegram last
    rita = shared.sandbox.add_person("Rita", id=RITA)
    rita.say("/start")
    async with asyncio.timeout(20):
        while "403" not in (await _hook(shared)).get("last_error_message", ""):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert await first.ends() == 0
    await _serve(shared, port)
    await until(lambda: rita.sees().heard)


async def test_a_webhook_that_is_still_set_is_a_conflict_until_it_is_deleted(alone: Site) -> None:
    url = f"http://127.0.0.1:{free_port()}/telegram"
    await alone.sandbox.call(TOKEN, "setWebhook", {"url": url})
    running = await alone.start("run")
    await until(_logged(running, "intake.telegram_away", why="conflict"))
    rita = alone.sandbox.add_person("Rita", id=RITA)
    rita.say("/start")
    await alone.sandbox.call(TOKEN, "deleteWebhook")
    await until(lambda: rita.sees().heard, 40)


async def test_without_a_worker_nobody_holds_the_sending_budget(shared: Site) -> None:
    serving = await _serve(shared, free_port())
    assert await _figure(serving, "strideback_sending_budget_held ") == 0
    worker = await shared.start("worker")
    assert (await worker.ready())["sending"]
    assert await _figure(serving, "strideback_sending_budget_held ") == 1


async def test_a_token_that_was_revoked_ends_run_with_one_line_and_is_counted_by_serve(
    alone: Site, shared: Site
) -> None:
    running = await alone.start("run")
    await running.ready()
    port = free_port()
    serving = await _serve(shared, port)
    alone.sandbox.add_person("Rita", id=RITA).say("/start")  # or the poll in hand would go on for half a minute
    for place in (alone, shared):
        del place.sandbox.world.bots[TOKEN]
    await _bring(port)
    assert await asyncio.wait_for(running.process.wait(), 60) == 2
    assert running.lines[-1].startswith("strideback: BOT_TOKEN: Telegram refuses it")
    async with asyncio.timeout(20):
        while not await _figure(serving, 'strideback_calls_total{method="sendMessage",outcome="unauthorized"}'):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def test_with_a_full_disk_nothing_is_confirmed_and_all_of_it_is_handled_when_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite's own limit stands for the disk's: the error is the same."""
    monkeypatch.setattr(applying, "OUTAGE_PAUSES", (0.01, 0.01))
    monkeypatch.setattr(applying, "OUTAGE_PAUSE", 0.01)
    database = Database(f"sqlite:///{tmp_path}/x.db", Keyring.parse(Keyring.new_key()))
    await migrate(database)
    await _sql(database, "CREATE TABLE pages (x)")
    tries = 0
    async with bot_api() as api:
        house = House(api, database)

        async def handler(update: Update) -> None:
            nonlocal tries
            tries += 1
            if tries == 30:
                await _sql(database, "PRAGMA max_page_count = 1000000")
            async with database.transaction() as tx:
                await runners.add(tx, update.update_id, language="en", protocol="itbs", now=NOW)
                await tx.execute(text("INSERT INTO pages VALUES (zeroblob(50000))"))

        ids = [api.says(chat, "x") for chat in range(1, 4)]
        await _sql(database, "PRAGMA max_page_count = 1")  # it stays as large as it is, and grows no more
        async with house.running(handler):
            await api.until_confirmed()
        assert await house.stored() == ids
        assert house.errors == []
        assert tries > 30
    await database.close()


async def _sql(database: Database, statement: str) -> None:
    async with database.transaction() as tx:
        await tx.execute(text(statement))
