"""amendments"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("import_upload", sa.Column("amendments", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    op.drop_column("import_upload", "amendments")
