"""sessions"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ended_login",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ended_login")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_ended_login_key_hash")),
    )
    op.create_index(op.f("ix_ended_login_ended_at"), "ended_login", ["ended_at"])


def downgrade() -> None:
    op.drop_table("ended_login")
