"""a "no" outlives the wish that it answers"""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_refusal_not_oneself")),
        sa.ForeignKeyConstraint(
            ["answered_by_id"], ["registration.id"], name=op.f("fk_refusal_answered_by_id_registration")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_refusal_event_id_event")),
        sa.ForeignKeyConstraint(["from_id"], ["delegation.id"], name=op.f("fk_refusal_from_id_delegation")),
        sa.ForeignKeyConstraint(["to_id"], ["delegation.id"], name=op.f("fk_refusal_to_id_delegation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refusal")),
        sa.UniqueConstraint("from_id", "to_id", name=op.f("uq_refusal_from_id_to_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("refusal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_refusal_event_id"), ["event_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_refusal_from_id"), ["from_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_refusal_to_id"), ["to_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("refusal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_refusal_to_id"))
        batch_op.drop_index(batch_op.f("ix_refusal_from_id"))
        batch_op.drop_index(batch_op.f("ix_refusal_event_id"))
    op.drop_table("refusal")
