"""who has taken an edit of the draft back or done it again"""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("draft_edit") as batch:
        batch.add_column(sa.Column("turned_by", sa.String(length=120), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("draft_edit") as batch:
        batch.drop_column("turned_by")
