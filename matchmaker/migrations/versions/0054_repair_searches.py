"""searches for repairs of changes that are not noted yet"""

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "repair_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                *("queued", "running", "done", "stopped", "failed"),
                name="runstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("stop_requested", sa.Boolean(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("error", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scenario_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["staff.id"], name=op.f("fk_repair_search_created_by_id_staff"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_repair_search_event_id_event")),
        sa.ForeignKeyConstraint(["scenario_id"], ["scenario.id"], name=op.f("fk_repair_search_scenario_id_scenario")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_search")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("repair_search", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_repair_search_event_id"), ["event_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("repair_search", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_repair_search_event_id"))
    op.drop_table("repair_search")
