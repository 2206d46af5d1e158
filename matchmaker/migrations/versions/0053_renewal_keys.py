"""a reminder of a renewal is known by its address too: a corrected one is reminded again"""

import sqlalchemy as sa
from alembic import op

from matchmaker.base.names import email_key
from matchmaker.base.tokens import content_token

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

_messages = sa.table("message", *(sa.column(name) for name in ("id", "recipient", "dedupe_key")))


def upgrade() -> None:
    for number, key, recipient in _reminders():
        _rename(number, f"{key}:{content_token(email_key(recipient))}")


def downgrade() -> None:
    # of two reminders that a contact got at two addresses, the first keeps the key
    first = {key.rpartition(":")[0]: number for number, key, _ in reversed(_reminders())}
    for key, number in first.items():
        _rename(number, key)


def _reminders() -> list[tuple[int, str, str]]:
    found = sa.select(_messages.c.id, _messages.c.dedupe_key, _messages.c.recipient).order_by(_messages.c.id)
    rows = op.get_bind().execute(found.where(_messages.c.dedupe_key.like("renewal:%"))).all()
    return [(row.id, row.dedupe_key, row.recipient) for row in rows]


def _rename(number: int, key: str) -> None:
    op.execute(sa.update(_messages).where(_messages.c.id == number).values(dedupe_key=key))
