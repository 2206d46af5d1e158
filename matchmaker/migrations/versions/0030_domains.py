"""keys of addresses: international domains as DNS knows them (IDNA 2008)

Before, the letters ß and ς of a domain were compared as ss and σ, which are other domains.
"""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from matchmaker.base.names import email_key

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

TABLES = ("staff", "staff_invitation", "person", "registration_request", "colleague_invitation")
"""Those that keep an address with its key."""


def upgrade() -> None:
    for table in TABLES:
        _write_keys(table, "email", email_key)
    # only the key is kept, and links with ß or ς were mailed to the other domain
    _write_keys("login_link", "email_key", email_key)


def _write_keys(name: str, source: str, key: Callable[[str], str]) -> None:
    table = sa.table(name, sa.column("id"), sa.column("email"), sa.column("email_key"))
    database = op.get_bind()
    for number, text in database.execute(sa.select(table.c.id, table.c[source])).all():
        if not text.isascii():
            database.execute(sa.update(table).where(table.c.id == number), {"email_key": key(text)})


def downgrade() -> None:
    for table in TABLES:
        _write_keys(table, "email", str.casefold)
