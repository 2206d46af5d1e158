"""answers by link"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invitation_answer", schema=None) as batch_op:
        batch_op.alter_column("mail_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    # an older version knows only answers that came by mail
    op.execute("DELETE FROM invitation_answer WHERE mail_id IS NULL")
    with op.batch_alter_table("invitation_answer", schema=None) as batch_op:
        batch_op.alter_column("mail_id", existing_type=sa.Integer(), nullable=False)
