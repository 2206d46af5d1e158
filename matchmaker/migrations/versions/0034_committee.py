"""committee: role, and marks of proposed presentations"""

import sqlalchemy as sa
from alembic import op
from alembic.operations.base import BatchOperations

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

ROLES = ("organiser", "helper", "attache", "partner_all", "partner_own", "partner_figures")


def upgrade() -> None:
    op.create_table(
        "review_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("presentation_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("mark BETWEEN 1 AND 5", name=op.f("ck_review_mark_mark")),
        sa.ForeignKeyConstraint(
            ["presentation_id"],
            ["presentation.id"],
            name=op.f("fk_review_mark_presentation_id_presentation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_review_mark_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_mark")),
        sa.UniqueConstraint("presentation_id", "staff_id", name=op.f("uq_review_mark_presentation_id_staff_id")),
    )
    op.create_index(op.f("ix_review_mark_staff_id"), "review_mark", ["staff_id"])
    _allow_roles(*ROLES, "committee")


def _allow_roles(*roles: str) -> None:
    accepted = ", ".join(repr(role) for role in roles)
    with op.batch_alter_table("staff_invitation") as batch:
        _exchange(batch, "ck_staff_invitation_staffrole", f"event_role IN ({accepted})")
    with op.batch_alter_table("event_staff") as batch:
        _exchange(batch, "ck_event_staff_staffrole", f"role IN ({accepted})")


def _exchange(batch: BatchOperations, name: str, condition: str) -> None:
    batch.drop_constraint(op.f(name), type_="check")
    batch.create_check_constraint(op.f(name), condition)


def downgrade() -> None:
    op.execute("DELETE FROM event_staff WHERE role = 'committee'")
    op.execute("DELETE FROM staff_invitation WHERE event_role = 'committee'")
    _allow_roles(*ROLES)
    op.drop_index(op.f("ix_review_mark_staff_id"), table_name="review_mark")
    op.drop_table("review_mark")
