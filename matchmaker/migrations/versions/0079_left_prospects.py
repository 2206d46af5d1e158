"""companies that take back that they want to meet a counterpart; counterparts of one city that were merged"""

import sqlalchemy as sa
from alembic import op

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None

LEFT = sa.text("""
    UPDATE prospect SET left_at = changed_at, wanted_at = NULL,
        stage = CASE WHEN stage = 'found' THEN stage ELSE 'proposed' END
    WHERE stage <> 'declined' AND EXISTS (
        SELECT 1 FROM counterpart
            JOIN delegation ON delegation.event_id = counterpart.event_id
                AND delegation.organisation_id = counterpart.organisation_id
            JOIN kept_answer ON kept_answer.from_id = prospect.delegation_id AND kept_answer.to_id = delegation.id
        WHERE counterpart.id = prospect.counterpart_id AND NOT EXISTS (
            SELECT 1 FROM wish WHERE wish.from_id = prospect.delegation_id AND wish.to_id = delegation.id))
""")
"""Their wish was answered before they took it off: until now that was the only trace of it."""


def upgrade() -> None:
    with op.batch_alter_table("prospect", schema=None) as batch_op:
        batch_op.add_column(sa.Column("left_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("counterpart", schema=None) as batch_op:
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_counterpart_merged_into_id"), ["merged_into_id"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_counterpart_merged_into_id_counterpart"), "counterpart", ["merged_into_id"], ["id"]
        )
    op.execute(LEFT)


def downgrade() -> None:
    with op.batch_alter_table("counterpart", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_counterpart_merged_into_id_counterpart"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_counterpart_merged_into_id"))
        batch_op.drop_column("merged_into_id")
    with op.batch_alter_table("prospect", schema=None) as batch_op:
        batch_op.drop_column("left_at")
