"""An index for the message budget: what a runner heard lately, without all that they were ever sent."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_WAS_HEARD = sa.text("state = 'sent' AND priority = 2")


def upgrade() -> None:
    op.create_index(
        "ix_outbox_heard",
        "outbox",
        ["runner_id", "settled_at"],
        sqlite_where=_WAS_HEARD,
        postgresql_where=_WAS_HEARD,
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_heard", "outbox")
