"""a transfer may end at a venue outside the cities of a mission"""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("programme_item", schema=None) as batch_op:
        batch_op.add_column(sa.Column("to_venue_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_programme_item_to_venue_id_venue"), "venue", ["to_venue_id"], ["id"])
        batch_op.create_index(op.f("ix_programme_item_to_venue_id"), ["to_venue_id"])


def downgrade() -> None:
    with op.batch_alter_table("programme_item", schema=None) as batch_op:
        batch_op.drop_index(op.f("ix_programme_item_to_venue_id"))
        batch_op.drop_constraint(op.f("fk_programme_item_to_venue_id_venue"), type_="foreignkey")
        batch_op.drop_column("to_venue_id")
