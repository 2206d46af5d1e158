"""changes of the structure are read in the reader's language: their names and days in parts"""

import sqlalchemy as sa
from alembic import op

revision = "0094"
down_revision = "0093"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("structure_change") as batch:
        batch.add_column(sa.Column("parts", sa.JSON(), server_default="[]", nullable=False))
    with op.batch_alter_table("structure_change") as batch:
        batch.alter_column("parts", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("structure_change") as batch:
        batch.drop_column("parts")
