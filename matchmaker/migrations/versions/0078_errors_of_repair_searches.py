"""errors of repair searches: a sentence and what fills it, for each reader in their language"""

import sqlalchemy as sa
from alembic import op

revision = "0078"
down_revision = "0077"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("repair_search", sa.Column("error_params", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("repair_search") as batch:
        batch.drop_column("error_params")
