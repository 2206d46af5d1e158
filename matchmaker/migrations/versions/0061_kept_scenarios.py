"""notes on scenarios, which of them the list leaves out, and when a feed was last read"""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None

INSTANTS = ("described_at", "put_away_at")


def upgrade() -> None:
    with op.batch_alter_table("scenario") as batch:
        batch.add_column(sa.Column("note", sa.String(length=500), nullable=False, server_default=""))
        for name in INSTANTS:
            batch.add_column(sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("registration", sa.Column("feed_read_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("registration") as batch:
        batch.drop_column("feed_read_at")
    with op.batch_alter_table("scenario") as batch:
        for name in ("note", *INSTANTS):
            batch.drop_column(name)
