"""duplicates that were merged, or are known to be two"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

PAIRS = {"distinct_people": "person", "distinct_organisations": "organisation"}


def upgrade() -> None:
    for table in PAIRS.values():
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
            batch.create_foreign_key(op.f(f"fk_{table}_merged_into_id_{table}"), table, ["merged_into_id"], ["id"])
            batch.create_index(op.f(f"ix_{table}_merged_into_id"), ["merged_into_id"])
    op.create_table(
        "merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("merged_id", sa.Integer(), nullable=False),
        sa.Column("kept_name", sa.String(length=201), nullable=False),
        sa.Column("merged_name", sa.String(length=201), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('person', 'organisation')", name=op.f("ck_merge_mergekind")),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_merge_community_id_community")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )
    for column in ("at", "community_id"):
        op.create_index(op.f(f"ix_merge_{column}"), "merge", [column])
    for name, table in PAIRS.items():
        op.create_table(
            name,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("low_id", sa.Integer(), nullable=False),
            sa.Column("high_id", sa.Integer(), nullable=False),
            sa.Column("actor", sa.String(length=120), nullable=False),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            sa.CheckConstraint("low_id < high_id", name=op.f(f"ck_{name}_ordered")),
            *(
                sa.ForeignKeyConstraint(
                    [column], [f"{table}.id"], name=op.f(f"fk_{name}_{column}_{table}"), ondelete="CASCADE"
                )
                for column in ("low_id", "high_id")
            ),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
            sa.UniqueConstraint("low_id", "high_id", name=op.f(f"uq_{name}_low_id_high_id")),
        )
        op.create_index(op.f(f"ix_{name}_high_id"), name, ["high_id"])


def downgrade() -> None:
    for name in PAIRS:
        op.drop_table(name)
    op.drop_table("merge")
    for table in PAIRS.values():
        with op.batch_alter_table(table) as batch:
            batch.drop_index(op.f(f"ix_{table}_merged_into_id"))
            batch.drop_constraint(op.f(f"fk_{table}_merged_into_id_{table}"), type_="foreignkey")
            batch.drop_column("merged_into_id")
    verbs = ("merge_people", "merge_organisations", "undo_merge", "tell_apart")
    op.execute(sa.delete(sa.table("audit_entry", sa.column("verb"))).where(sa.column("verb").in_(verbs)))
