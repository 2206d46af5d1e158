"""pages without an account for the attachés of cities"""

import sqlalchemy as sa
from alembic import op

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attache_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("leg_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("function", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("link_epoch", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_attache_page_event_id_event")),
        sa.ForeignKeyConstraint(["leg_id"], ["leg.id"], name=op.f("fk_attache_page_leg_id_leg")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attache_page")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("attache_page", schema=None) as batch_op:
        for column in ("event_id", "leg_id"):
            batch_op.create_index(batch_op.f(f"ix_attache_page_{column}"), [column], unique=False)


def downgrade() -> None:
    op.drop_table("attache_page")
