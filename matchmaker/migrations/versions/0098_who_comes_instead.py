"""who comes in the place of the contact of a counterpart, until it is accepted"""

import sqlalchemy as sa
from alembic import op

revision = "0098"
down_revision = "0097"
branch_labels = None
depends_on = None

COLUMNS = {"instead_first_name": 100, "instead_last_name": 100, "instead_email": 254}


def upgrade() -> None:
    with op.batch_alter_table("counterpart") as batch:
        for name, length in COLUMNS.items():
            batch.add_column(sa.Column(name, sa.String(length=length), nullable=False, server_default=""))
    with op.batch_alter_table("counterpart") as batch:
        for name in COLUMNS:
            batch.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("counterpart") as batch:
        for name in reversed(COLUMNS):
            batch.drop_column(name)
