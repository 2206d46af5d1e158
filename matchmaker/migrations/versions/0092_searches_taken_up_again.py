"""searches whose worker dies are taken up again: its last sign of life, and how many have died"""

import sqlalchemy as sa
from alembic import op

revision = "0092"
down_revision = "0091"
branch_labels = None
depends_on = None

TABLES = ("made_paper", "repair_search", "time_search")


def upgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("heartbeat_at", sa.DateTime(timezone=True), nullable=True))
            batch.add_column(sa.Column("interrupted", sa.Integer(), server_default="0", nullable=False))
        with op.batch_alter_table(table) as batch:
            batch.alter_column("interrupted", server_default=None)


def downgrade() -> None:
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("interrupted")
            batch.drop_column("heartbeat_at")
