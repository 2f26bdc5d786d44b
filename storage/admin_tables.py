"""Tables of the admins' side: broadcasts, topics, standings, editors' notes, support."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
)

from storage.columns import Encrypted, Id, UtcDateTime, metadata, runner

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("author", BigInteger, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("state", String(12), nullable=False),  # storage.broadcasts.Stage
    Column("resumes_as", String(12)),  # the stage that a pause interrupted
    Column("topic", String(8), nullable=False),
    Column("health", Boolean, nullable=False),  # health content: a second admin must approve
    Column("test", Boolean, nullable=False),  # a test cohort goes first
    Column("chat_id", BigInteger, nullable=False),  # where the message to copy is
    Column("message_ids", JSON, nullable=False),
    Column("shape", JSON, nullable=False),  # storage.broadcasts.Shape of the message
    Column("audience", JSON, nullable=False),
    Column("send_at", UtcDateTime),  # None: as soon as it is confirmed
    Column("local_time", String(5)),  # then it goes at this time on every recipient's wall
    Column("expected", Integer, nullable=False),
    Column("confirmed_at", UtcDateTime),
    Column("approved_by", BigInteger),
    Column("started_at", UtcDateTime),
    Column("tested_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("insisted", Boolean, nullable=False),  # an admin resumed it after it had stopped by itself
    Column("why", String(40)),  # it stopped by itself
    Column("cursor", BigInteger, nullable=False),  # recipients up to this runner are in the ledger
    Column("fed", Boolean, nullable=False),  # all of them are
    Column("card_id", BigInteger),  # the author's live card
    Column("edition", SmallInteger, nullable=False),
    Column("correction", JSON),  # the newest wording, once it was corrected
    Column("tally", JSON),  # the final count
    Index("ix_broadcasts_state", "state"),
)

subscriptions = Table(  # what a runner said about a topic; nothing said means yes
    "subscriptions",
    metadata,
    runner(primary_key=True),
    Column("topic", String(8), primary_key=True),
    Column("wanted", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

standings = Table(  # where a runner stands, worked out from the diary now and then: a cache, and health data
    "standings",
    metadata,
    runner(primary_key=True),
    Column("computed_at", UtcDateTime, nullable=False),
    Column("body", Encrypted, nullable=False),
)

notes = Table(  # answers written by editors: no runner's words but those an editor put there
    "notes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("question", String(300), nullable=False),
    Column("phrasings", JSON, nullable=False),
    Column("answer", String(2000), nullable=False),
    Column("written_by", BigInteger, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("confirmed_by", BigInteger),
    Column("published_at", UtcDateTime),
    Column("withdrawn_at", UtcDateTime),
)

support = Table(  # one conversation of a runner with the team
    "support",
    metadata,
    Column("id", Id, primary_key=True),
    runner(),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),
    Index("ix_support_runner_id", "runner_id"),
)

support_lines = Table(
    "support_lines",
    metadata,
    Column("id", Id, primary_key=True),
    Column("thread_id", BigInteger, ForeignKey("support.id", ondelete="CASCADE"), nullable=False),
    runner(),  # whose conversation it is: what belongs to a runner says so, for export and erasure
    Column("at", UtcDateTime, nullable=False),
    Column("admin_id", BigInteger),  # None: the runner said it
    Column("body", Encrypted, nullable=False),
    Index("ix_support_lines_thread_id", "thread_id"),
)

support_copies = Table(  # which message in an admin's chat belongs to which conversation
    "support_copies",
    metadata,
    Column("admin_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, ForeignKey("support.id", ondelete="CASCADE"), nullable=False),
    Index("ix_support_copies_thread_id", "thread_id"),
)

tallies = Table(  # what is counted by the day and has no row of its own, such as floods
    "tallies",
    metadata,
    Column("day", Date, primary_key=True),
    Column("name", String(24), primary_key=True),
    Column("count", Integer, nullable=False),
)
