"""Every table. Health data sits only in `Encrypted` columns; moments are always aware UTC."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)

from storage.columns import Encrypted, Id, UtcDateTime, metadata, open_index, partial_index, runner

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
    Column("id", Id, primary_key=True),
    runner(),
    Column("version", String(16), nullable=False),
    Column("given_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
    Index("ix_consents_runner_id", "runner_id"),
)

entries = Table(
    "entries",
    metadata,
    Column("id", String(32), primary_key=True),
    runner(),
    Column("written_at", UtcDateTime, nullable=False),
    Column("undone_at", UtcDateTime),
    Column("body", Encrypted, nullable=False),  # protocols.codec JSON of one diary entry
    Index("ix_entries_runner_id", "runner_id", "written_at"),
)

drafts = Table(  # what is open in a chat: a guided workout, a run being logged, a card waiting for a tap
    "drafts",
    metadata,
    runner(primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("body", Encrypted, nullable=False),
)

cards = Table(  # messages that live on and are edited: today, question, workout
    "cards",
    metadata,
    runner(primary_key=True),
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
    runner(primary_key=True),
    Column("kind", String(24), primary_key=True),
    Column("weekdays", SmallInteger, nullable=False),  # bit 0 = Monday
    Column("local_time", String(5), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("next_at", UtcDateTime),  # None: rests
    open_index("ix_reminders_next_at", "next_at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    runner(),
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
    open_index("ix_outbox_wake_at", "wake_at", "priority"),
    partial_index("ix_outbox_ledger", "slot", "state", where="kind = 'broadcast'"),
    partial_index("ix_outbox_heard", "runner_id", "settled_at", where="state = 'sent' AND priority = 2"),
)

handfuls = Table(  # reminders being sent that were taken together: the outbox has their rows when each has ended
    "handfuls",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lease_until", UtcDateTime, nullable=False),
    Column("reminders", JSON, nullable=False),  # [kind, slot, due_at, ids of runners] each
)

questions = Table(  # what could not be answered, and answers that did not help
    "questions",
    metadata,
    Column("id", Id, primary_key=True),
    runner(),
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
    runner(primary_key=True),
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
    Column("id", Id, primary_key=True),
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
