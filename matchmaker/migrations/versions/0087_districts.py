"""districts of a city, and the minutes between them"""

import sqlalchemy as sa
from alembic import op

revision = "0087"
down_revision = "0086"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("venue") as batch:
        batch.add_column(sa.Column("district", sa.String(length=100), server_default="", nullable=False))
    with op.batch_alter_table("venue") as batch:
        batch.alter_column("district", server_default=None)
    with op.batch_alter_table("leg") as batch:
        batch.add_column(sa.Column("district_minutes", sa.JSON(), server_default="{}", nullable=False))
    with op.batch_alter_table("leg") as batch:
        batch.alter_column("district_minutes", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("leg") as batch:
        batch.drop_column("district_minutes")
    with op.batch_alter_table("venue") as batch:
        batch.drop_column("district")
