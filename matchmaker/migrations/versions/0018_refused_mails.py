"""refused mails"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

FOREIGN_KEY = "fk_alert_message_id_message"
ALERT = sa.table(
    "alert",
    *(sa.column(name, sa.Integer()) for name in ("id", "registration_id", "mail_id", "message_id")),
    *(sa.column(name, sa.String()) for name in ("kind", "state", "open_key")),
)


def upgrade() -> None:
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.add_column(sa.Column("message_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f(FOREIGN_KEY), "message", ["message_id"], ["id"])
    op.execute(
        "UPDATE alert SET message_id = (SELECT outbox_id FROM inbound_mail WHERE inbound_mail.id = alert.mail_id) "
        "WHERE kind = 'bounced'"
    )
    message = sa.literal("m") + _text(ALERT.c.message_id)
    _write_keys(sa.func.coalesce(_text(ALERT.c.registration_id), message))


def _text(number: sa.ColumnElement[int]) -> sa.ColumnElement[str]:
    return sa.cast(number, sa.String())


def _write_keys(about: sa.ColumnElement[str]) -> None:
    """Write the keys of open bounces: what they are about, on the newest of each; none where that is not known."""
    open_bounces = sa.and_(ALERT.c.kind == "bounced", ALERT.c.state == "open")
    newest = sa.select(sa.func.max(ALERT.c.id)).where(open_bounces).group_by(about)
    op.execute(sa.update(ALERT).where(open_bounces).values(open_key=None))
    op.execute(sa.update(ALERT).where(ALERT.c.id.in_(newest)).values(open_key=sa.literal("bounced:") + about))


def downgrade() -> None:
    _write_keys(_text(ALERT.c.mail_id))
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(FOREIGN_KEY), type_="foreignkey")
        batch_op.drop_column("message_id")
