"""one community"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OWNERS = ("event", "organisation")
COMMUNITY_ROLES = ("administrator", "organiser", "member_manager")
EVENT_ROLES = ("organiser", "helper", "attache", "partner")


def upgrade() -> None:
    for owner in OWNERS:
        with op.batch_alter_table(owner, schema=None) as batch_op:
            batch_op.create_unique_constraint(op.f(f"uq_{owner}_id_community_id"), ["id", "community_id"])
    op.add_column("delegation", sa.Column("community_id", sa.Integer(), nullable=True))
    op.add_column("delegation", sa.Column("brought_by_id", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE delegation SET community_id = (SELECT community_id FROM event WHERE event.id = delegation.event_id)"
    )
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.alter_column("community_id", existing_type=sa.Integer(), nullable=False)
        batch_op.create_index(op.f("ix_delegation_brought_by_id"), ["brought_by_id"], unique=False)
        batch_op.create_foreign_key(
            op.f("fk_delegation_brought_by_id_event_staff"),
            "event_staff",
            ["brought_by_id"],
            ["id"],
            ondelete="SET NULL",
        )
        for owner in OWNERS:
            batch_op.drop_constraint(op.f(f"fk_delegation_{owner}_id_{owner}"), type_="foreignkey")
            batch_op.create_foreign_key(
                op.f(f"fk_delegation_{owner}_id_{owner}"),
                owner,
                [f"{owner}_id", "community_id"],
                ["id", "community_id"],
            )
    op.create_table(
        "staff_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.Column(
            "community_role",
            sa.Enum(*COMMUNITY_ROLES, name="communityrole", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column(
            "event_role",
            sa.Enum(*EVENT_ROLES, name="staffrole", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_key", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("invited_by", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(community_role IS NULL) <> (event_role IS NULL)", name=op.f("ck_staff_invitation_one_role")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_staff_invitation_community_id_community")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_staff_invitation_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_invitation")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_staff_invitation_secret_hash")),
    )
    op.create_index(op.f("ix_staff_invitation_community_id"), "staff_invitation", ["community_id"])
    op.create_index(op.f("ix_staff_invitation_event_id"), "staff_invitation", ["event_id"])


def downgrade() -> None:
    op.drop_table("staff_invitation")
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        for owner in OWNERS:
            batch_op.drop_constraint(op.f(f"fk_delegation_{owner}_id_{owner}"), type_="foreignkey")
            batch_op.create_foreign_key(op.f(f"fk_delegation_{owner}_id_{owner}"), owner, [f"{owner}_id"], ["id"])
        batch_op.drop_constraint(op.f("fk_delegation_brought_by_id_event_staff"), type_="foreignkey")
        batch_op.drop_index(op.f("ix_delegation_brought_by_id"))
        batch_op.drop_column("brought_by_id")
        batch_op.drop_column("community_id")
    for owner in reversed(OWNERS):
        with op.batch_alter_table(owner, schema=None) as batch_op:
            batch_op.drop_constraint(op.f(f"uq_{owner}_id_community_id"), type_="unique")
