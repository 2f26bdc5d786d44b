"""What a living card says, as a mark: an edit that would change nothing is not sent."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("cards", sa.Column("shown", sa.String(16)))


def downgrade() -> None:
    op.drop_column("cards", "shown")
