"""changes of the structure that can be undone"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

ACTS = (
    *("add_block", "change_block", "remove_block", "close_block", "slot_length"),
    *("add_places", "change_place", "close_place", "open_place", "remove_place"),
    *("add_item", "change_item", "remove_item", "change_category"),
)


def upgrade() -> None:
    act = sa.Enum(*ACTS, name="structureact", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "structure_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("act", act, nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("images", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_structure_change_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_structure_change")),
    )
    op.create_index(op.f("ix_structure_change_at"), "structure_change", ["at"])
    op.create_index(op.f("ix_structure_change_event_id"), "structure_change", ["event_id"])


def downgrade() -> None:
    op.drop_table("structure_change")
