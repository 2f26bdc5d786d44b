"""The restore drill: what was there comes back, and what must not be put back is refused before anything changes."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.__main__ import main
from storage import runners
from storage.alone import only_process
from storage.crypto import Keyring
from storage.database import Database
from storage.identity import check_key
from storage.schema import migrate
from tests.support.planting import plant

NOW = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
RITA, SAM = 7001, 7002
Command = Callable[..., int]


@pytest.fixture
def key() -> str:
    return Keyring.new_key()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "strideback.db"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: Path, key: str) -> Command:
    """`python -m bot …` over that database."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{place}")
    monkeypatch.setenv("DATA_KEY", key)

    def run(*words: object) -> int:
        monkeypatch.setattr("sys.argv", ["bot", *map(str, words)])
        return main()

    return run


def _with_database(place: Path, key: str, act: Callable[[Database], object]) -> object:
    import asyncio

    async def do() -> object:
        database = Database(f"sqlite:///{place}", Keyring.parse(key))
        await migrate(database)
        await check_key(database)
        done = await act(database)  # type: ignore[misc]
        await database.close()
        return done

    return asyncio.run(do())


async def _known(database: Database) -> list[int]:
    async with database.reading() as tx:
        return [number for number in (RITA, SAM) if await runners.find(tx, number)]


async def _plant(database: Database) -> None:
    await plant(database, RITA, "canary", NOW)


async def _swap(database: Database) -> None:
    async with database.transaction() as tx:
        await runners.erase(tx, RITA)
        await runners.add(tx, SAM, language="en", protocol="itbs", now=NOW)


def test_the_restore_drill(place: Path, key: str, command: Command, tmp_path: Path) -> None:
    copy = tmp_path / "monday.db"
    _with_database(place, key, _plant)
    assert command("backup", copy) == 0
    assert copy.stat().st_mode & 0o777 == 0o600
    _with_database(place, key, _swap)
    assert command("restore", copy) == 0
    assert _with_database(place, key, _known) == [RITA]
    assert _with_database(tmp_path / "strideback.db.before-restore", key, _known) == [SAM]


def test_a_backup_is_taken_while_a_bot_writes_and_restoring_then_is_refused(
    place: Path, key: str, command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _with_database(place, key, _plant)
    database = Database(f"sqlite:///{place}", Keyring.parse(key))
    with only_process(database), sqlite3.connect(place) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE runners SET zone = 'half-way'")
        assert command("backup", tmp_path / "copy.db") == 0
        assert command("restore", tmp_path / "copy.db") == 2
        writer.rollback()
    writer.close()
    assert "another process uses this database" in capsys.readouterr().err
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        assert copy.execute("SELECT zone FROM runners").fetchall() == [("canary",)]
    copy.close()


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda copy: copy.unlink(), "missing"),
        (lambda copy: copy.write_bytes(b"not a database at all" * 100), "damaged"),
        (lambda copy: _in(copy, "DROP TABLE facts"), "holds no database of Strideback"),
        (lambda copy: _in(copy, "UPDATE alembic_version SET version_num = '9999'"), "newer version"),
        (lambda copy: _in(copy, "UPDATE facts SET value = x'0100000000ff'"), "DATA_KEY: does not open"),
    ],
)
def test_what_is_no_good_backup_is_refused_and_changes_nothing(
    place: Path,
    key: str,
    command: Command,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[Path], object],
    told: str,
) -> None:
    _with_database(place, key, _plant)
    assert command("backup", tmp_path / "copy.db") == 0
    spoil(tmp_path / "copy.db")
    assert command("restore", tmp_path / "copy.db") == 2
    assert told in capsys.readouterr().err
    assert _with_database(place, key, _known) == [RITA]


def test_a_backup_overwrites_nothing_and_postgresql_is_told_its_own_way(
    command: Command, place: Path, key: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("backup", "x.db") == 2
    _with_database(place, key, _plant)
    assert command("backup", place) == 2
    monkeypatch.setenv("DATABASE_URL", "postgresql://bot@db/bot")
    assert command("backup", "x.db") == 2
    told = capsys.readouterr().err
    assert "there is no database" in told
    assert "overwrites nothing" in told
    assert "pg_dump" in told


@pytest.mark.parametrize("made_with", ["another key", "a newer version"])
def test_a_database_that_is_not_ours_to_open_stops_the_start_in_one_line(
    place: Path, key: str, command: Command, capsys: pytest.CaptureFixture[str], made_with: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    _with_database(place, key, _plant)
    if made_with == "another key":
        monkeypatch.setenv("DATA_KEY", Keyring.new_key())
        assert command("rotate-key") == 2
        [line] = capsys.readouterr().err.splitlines()
        assert line.startswith("strideback: DATA_KEY: does not open the stored data: another key locked it; start with")
    else:
        _in(place, "UPDATE alembic_version SET version_num = '9999'")
        assert command("rotate-key") == 2
        [line] = capsys.readouterr().err.splitlines()
        assert line == "strideback: the database was written by a newer version: upgrade Strideback"


def _in(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()
