"""refused mails"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

FOREIGN_KEY = "fk_alert_message_id_message"


def upgrade() -> None:
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.add_column(sa.Column("message_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f(FOREIGN_KEY), "message", ["message_id"], ["id"])
    op.execute(
        "UPDATE alert SET message_id = (SELECT outbox_id FROM inbound_mail WHERE inbound_mail.id = alert.mail_id) "
        "WHERE kind = 'bounced'"
    )


def downgrade() -> None:
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(FOREIGN_KEY), type_="foreignkey")
        batch_op.drop_column("message_id")
