"""Identity columns of SQLite across batch migrations, which copy a table into a new one."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

_GIVEN = sa.table("sqlite_sequence", sa.column("name", sa.String()), sa.column("seq", sa.Integer()))


@contextmanager
def ids_given_once(table: str) -> Iterator[None]:
    """Keep the last id that SQLite has given in `table` while it is copied, so that no id is given a second time."""
    if op.get_bind().dialect.name != "sqlite":
        yield
        return
    last = op.get_bind().execute(sa.select(_GIVEN.c.seq).where(_GIVEN.c.name == table)).scalar()
    yield
    if last is not None:  # the new table knows only the ids that are there
        op.execute(_GIVEN.delete().where(_GIVEN.c.name == table))
        op.execute(_GIVEN.insert().values(name=table, seq=last))
