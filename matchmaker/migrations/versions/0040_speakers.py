"""alerts about presentations without a speaker; what a time costs"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

KINDS = (
    *("declined", "cancelled", "withdrawn", "move", "late", "no_show"),
    *("refused", "counter", "bounced", "message", "structure"),
)


def upgrade() -> None:
    _allow_kinds(*KINDS, "speaker")
    op.create_table(
        "time_search",
        sa.Column("presentation_id", sa.Integer(), nullable=False),
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
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("met", sa.Integer(), nullable=True),
        sa.Column("proved", sa.Boolean(), nullable=False),
        sa.Column("prices", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["presentation_id"],
            ["presentation.id"],
            name=op.f("fk_time_search_presentation_id_presentation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("presentation_id", name=op.f("pk_time_search")),
    )


def _allow_kinds(*kinds: str) -> None:
    accepted = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("alert") as batch:
        batch.drop_constraint(op.f("ck_alert_alertkind"), type_="check")
        batch.create_check_constraint(op.f("ck_alert_alertkind"), f"kind IN ({accepted})")


def downgrade() -> None:
    op.drop_table("time_search")
    op.execute("DELETE FROM alert WHERE kind = 'speaker'")
    _allow_kinds(*KINDS)
