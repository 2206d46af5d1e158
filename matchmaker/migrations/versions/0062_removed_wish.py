"""the wish that was removed last, at its delegation"""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("delegation", sa.Column("removed_wish", sa.JSON(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.drop_column("removed_wish")
