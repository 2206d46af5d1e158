"""people along: between which languages interpreters work, who joins which meeting"""

import sqlalchemy as sa
from alembic import op

revision = "0082"
down_revision = "0081"
branch_labels = None
depends_on = None

ACTS = (
    *("add_block", "change_block", "remove_block", "close_block", "slot_length"),
    *("add_places", "change_place", "close_place", "open_place", "remove_place"),
    *("add_item", "change_item", "remove_item", "change_category", "follow_tiers", "set_categories"),
    *("change_agreement", "change_exclusions", "move_event", "change_plan", "add_rule", "remove_rule"),
    *("add_leg", "change_leg", "remove_leg", "leg_members", "add_office", "change_travel"),
)
NEW_ACT = "change_along"


def upgrade() -> None:
    op.add_column("registration", sa.Column("interprets", sa.String(200), nullable=False, server_default=""))
    op.add_column("pair_decision", sa.Column("interpreter", sa.Boolean(), nullable=True))
    op.create_table(
        "companion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("low_id", sa.Integer(), nullable=False),
        sa.Column("high_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("low_id < high_id", name=op.f("ck_companion_ordered")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_companion_event_id_event")),
        sa.ForeignKeyConstraint(["low_id"], ["delegation.id"], name=op.f("fk_companion_low_id_delegation")),
        sa.ForeignKeyConstraint(["high_id"], ["delegation.id"], name=op.f("fk_companion_high_id_delegation")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_companion_registration_id_registration")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_companion")),
        sa.UniqueConstraint(
            "low_id", "high_id", "registration_id", name=op.f("uq_companion_low_id_high_id_registration_id")
        ),
    )
    for column in ("event_id", "low_id", "high_id", "registration_id"):
        op.create_index(op.f(f"ix_companion_{column}"), "companion", [column])
    _allow_acts(*ACTS, NEW_ACT)


def _allow_acts(*acts: str) -> None:
    accepted = ", ".join(f"'{act}'" for act in acts)
    with op.batch_alter_table("structure_change", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_structure_change_structureact"), type_="check")
        batch_op.create_check_constraint(op.f("ck_structure_change_structureact"), f"act IN ({accepted})")


def downgrade() -> None:
    changes = sa.table("structure_change", sa.column("act"))
    op.execute(sa.delete(changes).where(changes.c.act == NEW_ACT))
    _allow_acts(*ACTS)
    op.drop_table("companion")
    with op.batch_alter_table("pair_decision") as batch:
        batch.drop_column("interpreter")
    with op.batch_alter_table("registration") as batch:
        batch.drop_column("interprets")
