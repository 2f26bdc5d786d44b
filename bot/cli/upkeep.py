"""What an operator does now and then: bring the schema up to date, rotate the data key, back up, restore."""

from pathlib import Path

from bot.config import ConfigError, Settings, keyring
from bot.runtime.needs import database_url
from storage import backups, schema
from storage.alone import only_process
from storage.database import Database
from storage.identity import check_key
from storage.rotation import rotate

_PG_DUMP = "pg_dump --format=custom --file=… (docs/operations.md, Back up)"
_PG_RESTORE = "pg_restore --clean --if-exists … (docs/operations.md, Back up)"


async def migrate(settings: Settings, target: str) -> None:
    """Bring the database to a revision.

    Raises:
        KeyUnusableError: at the newest one, when DATA_KEY is not the key that the database was made with.
    """
    database = Database(database_url(settings), keyring(settings))
    try:
        revision = await schema.migrate(database, target)
        if revision == schema.HEAD:  # whoever starts next finds a database whose key is known
            await check_key(database)
    finally:
        await database.close()
    print(f"{revision}: the database is at this revision")


async def rotate_key(settings: Settings) -> None:
    """Lock everything with the first key of DATA_KEY; says how far it is.

    Raises:
        KeyUnusableError: when the ring does not open everything.
        SecondProcessError: on SQLite, while the bot runs.
    """
    database = Database(database_url(settings), keyring(settings))
    total = 0
    try:
        with only_process(database):
            await schema.migrate(database)
            await check_key(database)
            async for table, count in rotate(database):
                total += count
                print(f"{table}: {total} values so far", flush=True)
    finally:
        await database.close()
    print(f"{total} values were locked anew. All of them open with the first key: the others may leave DATA_KEY.")


def backup(settings: Settings, target: Path) -> None:
    """Copy the SQLite database, also while the bot runs.

    Raises:
        ConfigError: on PostgreSQL.
        BackupUnusableError: when there is nothing to copy, or something is in the way.
    """
    size = backups.backup(_sqlite(settings, _PG_DUMP), target)
    print(f"{target}: {size} bytes, checked. The key is not in it: keep DATA_KEY or DATA_KEY_FILE elsewhere, too.")


async def restore(settings: Settings, source: Path) -> None:
    """Put a backup in place of the SQLite database, and bring it to this version.

    Raises:
        ConfigError: on PostgreSQL.
        SecondProcessError: while the bot runs.
        BackupUnusableError, NewerSchemaError, KeyUnusableError: see `storage.backups.check`; nothing was changed then.
    """
    place = _sqlite(settings, _PG_RESTORE)
    database = Database(database_url(settings), keyring(settings))
    try:
        with only_process(database):
            backups.check(source, database.keyring)
            kept = backups.restore(source, place)
            revision = await schema.migrate(database)
    finally:
        await database.close()
    print(f"{place}: restored, at revision {revision}." + (f" What was there is in {kept}." if kept else ""))


def _sqlite(settings: Settings, instead: str) -> Path:
    url = Database(database_url(settings), keyring(settings)).url
    if url.get_backend_name() != "sqlite" or not url.database:
        raise ConfigError(f"DATABASE_URL: this command copies SQLite files; for PostgreSQL use {instead}")
    return Path(url.database)
