"""who sees the answers to a question of the registration form"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

AUDIENCES = ("organisers", "met", "participants")
QUESTIONS = sa.table("registration_question", sa.column("seen_by"), sa.column("is_public", sa.Boolean()))


def upgrade() -> None:
    kind = sa.Enum(*AUDIENCES, name="answeraudience", native_enum=False, create_constraint=True, length=32)
    with op.batch_alter_table("registration_question", schema=None) as batch_op:
        batch_op.add_column(sa.Column("seen_by", kind, nullable=False, server_default="organisers"))
    op.execute(sa.update(QUESTIONS).where(QUESTIONS.c.is_public.is_(True)).values(seen_by="participants"))
    with op.batch_alter_table("registration_question", schema=None) as batch_op:
        batch_op.drop_column("is_public")


def downgrade() -> None:
    with op.batch_alter_table("registration_question", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_public", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(sa.update(QUESTIONS).where(QUESTIONS.c.seen_by == "participants").values(is_public=True))
    with op.batch_alter_table("registration_question", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_registration_question_answeraudience"), type_="check")
        batch_op.drop_column("seen_by")
