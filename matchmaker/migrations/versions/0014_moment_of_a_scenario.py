"""the moment of a scenario, and the wishes that it does not meet"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("scenario", sa.Column("unmet_wishes", sa.JSON(), nullable=True))
    op.add_column("scenario", sa.Column("as_of", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("scenario", "as_of")
    op.drop_column("scenario", "unmet_wishes")
