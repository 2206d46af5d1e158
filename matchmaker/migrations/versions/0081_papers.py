"""papers that are kept, texts of the booklet"""

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "booklet_texts",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("welcome", sa.JSON(), nullable=False),
        sa.Column("partners", sa.JSON(), nullable=False),
        sa.Column("practical", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_booklet_texts_event_id_event")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_booklet_texts")),
    )
    op.create_table(
        "made_paper",
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "running",
                "done",
                "stopped",
                "failed",
                name="runstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("stop_requested", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("booklet", "programmes", name="paperkind", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("file_release", sa.Integer(), nullable=True),
        sa.Column("file_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_made_paper_event_id_event")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_made_paper")),
        sa.UniqueConstraint("event_id", "kind", "language", name=op.f("uq_made_paper_event_id_kind_language")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("made_paper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_made_paper_event_id"), ["event_id"], unique=False)

    op.create_table(
        "paper_file",
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["made_paper.id"], name=op.f("fk_paper_file_paper_id_made_paper"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("paper_id", name=op.f("pk_paper_file")),
    )


def downgrade() -> None:
    op.drop_table("paper_file")
    with op.batch_alter_table("made_paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_made_paper_event_id"))

    op.drop_table("made_paper")
    op.drop_table("booklet_texts")
