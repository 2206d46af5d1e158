"""a repair that is undone knows which alerts it had handled, to handle them when it is done again"""

import sqlalchemy as sa
from alembic import op

revision = "0095"
down_revision = "0094"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("draft_edit") as batch:
        batch.add_column(sa.Column("reopened", sa.JSON(), server_default="{}", nullable=False))
    with op.batch_alter_table("draft_edit") as batch:
        batch.alter_column("reopened", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("draft_edit") as batch:
        batch.drop_column("reopened")
