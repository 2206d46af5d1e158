"""a change of many people is one entry of the history with parts"""

import sqlalchemy as sa
from alembic import op

revision = "0088"
down_revision = "0087"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("audit_entry") as batch:
        batch.add_column(sa.Column("part_of_id", sa.Integer(), nullable=True))
        batch.create_index(op.f("ix_audit_entry_part_of_id"), ["part_of_id"])
        batch.create_foreign_key(op.f("fk_audit_entry_part_of_id_audit_entry"), "audit_entry", ["part_of_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("audit_entry") as batch:
        batch.drop_constraint(op.f("fk_audit_entry_part_of_id_audit_entry"), type_="foreignkey")
        batch.drop_index(op.f("ix_audit_entry_part_of_id"))
        batch.drop_column("part_of_id")
