"""which categories may wish for which"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

ACTS = (
    *("add_block", "change_block", "remove_block", "close_block", "slot_length"),
    *("add_places", "change_place", "close_place", "open_place", "remove_place"),
    *("add_item", "change_item", "remove_item", "change_category"),
)
NEW_ACTS = ("change_agreement", "change_exclusions", "move_event")


def upgrade() -> None:
    op.create_table(
        "category_exclusion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_category_exclusion_event_id_event")),
        sa.ForeignKeyConstraint(["from_id"], ["category.id"], name=op.f("fk_category_exclusion_from_id_category")),
        sa.ForeignKeyConstraint(["to_id"], ["category.id"], name=op.f("fk_category_exclusion_to_id_category")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category_exclusion")),
        sa.UniqueConstraint("from_id", "to_id", name=op.f("uq_category_exclusion_from_id_to_id")),
    )
    for column in ("event_id", "to_id"):
        op.create_index(op.f(f"ix_category_exclusion_{column}"), "category_exclusion", [column])
    _allow_acts(*ACTS, *NEW_ACTS)


def _allow_acts(*acts: str) -> None:
    accepted = ", ".join(f"'{act}'" for act in acts)
    with op.batch_alter_table("structure_change", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_structure_change_structureact"), type_="check")
        batch_op.create_check_constraint(op.f("ck_structure_change_structureact"), f"act IN ({accepted})")


def downgrade() -> None:
    changes = sa.table("structure_change", sa.column("act"))
    op.execute(sa.delete(changes).where(changes.c.act.in_(NEW_ACTS)))
    _allow_acts(*ACTS)
    op.drop_table("category_exclusion")
