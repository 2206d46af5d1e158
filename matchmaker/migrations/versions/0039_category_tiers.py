"""categories that follow the membership tier"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

ACTS = (
    *("add_block", "change_block", "remove_block", "close_block", "slot_length"),
    *("add_places", "change_place", "close_place", "open_place", "remove_place"),
    *("add_item", "change_item", "remove_item", "change_category"),
    *("change_agreement", "change_exclusions", "move_event", "change_plan"),
)


def upgrade() -> None:
    op.create_table(
        "category_tier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("tier", sa.String(length=40), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_category_tier_event_id_event")),
        sa.ForeignKeyConstraint(["category_id"], ["category.id"], name=op.f("fk_category_tier_category_id_category")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category_tier")),
        sa.UniqueConstraint("event_id", "tier", name=op.f("uq_category_tier_event_id_tier")),
    )
    for column in ("category_id", "event_id"):
        op.create_index(op.f(f"ix_category_tier_{column}"), "category_tier", [column])
    with op.batch_alter_table("delegation") as batch:
        batch.add_column(sa.Column("category_by_hand", sa.Boolean(), nullable=False, server_default=sa.false()))
    _allow_acts(*ACTS, "follow_tiers")


def _allow_acts(*acts: str) -> None:
    accepted = ", ".join(f"'{act}'" for act in acts)
    with op.batch_alter_table("structure_change", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_structure_change_structureact"), type_="check")
        batch_op.create_check_constraint(op.f("ck_structure_change_structureact"), f"act IN ({accepted})")


def downgrade() -> None:
    changes = sa.table("structure_change", sa.column("act"))
    op.execute(sa.delete(changes).where(changes.c.act == "follow_tiers"))
    _allow_acts(*ACTS)
    with op.batch_alter_table("delegation") as batch:
        batch.drop_column("category_by_hand")
    op.drop_table("category_tier")
