"""colleagues on the registration form"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("registration_request", schema=None) as batch_op:
        batch_op.drop_column("colleagues")
        batch_op.add_column(sa.Column("sent_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_registration_request_sent_by_id_registration_request"),
            "registration_request",
            ["sent_by_id"],
            ["id"],
            ondelete="CASCADE",
        )
        batch_op.create_index(batch_op.f("ix_registration_request_sent_by_id"), ["sent_by_id"], unique=False)


def downgrade() -> None:
    requests = sa.table("registration_request", sa.column("sent_by_id"))
    op.execute(sa.delete(requests).where(requests.c.sent_by_id.is_not(None)))
    with op.batch_alter_table("registration_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_request_sent_by_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_registration_request_sent_by_id_registration_request"), type_="foreignkey"
        )
        batch_op.drop_column("sent_by_id")
        batch_op.add_column(sa.Column("colleagues", sa.JSON(), nullable=False, server_default="[]"))
