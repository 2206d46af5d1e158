"""colleagues invite colleagues"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "colleague_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=26), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_colleague_invitation_event_id_event")),
        sa.ForeignKeyConstraint(
            ["invited_by_id"],
            ["registration.id"],
            name=op.f("fk_colleague_invitation_invited_by_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_colleague_invitation")),
        sa.UniqueConstraint("key", name=op.f("uq_colleague_invitation_key")),
    )
    for column in ("email_key", "event_id", "invited_by_id"):
        op.create_index(op.f(f"ix_colleague_invitation_{column}"), "colleague_invitation", [column])
    with op.batch_alter_table("registration_request") as batch:
        batch.add_column(sa.Column("organisation_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("colleagues", sa.JSON(), nullable=False, server_default="[]"))
        batch.create_foreign_key(
            op.f("fk_registration_request_organisation_id_organisation"),
            "organisation",
            ["organisation_id"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    with op.batch_alter_table("registration_request") as batch:
        batch.drop_constraint(op.f("fk_registration_request_organisation_id_organisation"), type_="foreignkey")
        batch.drop_column("colleagues")
        batch.drop_column("organisation_id")
    op.drop_table("colleague_invitation")
    op.execute(sa.delete(sa.table("audit_entry", sa.column("verb"))).where(sa.column("verb") == "invite_colleague"))
