"""links to the registration form, and mails about requests"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

DIGESTS = ("never", "hourly", "daily")


def upgrade() -> None:
    op.create_table(
        "registration_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=26), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["category.id"],
            name=op.f("fk_registration_link_category_id_category"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_registration_link_event_id_event")),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["event_staff.id"],
            name=op.f("fk_registration_link_partner_id_event_staff"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_link")),
        sa.UniqueConstraint("key", name=op.f("uq_registration_link_key")),
    )
    op.create_index(op.f("ix_registration_link_event_id"), "registration_link", ["event_id"])
    with op.batch_alter_table("registration_request") as batch:
        batch.add_column(sa.Column("link_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("told_at", sa.DateTime(timezone=True), nullable=True))
        batch.create_foreign_key(
            op.f("fk_registration_request_link_id_registration_link"),
            "registration_link",
            ["link_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch.create_index(op.f("ix_registration_request_link_id"), ["link_id"])
    # who waits since before this version is no news
    op.execute("UPDATE registration_request SET told_at = confirmed_at")
    with op.batch_alter_table("registration_form") as batch:
        batch.add_column(sa.Column("by_link_only", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(
            sa.Column(
                "digest",
                sa.Enum(*DIGESTS, name="requestdigest", native_enum=False, create_constraint=True, length=32),
                nullable=False,
                server_default="daily",
            )
        )


def downgrade() -> None:
    with op.batch_alter_table("registration_form") as batch:
        batch.drop_constraint(op.f("ck_registration_form_requestdigest"), type_="check")
        batch.drop_column("digest")
        batch.drop_column("by_link_only")
    with op.batch_alter_table("registration_request") as batch:
        batch.drop_index(op.f("ix_registration_request_link_id"))
        batch.drop_constraint(op.f("fk_registration_request_link_id_registration_link"), type_="foreignkey")
        batch.drop_column("told_at")
        batch.drop_column("link_id")
    op.drop_table("registration_link")
    verbs = sa.column("verb").in_(("make_registration_link", "close_registration_link"))
    op.execute(sa.delete(sa.table("audit_entry", sa.column("verb"))).where(verbs))
