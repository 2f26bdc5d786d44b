"""`python -m bot …` as an operator meets it."""

import asyncio
import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sandbox.clock import Clock
from sandbox.core import Sandbox
from sandbox.http import serve
from storage.crypto import Keyring

ROOT = Path(__file__).parents[2]
TOKEN = "123456:a-token-for-the-sandbox"


def bot(*words: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command with these settings and no others."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=folder,
        env=_environment(settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def _environment(settings: dict[str, str]) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": os.environ.get("HOME", "/")} | settings


@pytest.mark.parametrize("command", ["run", "demo", "migrate", "ask", "simulate", "plan", "serve", "worker"])
def test_every_command_explains_itself(command: str, tmp_path: Path) -> None:
    done = bot(command, "--help", folder=tmp_path)
    assert done.returncode == 0
    assert "usage:" in done.stdout


def test_a_wrong_setting_stops_the_start_with_one_line(tmp_path: Path) -> None:
    done = bot("run", folder=tmp_path, BOT_TOKEN="nonsense")
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "strideback: BOT_TOKEN: does not look like a bot token; copy it from @BotFather, such as 123456:ABC-DEF"
    ]


def test_migrate_makes_the_database_and_does_it_twice(tmp_path: Path) -> None:
    first = bot("migrate", folder=tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'new' / 'x.db'}")
    again = bot("migrate", folder=tmp_path, DATABASE_URL=f"sqlite:///{tmp_path / 'new' / 'x.db'}")
    assert (first.returncode, again.returncode) == (0, 0)
    assert (tmp_path / "new" / "x.db").exists()


def test_a_new_key_is_one(tmp_path: Path) -> None:
    assert Keyring.parse(bot("new-key", folder=tmp_path).stdout.strip())


def test_plan_refuses_a_wrong_diary_with_one_line(tmp_path: Path) -> None:
    diary = tmp_path / "diary.json"
    diary.write_text(json.dumps([{"type": "run", "id": "r1", "on": "2026-03-02"}]))
    done = bot("plan", str(diary), folder=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "diary.json" in done.stderr


def test_ask_answers_with_its_source(tmp_path: Path) -> None:
    done = bot("ask", "how many side leg raises should I do?", folder=tmp_path)
    assert done.returncode == 0
    assert "15" in done.stdout
    assert done.stdout.strip().splitlines()[-1].startswith("Source: ")


async def test_run_polls_answers_and_stops_on_sigterm(tmp_path: Path) -> None:
    sandbox = Sandbox(Clock(lambda: datetime.now(UTC)))
    sandbox.add_bot(TOKEN)
    rita = sandbox.add_person("Rita", id=7001)
    served = await serve(sandbox)
    settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": served.url, "LOG_FORMAT": "json"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"), cwd=tmp_path, env=_environment(settings), stderr=asyncio.subprocess.PIPE
    )
    try:
        rita.say("/start")
        await _until(lambda: any("Do you agree" in text for text in rita.sees().heard))
    finally:
        process.terminate()
        _, errors = await asyncio.wait_for(process.communicate(), 15)
        await served.stop()
    assert process.returncode == 0
    assert TOKEN.encode() not in errors
    assert all(json.loads(line) for line in errors.splitlines())
    assert b"bot.stopped" in errors


async def _until(true: object, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.05)
