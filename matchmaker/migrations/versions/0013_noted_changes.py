"""noted changes"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("registration", sa.Column("noted_release", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE registration SET noted_release = seen_release")


def downgrade() -> None:
    op.drop_column("registration", "noted_release")
