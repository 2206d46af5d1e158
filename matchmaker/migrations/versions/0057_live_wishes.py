"""wishes met, beside the goals of a run's progress"""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("solve_progress") as batch:
        batch.add_column(sa.Column("wishes", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("solve_progress") as batch:
        batch.drop_column("wishes")
