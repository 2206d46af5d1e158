"""how often a search has been claimed: its fencing token"""

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None

SEARCHES = ("repair_search", "time_search")


def upgrade() -> None:
    for table in SEARCHES:
        op.add_column(table, sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    for table in SEARCHES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("attempts")
