"""lists of members are imports of a community: kept, mended and undone like those of an event"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

TABLES = ("import_batch", "import_upload")


def upgrade() -> None:
    op.drop_table("member_upload")  # kept for an hour only
    for table in TABLES:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column("event_id", existing_type=sa.Integer(), nullable=True)
            batch_op.add_column(sa.Column("community_id", sa.Integer(), nullable=True))
            batch_op.create_foreign_key(
                op.f(f"fk_{table}_community_id_community"), "community", ["community_id"], ["id"]
            )
            batch_op.create_check_constraint(
                op.f(f"ck_{table}_one_owner"), "(event_id IS NULL) <> (community_id IS NULL)"
            )
            batch_op.create_index(op.f(f"ix_{table}_community_id"), ["community_id"])


def downgrade() -> None:
    images = sa.table("row_image", sa.column("batch_id"))
    batches = sa.table("import_batch", sa.column("id"), sa.column("event_id"))
    of_members = sa.select(batches.c.id).where(batches.c.event_id.is_(None))
    op.execute(sa.delete(images).where(images.c.batch_id.in_(of_members)))
    for table in TABLES:
        op.execute(sa.delete(rows := sa.table(table, sa.column("event_id"))).where(rows.c.event_id.is_(None)))
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_index(op.f(f"ix_{table}_community_id"))
            batch_op.drop_constraint(op.f(f"ck_{table}_one_owner"), type_="check")
            batch_op.drop_constraint(op.f(f"fk_{table}_community_id_community"), type_="foreignkey")
            batch_op.drop_column("community_id")
            batch_op.alter_column("event_id", existing_type=sa.Integer(), nullable=False)
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
