"""when a worker took up a search: one name, for presentations too"""

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE repair_search RENAME COLUMN begun_at TO started_at")
    op.add_column("time_search", sa.Column("started_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("time_search", schema=None) as batch_op:
        batch_op.drop_column("started_at")
    op.execute("ALTER TABLE repair_search RENAME COLUMN started_at TO begun_at")
