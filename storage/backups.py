"""Copies of a SQLite database, taken while the bot runs, and put back while it does not. The key is never in them."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storage.crypto import Keyring
from storage.identity import KEY_CHECK
from storage.schema import HEAD, NewerSchemaError


class BackupUnusableError(Exception):
    """The file is no whole backup, or may not be written; the message says why."""


def backup(database: Path, target: Path) -> int:
    """Copy everything as of one moment into a new file that only its owner reads; returns its size in bytes.

    Raises:
        BackupUnusableError: when there is no database, or the target exists already.
    """
    if not database.is_file():
        raise BackupUnusableError(f"{database}: there is no database")
    if target.exists():
        raise BackupUnusableError(f"{target}: is there already; a backup overwrites nothing")
    unfinished = target.with_name(f"{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)
    with _opened(database) as source, closing(sqlite3.connect(unfinished)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, complete in itself
    _check_whole(unfinished)
    unfinished.rename(target)
    return target.stat().st_size


def check(source: Path, keyring: Keyring) -> str:
    """Make sure that a backup is whole, known and readable; returns its schema's revision.

    Raises:
        BackupUnusableError: when it is damaged or no backup of ours.
        NewerSchemaError: when a newer version wrote it.
        KeyUnusableError: when the key does not open it.
    """
    _check_whole(source)
    try:
        with _opened(source) as copy:
            [revision] = copy.execute("SELECT version_num FROM alembic_version").fetchone()
            locked = copy.execute("SELECT value FROM facts WHERE name = ?", (KEY_CHECK,)).fetchone()
    except (sqlite3.DatabaseError, TypeError):
        raise BackupUnusableError(f"{source}: holds no database of Strideback") from None
    if revision > HEAD:
        raise NewerSchemaError("the backup was written by a newer version: upgrade Strideback")
    if locked is not None:
        keyring.open(locked[0])
    return str(revision)


def restore(source: Path, database: Path) -> Path | None:
    """Put a checked backup in place of the database, whole or not at all, while nobody uses it.

    Returns where the present one was kept; None where there was none.
    """
    kept = database.with_name(f"{database.name}.before-restore") if database.is_file() else None
    if kept is not None:
        kept.unlink(missing_ok=True)
        backup(database, kept)
    database.parent.mkdir(parents=True, exist_ok=True)
    with _opened(source) as copy, closing(sqlite3.connect(database)) as place:
        copy.backup(place)
    return kept


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


def _check_whole(path: Path) -> None:
    try:
        with _opened(path) as copy:
            whole = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    except sqlite3.DatabaseError:
        whole = False
    if not whole:
        raise BackupUnusableError(f"{path}: is missing, damaged, or no SQLite database")
