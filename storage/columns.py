"""What tables are made of: columns that mean the same everywhere, and indexes over some of the rows."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    event,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC moment. Refuses naive values on the way in; SQLite's naive ones come out as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database, in UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC) if value is not None else None

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """From the database, aware: SQLite keeps a text without a zone, PostgreSQL's driver says UTC itself."""
        return _utc if dialect.name == "sqlite" else None


def _utc(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text + "+00:00")


# Queries lock and open these bytes with the database's `Keyring`; the type only marks them for export, erasure and
# rotation, which walk every table.
class Encrypted(TypeDecorator[bytes]):
    """Bytes made by `storage.crypto.Keyring.lock`."""

    impl = LargeBinary
    cache_ok = True


Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only in INTEGER


def runner(*, primary_key: bool = False) -> Column[int]:
    """Whose row it is; erased with them."""
    return Column(
        "runner_id",
        BigInteger,
        ForeignKey("runners.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )


def partial_index(name: str, *columns: str, where: str) -> Index:
    """An index over these rows. SQLAlchemy loads each dialect that an index names, 3 MB for one that is not in use."""
    return Index(name, *columns, info={"where": text(where)})


def open_index(name: str, moment: str, *before: str) -> Index:
    """An index over rows that still have something ahead of them; what is settled costs it nothing."""
    return partial_index(name, *before, moment, where=f"{moment} IS NOT NULL")


@event.listens_for(metadata, "before_create")
def _name_dialect(_: MetaData, connection: Connection, **__: Any) -> None:
    for index in (index for table in metadata.tables.values() for index in table.indexes):
        if "where" in index.info:
            index.dialect_kwargs[f"{connection.dialect.name}_where"] = index.info["where"]
