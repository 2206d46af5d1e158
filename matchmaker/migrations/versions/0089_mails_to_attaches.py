"""attachés without an account are told by mail what counterparts of their city say"""

import sqlalchemy as sa
from alembic import op

revision = "0089"
down_revision = "0088"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attache_page") as batch:
        batch.add_column(sa.Column("email", sa.String(length=254), server_default="", nullable=False))
        batch.add_column(sa.Column("untold", sa.JSON(), server_default="[]", nullable=False))
        batch.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("attache_page") as batch:
        batch.alter_column("email", server_default=None)
        batch.alter_column("untold", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("attache_page") as batch:
        for column in ("told_at", "untold", "email"):
            batch.drop_column(column)
