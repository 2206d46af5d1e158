"""category of several organisations at once"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

ACTS = (
    *("add_block", "change_block", "remove_block", "close_block", "slot_length"),
    *("add_places", "change_place", "close_place", "open_place", "remove_place"),
    *("add_item", "change_item", "remove_item", "change_category", "follow_tiers"),
    *("change_agreement", "change_exclusions", "move_event", "change_plan"),
)


def upgrade() -> None:
    _allow_acts(*ACTS, "set_categories")


def _allow_acts(*acts: str) -> None:
    accepted = ", ".join(f"'{act}'" for act in acts)
    with op.batch_alter_table("structure_change", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_structure_change_structureact"), type_="check")
        batch_op.create_check_constraint(op.f("ck_structure_change_structureact"), f"act IN ({accepted})")


def downgrade() -> None:
    changes = sa.table("structure_change", sa.column("act"))
    op.execute(sa.delete(changes).where(changes.c.act == "set_categories"))
    _allow_acts(*ACTS)
