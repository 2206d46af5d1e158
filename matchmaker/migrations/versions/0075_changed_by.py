"""who has last changed a campaign"""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("campaign", sa.Column("changed_by", sa.String(length=120), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("campaign", "changed_by")
