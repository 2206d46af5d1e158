"""feeds"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FEEDS = ("event", "delegation", "place")


def upgrade() -> None:
    # one statement each: SQLite must not make anew a table that others refer to
    for table in FEEDS:
        op.add_column(table, sa.Column("feed_epoch", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("person", sa.Column("linkedin", sa.String(length=300), nullable=False, server_default=""))
    op.add_column("registration", sa.Column("share_linkedin", sa.Boolean(), nullable=False, server_default=sa.false()))
    # a box that was ticked before its owner saw it is no consent
    op.execute("UPDATE registration SET share_email = false WHERE card_done_at IS NULL")


def downgrade() -> None:
    op.drop_column("registration", "share_linkedin")
    op.drop_column("person", "linkedin")
    for table in FEEDS:
        op.drop_column(table, "feed_epoch")
