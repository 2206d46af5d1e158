"""lateness"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("alert", sa.Column("partners_told_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE alert SET partners_told_at = created_at WHERE kind = 'late'")


def downgrade() -> None:
    op.drop_column("alert", "partners_told_at")
