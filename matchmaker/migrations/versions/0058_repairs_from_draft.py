"""whether repairs go on from the draft"""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM repair_search")  # kept for a week, and written otherwise from now on
    with op.batch_alter_table("repair_search") as batch:
        batch.add_column(sa.Column("from_draft", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("repair_search") as batch:
        batch.drop_column("from_draft")
