"""import mappings"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
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
    op.add_column("import_upload", sa.Column("sheet", sa.String(length=200), nullable=False, server_default=""))
    op.add_column("import_upload", sa.Column("mapping", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("import_upload", "mapping")
    op.drop_column("import_upload", "sheet")
    op.drop_index(op.f("ix_import_mapping_community_id"), table_name="import_mapping")
    op.drop_table("import_mapping")
