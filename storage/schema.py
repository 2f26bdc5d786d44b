"""Bring a database to the newest schema.

A new one gets it in one go, as `tables` and `admin_tables` say it; Alembic changes those that are there, and is only
imported then. A test holds that both ways lead to the same.
"""

from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, PrimaryKeyConstraint, String, Table, insert, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import admin_tables
from storage.database import Database

HEAD = "0006"  # a test holds that this is Alembic's head
_SCRIPTS = Path(__file__).with_name("migrations")
METADATA = admin_tables.broadcasts.metadata  # every table, those of the admins included

_VERSION = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)


class NewerSchemaError(Exception):
    """The database was written by a newer version of Strideback."""


async def migrate(database: Database, target: str = "head") -> str:
    """Upgrade (or go to `target`) and return the revision the database is then at.

    Raises:
        NewerSchemaError: when the database's revision is unknown to this version.
    """
    _make_folder(database)
    async with database.engine.begin() as connection:
        if not database.is_sqlite:  # of several processes that start at once, one migrates
            await connection.execute(text("SELECT pg_advisory_xact_lock(7247001)"))
        revision = await current(connection)
        if target == "head" and revision in (None, HEAD):
            if revision is None:
                await connection.run_sync(_create)
            return HEAD
        await connection.run_sync(_run, target)
        return await current(connection) or "empty"


async def current(connection: AsyncConnection) -> str | None:
    """The revision of the database, None when it is empty."""
    if not await connection.run_sync(lambda sync: inspect(sync).has_table("alembic_version")):
        return None
    found: str | None = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar()
    return found


def _create(connection: Connection) -> None:
    METADATA.create_all(connection, checkfirst=False)
    _VERSION.create(connection, checkfirst=True)
    connection.execute(insert(_VERSION).values(version_num=HEAD))


def _run(connection: Connection, target: str) -> None:
    # Late: a start with a new or an up-to-date database needs none of it.
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = connection
    try:
        if target == "head" or (target != "base" and target > (_at(connection) or "")):
            command.upgrade(config, target)
        else:
            command.downgrade(config, target)
    except CommandError as error:
        raise NewerSchemaError("the database was written by a newer version: upgrade Strideback") from error


def _at(connection: Connection) -> str | None:
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def _make_folder(database: Database) -> None:
    if database.is_sqlite and database.url.database not in (None, "", ":memory:"):
        path = Path(str(database.url.database))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # for its owner's eyes; what SQLite puts beside it has the same mode
