"""colleagues on a form are named, to be invited; requests that were made in their name end"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

_requests = sa.table(
    "registration_request",
    *(sa.column(name) for name in ("id", "state", "email", "language", "sent_by_id")),
    sa.column("colleagues", sa.JSON()),
)
_answers = sa.table("registration_answer", sa.column("request_id"))
_OPEN = ("sent", "pending", "waiting")


def upgrade() -> None:
    with op.batch_alter_table("registration_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("colleagues", sa.JSON(), nullable=False, server_default="[]"))
    _name_colleagues()
    lines = sa.select(_requests.c.id).where(_requests.c.sent_by_id.is_not(None))
    op.execute(sa.delete(_answers).where(_answers.c.request_id.in_(lines)))
    op.execute(sa.delete(_requests).where(_requests.c.sent_by_id.is_not(None)))
    with op.batch_alter_table("registration_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_request_sent_by_id"))
        batch_op.drop_constraint(
            batch_op.f("fk_registration_request_sent_by_id_registration_request"), type_="foreignkey"
        )
        batch_op.drop_column("sent_by_id")


def _name_colleagues() -> None:
    """Keep the addresses of those who wait along with the sender of their form: they are invited with the sender."""
    connection, sender = op.get_bind(), _requests.alias()
    named: dict[int, list[dict[str, str]]] = {}
    waiting = (
        sa.select(_requests.c.sent_by_id, _requests.c.email, _requests.c.language)
        .join(sender, sender.c.id == _requests.c.sent_by_id)
        .where(_requests.c.state.in_(_OPEN), sender.c.state.in_(_OPEN))
        .order_by(_requests.c.id)
    )
    for sender_id, email, language in connection.execute(waiting):
        named.setdefault(sender_id, []).append({"email": email, "language": language})
    for sender_id, colleagues in named.items():
        connection.execute(sa.update(_requests).where(_requests.c.id == sender_id).values(colleagues=colleagues))


def downgrade() -> None:
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
