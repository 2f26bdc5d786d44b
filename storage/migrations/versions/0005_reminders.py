"""A reminder is its runner's of a kind: no number of its own, whose index every move had to be entered in."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reminders") as batch_op:
        batch_op.drop_constraint("uq_reminders_runner_id_kind", type_="unique")
        batch_op.drop_constraint("pk_reminders", type_="primary")
        batch_op.drop_column("id")
        batch_op.create_primary_key("pk_reminders", ["runner_id", "kind"])


def downgrade() -> None:
    with op.batch_alter_table("reminders") as batch_op:
        batch_op.drop_constraint("pk_reminders", type_="primary")
        batch_op.add_column(sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity()))
        batch_op.create_primary_key("pk_reminders", ["id"])
        batch_op.create_unique_constraint("uq_reminders_runner_id_kind", ["runner_id", "kind"])
