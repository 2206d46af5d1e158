"""notes on scenarios, and which of them the list leaves out"""

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


def downgrade() -> None:
    with op.batch_alter_table("scenario") as batch:
        for name in ("note", *INSTANTS):
            batch.drop_column(name)
