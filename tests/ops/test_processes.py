"""`serve` and `worker` as an operator starts them, on a real PostgreSQL and the sandbox over HTTP."""

import asyncio
import signal
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.__main__ import main
from bot.config import load
from bot.runtime.needs import database_url
from storage import outbox, runners
from storage.crypto import Keyring
from storage.database import Database
from storage.outbox import Draft
from storage.tables import outbox as table
from tests.conftest import fresh_postgres
from tests.ops.processes import Site, Started, free_port, now, site, until

RITA = 7001


@pytest.fixture
def key() -> str:
    return Keyring.new_key()


async def _line_up(database_url: str, key: str, kind: str, slot: str) -> None:
    """A reminder that is due now, for a runner without quiet hours."""
    database = Database(database_url, Keyring.parse(key))
    async with database.transaction() as tx:
        midnight = now().min.time()
        await runners.change(tx, RITA, quiet_from=midnight, quiet_to=midnight)
        await outbox.put(tx, Draft(runner_id=RITA, kind=kind, slot=slot, due_at=now()))
    await database.close()


async def _settled(database_url: str, key: str) -> dict[str, int]:
    database = Database(database_url, Keyring.parse(key))
    async with database.reading() as tx:
        found = await tx.execute(select(table.c.state, func.count()).group_by(table.c.state))
        counted = {str(state): int(count) for state, count in found}
    await database.close()
    return counted


async def test_two_serve_and_two_workers_answer_send_take_over_and_stop_in_time(postgres_url: str, key: str) -> None:
    url = fresh_postgres(postgres_url)
    async with site(url, key) as place:
        assert (await place.does("migrate")).process.returncode == 0
        hook = free_port()
        at = f"http://127.0.0.1:{hook}/telegram"
        first = await place.start("serve", LISTEN=f"127.0.0.1:{hook}", WEBHOOK_URL=at)
        second = await place.start("serve", WEBHOOK_URL=at)
        worker, standby = await place.start("worker"), await place.start("worker")
        for running in (first, second, worker, standby):
            assert (await running.ready())["ready"]
        await _check_the_answer(place, first)
        await _check_the_surface(first, hook)
        await _check_the_take_over(place, url, key, worker, standby)
        for running in (first, second, standby):
            assert await running.ends() == 0


async def _check_the_answer(place: Site, serving: Started) -> None:
    rita = place.sandbox.add_person("Rita-canary", id=RITA)
    rita.say("/start my-knee-canary")
    await until(lambda: rita.sees().heard)
    lines = serving.lines
    await until(lambda: any('"update"' in line for line in lines))
    [update] = [event for event in serving.events if event["event"] == "update"]
    calls = [event for event in serving.events if event["event"] == "call" and "update_id" in event]
    assert update["runner"] == RITA
    assert update["outcome"] == "handled"
    assert {call["update_id"] for call in calls} == {update["update_id"]}
    assert not [line for line in lines if "canary" in line]


async def _check_the_surface(serving: Started, hook: int) -> None:
    ask = serving.ask
    assert (await ask("/healthz"))[0] == 200
    status, text = await ask("/metrics")
    assert status == 200
    assert 'strideback_updates_total{kind="message",outcome="handled"} 1.0' in text
    assert 'strideback_calls_total{method="sendMessage",outcome="sent"}' in text
    for path in ("/healthz", "/readyz", "/metrics"):
        assert (await ask(path, hook))[0] == 404


async def _check_the_take_over(place: Site, url: str, key: str, *workers: Started) -> None:
    """Whichever worker holds the budget is killed; the other one delivers within ten seconds."""
    await _line_up(url, key, "bell", "one")
    async with asyncio.timeout(15):
        while not await _settled(url, key) or "pending" in await _settled(url, key):  # noqa: ASYNC110
            await asyncio.sleep(0.2)
    began = now()
    assert await workers[0].ends(signal.SIGKILL) == -signal.SIGKILL
    await _line_up(url, key, "bell", "two")
    async with asyncio.timeout(15):
        while (await _settled(url, key)).get("void", 0) < 2:  # noqa: ASYNC110
            await asyncio.sleep(0.2)
    assert now() - began < timedelta(seconds=12)


@pytest.mark.parametrize(
    ("command", "settings", "told"),
    [
        ("worker", {}, "DATABASE_URL: `worker` shares its database with other processes, and SQLite is for one; set"),
        ("run", {"BOT_API_URL": "http://127.0.0.1:9"}, "BOT_API_URL: Telegram cannot be reached"),
    ],
)
async def test_what_stops_the_start_is_one_line(
    tmp_path: Path, key: str, command: str, settings: dict[str, str], told: str
) -> None:
    async with site(f"sqlite:///{tmp_path}/x.db", key) as place:
        ended = await place.does(command, **settings)
        assert ended.process.returncode == 2
        assert ended.lines[-1].startswith(f"strideback: {told}")
        assert not [line for line in ended.lines if "Traceback" in line]


@pytest.mark.parametrize(
    ("command", "settings", "names"),
    [
        ("serve", {}, "WEBHOOK_URL"),
        ("serve", {"WEBHOOK_URL": "https://x.example"}, "WEBHOOK_SECRET"),
        ("serve", {"WEBHOOK_URL": "https://x.example", "WEBHOOK_SECRET": "no spaces"}, "WEBHOOK_SECRET"),
        ("serve", {"WEBHOOK_URL": "ftp://x.example"}, "WEBHOOK_URL"),
        ("serve", {"WEBHOOK_URL": "https://x.example", "WEBHOOK_SECRET": "s"}, "BOT_TOKEN"),
        ("worker", {"BOT_TOKEN_FILE": "/nowhere"}, "BOT_TOKEN_FILE"),
        ("worker", {"HEALTH_LISTEN": "here"}, "HEALTH_LISTEN"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    settings: dict[str, str],
    names: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["bot", command])
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert main() == 2
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"strideback: {names}: ")


def test_a_secret_may_come_from_a_file_and_goes_into_the_address(tmp_path: Path) -> None:
    secret = tmp_path / "password"
    secret.write_text("p@ss/word\n")
    settings = load(database_url="postgresql://bot@db/bot", database_password_file=secret)
    assert database_url(settings) == "postgresql://bot:p%40ss%2Fword@db/bot"
    assert "p@ss" not in repr(settings)
