"""The admins' side: broadcasts, topics, standings, editors' notes, support."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("resumes_as", sa.String(length=12), nullable=True),
        sa.Column("topic", sa.String(length=8), nullable=False),
        sa.Column("health", sa.Boolean(), nullable=False),
        sa.Column("test", sa.Boolean(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_ids", sa.JSON(), nullable=False),
        sa.Column("shape", sa.JSON(), nullable=False),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("local_time", sa.String(length=5), nullable=True),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.BigInteger(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("insisted", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=True),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("fed", sa.Boolean(), nullable=False),
        sa.Column("card_id", sa.BigInteger(), nullable=True),
        sa.Column("edition", sa.SmallInteger(), nullable=False),
        sa.Column("correction", sa.JSON(), nullable=True),
        sa.Column("tally", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
    )
    op.create_index("ix_broadcasts_state", "broadcasts", ["state"], unique=False)
    op.create_table(
        "notes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("phrasings", sa.JSON(), nullable=False),
        sa.Column("answer", sa.String(length=2000), nullable=False),
        sa.Column("written_by", sa.BigInteger(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notes")),
    )
    op.create_table(
        "tallies",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "name", name=op.f("pk_tallies")),
    )
    op.create_table(
        "standings",
        sa.Column("runner_id", sa.BigInteger(), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["runner_id"], ["runners.id"], name=op.f("fk_standings_runner_id_runners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("runner_id", name=op.f("pk_standings")),
    )
    op.create_table(
        "subscriptions",
        sa.Column("runner_id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.String(length=8), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["runner_id"], ["runners.id"], name=op.f("fk_subscriptions_runner_id_runners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("runner_id", "topic", name=op.f("pk_subscriptions")),
    )
    op.create_table(
        "support",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("runner_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["runner_id"], ["runners.id"], name=op.f("fk_support_runner_id_runners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support")),
    )
    op.create_index("ix_support_runner_id", "support", ["runner_id"], unique=False)
    op.create_table(
        "support_copies",
        sa.Column("admin_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["support.id"], name=op.f("fk_support_copies_thread_id_support"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("admin_id", "message_id", name=op.f("pk_support_copies")),
    )
    op.create_index("ix_support_copies_thread_id", "support_copies", ["thread_id"], unique=False)
    op.create_table(
        "support_lines",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("runner_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("admin_id", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["support.id"], name=op.f("fk_support_lines_thread_id_support"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["runner_id"], ["runners.id"], name=op.f("fk_support_lines_runner_id_runners"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_lines")),
    )
    op.create_index("ix_support_lines_thread_id", "support_lines", ["thread_id"], unique=False)
    op.add_column("outbox", sa.Column("edition", sa.SmallInteger(), nullable=True))
    op.create_index(
        "ix_outbox_ledger",
        "outbox",
        ["slot", "state"],
        unique=False,
        sqlite_where=sa.text("kind = 'broadcast'"),
        postgresql_where=sa.text("kind = 'broadcast'"),
    )
    op.add_column("questions", sa.Column("note_id", sa.BigInteger(), nullable=True))
    op.create_index("ix_questions_note_id", "questions", ["note_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_questions_note_id", table_name="questions")
    with op.batch_alter_table("questions") as batch_op:
        batch_op.drop_column("note_id")
    op.drop_index("ix_outbox_ledger", table_name="outbox")
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.drop_column("edition")
    op.drop_index("ix_support_lines_thread_id", table_name="support_lines")
    op.drop_table("support_lines")
    op.drop_index("ix_support_copies_thread_id", table_name="support_copies")
    op.drop_table("support_copies")
    op.drop_index("ix_support_runner_id", table_name="support")
    op.drop_table("support")
    op.drop_table("subscriptions")
    op.drop_table("standings")
    op.drop_table("tallies")
    op.drop_table("notes")
    op.drop_index("ix_broadcasts_state", table_name="broadcasts")
    op.drop_table("broadcasts")
