"""what a company offers in the language of a city, why it asks and what it answered; applied uploads"""

import sqlalchemy as sa
from alembic import op

revision = "0097"
down_revision = "0096"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("demand", schema=None) as batch_op:
        batch_op.add_column(sa.Column("offers", sa.String(length=600), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("offers_language", sa.String(length=2), nullable=False, server_default=""))
    with op.batch_alter_table("prospect", schema=None) as batch_op:
        batch_op.add_column(sa.Column("pitch_language", sa.String(length=2), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("said_wants", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("said_by", sa.String(length=201), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("said_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("demand", schema=None) as batch_op:
        batch_op.alter_column("offers", server_default=None)
        batch_op.alter_column("offers_language", server_default=None)
    with op.batch_alter_table("prospect", schema=None) as batch_op:
        batch_op.alter_column("pitch_language", server_default=None)
        batch_op.alter_column("said_by", server_default=None)
    with op.batch_alter_table("import_upload", schema=None) as batch_op:
        batch_op.add_column(sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM import_upload WHERE applied_at IS NOT NULL")
    with op.batch_alter_table("import_upload", schema=None) as batch_op:
        batch_op.drop_column("applied_at")
    with op.batch_alter_table("prospect", schema=None) as batch_op:
        for column in ("said_at", "said_by", "said_wants", "pitch_language"):
            batch_op.drop_column(column)
    with op.batch_alter_table("demand", schema=None) as batch_op:
        batch_op.drop_column("offers_language")
        batch_op.drop_column("offers")
