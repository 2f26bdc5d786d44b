"""Every table. Health data sits only in `Encrypted` columns; moments are always aware UTC."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
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


_Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only in INTEGER


def _runner(*, primary_key: bool = False) -> Column[int]:
    return Column(
        "runner_id",
        BigInteger,
        ForeignKey("runners.id", ondelete="CASCADE"),
        primary_key=primary_key,
        nullable=False,
    )


def _partial(name: str, *columns: str, where: str) -> Index:
    """An index over these rows. SQLAlchemy loads each dialect that an index names, 3 MB for one that is not in use."""
    return Index(name, *columns, info={"where": text(where)})


def _open_index(name: str, moment: str, *before: str) -> Index:
    """An index over rows that still have something ahead of them; what is settled costs it nothing."""
    return _partial(name, *before, moment, where=f"{moment} IS NOT NULL")


@event.listens_for(metadata, "before_create")
def _name_dialect(_: MetaData, connection: Connection, **__: Any) -> None:
    for index in (index for table in metadata.tables.values() for index in table.indexes):
        if "where" in index.info:
            index.dialect_kwargs[f"{connection.dialect.name}_where"] = index.info["where"]


runners = Table(
    "runners",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # Telegram's user id = the private chat's id
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("protocol", String(32), nullable=False),
    Column("language", String(8), nullable=False),
    Column("zone", String(64)),
    Column("remind_at", String(5)),  # local "07:00"
    Column("quiet_from", String(5), nullable=False),
    Column("quiet_to", String(5), nullable=False),
    Column("discreet", Boolean, nullable=False),
    Column("muted", Boolean, nullable=False),  # /stop: no unprompted messages, data kept
    Column("reads_only", Boolean, nullable=False),  # declined consent: answers and exercises, nothing recorded
    Column("blocked_at", UtcDateTime),  # unreachable since
    Column("erase_on", Date),  # asked to be erased on this day
    Index("ix_runners_erase_on", "erase_on"),
)

consents = Table(
    "consents",
    metadata,
    Column("id", _Id, primary_key=True),
    _runner(),
    Column("version", String(16), nullable=False),
    Column("given_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
    Index("ix_consents_runner_id", "runner_id"),
)

entries = Table(
    "entries",
    metadata,
    Column("id", String(32), primary_key=True),
    _runner(),
    Column("written_at", UtcDateTime, nullable=False),
    Column("undone_at", UtcDateTime),
    Column("body", Encrypted, nullable=False),  # protocols.codec JSON of one diary entry
    Index("ix_entries_runner_id", "runner_id", "written_at"),
)

drafts = Table(  # what is open in a chat: a guided workout, a run being logged, a card waiting for a tap
    "drafts",
    metadata,
    _runner(primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("body", Encrypted, nullable=False),
)

cards = Table(  # messages that live on and are edited: today, question, workout
    "cards",
    metadata,
    _runner(primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("message_id", BigInteger, nullable=False),
    Column("on_day", Date, nullable=False),
    Column("shown", String(16)),  # Keyring.mark of what it says, where that is known
)

updates = Table(
    "updates",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # Telegram's update_id
    Column("applied_at", UtcDateTime, nullable=False),
    Index("ix_updates_applied_at", "applied_at"),
)

reminders = Table(
    "reminders",
    metadata,
    Column("id", _Id, primary_key=True),
    _runner(),
    Column("kind", String(24), nullable=False),
    Column("weekdays", SmallInteger, nullable=False),  # bit 0 = Monday
    Column("local_time", String(5), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("next_at", UtcDateTime),  # None: rests
    UniqueConstraint("runner_id", "kind"),
    _open_index("ix_reminders_next_at", "next_at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", _Id, primary_key=True),
    _runner(),
    Column("kind", String(24), nullable=False),
    Column("slot", String(40), nullable=False),  # local date (and what makes it one of several)
    Column("priority", SmallInteger, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("state", String(12), nullable=False),  # storage.outbox.State
    Column("wake_at", UtcDateTime),  # look at it then: due, try again, or the lease is over. None: settled
    Column("attempts", SmallInteger, nullable=False),
    Column("error", String(80)),
    Column("about", JSON, nullable=False),  # ids only, such as the run a morning check follows
    Column("message_id", BigInteger),
    Column("settled_at", UtcDateTime),
    Column("edition", SmallInteger),  # of a broadcast: the correction its recipient has; None is the first wording
    UniqueConstraint("runner_id", "kind", "slot"),
    _open_index("ix_outbox_wake_at", "wake_at", "priority"),
    _partial("ix_outbox_ledger", "slot", "state", where="kind = 'broadcast'"),
    _partial("ix_outbox_heard", "runner_id", "settled_at", where="state = 'sent' AND priority = 2"),
)

questions = Table(  # what could not be answered, and answers that did not help
    "questions",
    metadata,
    Column("id", _Id, primary_key=True),
    _runner(),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("kind", String(12), nullable=False),  # unanswered | unhelpful
    Column("entry", String(64)),
    Column("body", Encrypted, nullable=False),
    Column("wants_reply", Boolean, nullable=False),
    Column("note_id", BigInteger),  # the editor's note that answers it; None: still in the queue
    Index("ix_questions_note_id", "note_id"),
)

votes = Table(
    "votes",
    metadata,
    _runner(primary_key=True),
    Column("entry", String(64), primary_key=True),
    Column("helped", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

media_files = Table(  # Telegram's file ids are good for one bot only
    "media_files",
    metadata,
    Column("bot_id", BigInteger, primary_key=True),
    Column("key", String(96), primary_key=True),
    Column("file_id", String(200), nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("admin_id", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("act", String(40), nullable=False),
    Column("about", JSON, nullable=False),
)

facts = Table(  # what this database knows about itself: the key's fingerprint, leases
    "facts",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
