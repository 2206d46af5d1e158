"""desk"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

AGAIN = sa.Enum("nobody", "colleague", "anybody", name="again", native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.add_column("event", sa.Column("cancel_after_minutes", sa.Integer(), nullable=True))
    # each organiser has an address of their own from now on
    op.drop_column("event", "feed_epoch")
    op.add_column("event_staff", sa.Column("feed_epoch", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("staff", sa.Column("administrator", sa.Boolean(), nullable=False, server_default=sa.false()))
    # somebody must see the mails of nobody: whoever set the installation up
    op.execute("UPDATE staff SET administrator = true WHERE id = (SELECT min(id) FROM staff WHERE active = true)")
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moment", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("again", AGAIN, nullable=False, server_default="nobody"))
        batch_op.add_column(sa.Column("cancels_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("untold", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute("UPDATE alert SET untold = false WHERE told_at IS NOT NULL OR state <> 'open'")


def downgrade() -> None:
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.drop_constraint("again", type_="check")
        for column in ("untold", "cancels_at", "again", "moment"):
            batch_op.drop_column(column)
    op.drop_column("staff", "administrator")
    op.drop_column("event_staff", "feed_epoch")
    op.add_column("event", sa.Column("feed_epoch", sa.Integer(), nullable=False, server_default="1"))
    op.drop_column("event", "cancel_after_minutes")
