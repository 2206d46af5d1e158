"""words of imported files that are no tags"""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("tags", sa.String(length=20), nullable=False),
        sa.Column("word", sa.String(length=200), nullable=False),
        sa.Column("meaning", sa.String(length=60), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["community.id"], name=op.f("fk_import_word_community_id_community")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_word")),
        sa.UniqueConstraint("community_id", "tags", "word", name=op.f("uq_import_word_community_id_tags_word")),
    )
    op.create_index(op.f("ix_import_word_community_id"), "import_word", ["community_id"])
    op.add_column("import_upload", sa.Column("words", sa.JSON(), nullable=False, server_default="{}"))


def downgrade() -> None:
    op.drop_column("import_upload", "words")
    op.drop_index(op.f("ix_import_word_community_id"), table_name="import_word")
    op.drop_table("import_word")
