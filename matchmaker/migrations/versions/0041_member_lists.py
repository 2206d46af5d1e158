"""lists of members that wait for their import"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "member_upload",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_member_upload_community_id_community")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_member_upload_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_upload")),
    )
    for column in ("community_id", "created_at", "staff_id"):
        op.create_index(op.f(f"ix_member_upload_{column}"), "member_upload", [column])


def downgrade() -> None:
    op.drop_table("member_upload")
