"""table plans of rooms"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

ACTS = (
    *("add_block", "change_block", "remove_block", "close_block", "slot_length"),
    *("add_places", "change_place", "close_place", "open_place", "remove_place"),
    *("add_item", "change_item", "remove_item", "change_category"),
    *("change_agreement", "change_exclusions", "move_event"),
)


def upgrade() -> None:
    op.create_table(
        "floor_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("columns", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("spots", sa.JSON(), nullable=False),
        sa.Column("shapes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_floor_plan_event_id_event")),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"], name=op.f("fk_floor_plan_venue_id_venue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_floor_plan")),
        sa.UniqueConstraint("event_id", "name", name=op.f("uq_floor_plan_event_id_name")),
    )
    op.create_index(op.f("ix_floor_plan_event_id"), "floor_plan", ["event_id"])
    _allow_acts(*ACTS, "change_plan")


def _allow_acts(*acts: str) -> None:
    accepted = ", ".join(f"'{act}'" for act in acts)
    with op.batch_alter_table("structure_change", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_structure_change_structureact"), type_="check")
        batch_op.create_check_constraint(op.f("ck_structure_change_structureact"), f"act IN ({accepted})")


def downgrade() -> None:
    changes = sa.table("structure_change", sa.column("act"))
    op.execute(sa.delete(changes).where(changes.c.act == "change_plan"))
    _allow_acts(*ACTS)
    op.drop_table("floor_plan")
