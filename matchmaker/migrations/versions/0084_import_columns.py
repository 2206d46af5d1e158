"""columns of imports by their headers"""

import sqlalchemy as sa
from alembic import op

revision = "0084"
down_revision = "0083"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_column",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("header", sa.String(length=210), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_import_column_community_id_community")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_column")),
        sa.UniqueConstraint("community_id", "kind", "header", name=op.f("uq_import_column_community_id_kind_header")),
    )
    op.create_index(op.f("ix_import_column_community_id"), "import_column", ["community_id"])
    op.create_table(
        "import_constant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=100), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_import_constant_community_id_community")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_constant")),
        sa.UniqueConstraint("community_id", "kind", "name", name=op.f("uq_import_constant_community_id_kind_name")),
    )
    op.create_index(op.f("ix_import_constant_community_id"), "import_constant", ["community_id"])
    # what was set is kept by a hash of whole lines of headers: the headers themselves are not known any more
    op.drop_index(op.f("ix_import_mapping_community_id"), table_name="import_mapping")
    op.drop_table("import_mapping")


def downgrade() -> None:
    op.create_table(
        "import_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("signature", sa.String(length=64), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("constants", sa.JSON(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_import_mapping_community_id_community")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mapping")),
        sa.UniqueConstraint(
            "community_id", "kind", "signature", name=op.f("uq_import_mapping_community_id_kind_signature")
        ),
    )
    op.create_index(op.f("ix_import_mapping_community_id"), "import_mapping", ["community_id"])
    for table in ("import_column", "import_constant"):
        op.drop_index(op.f(f"ix_{table}_community_id"), table_name=table)
        op.drop_table(table)
