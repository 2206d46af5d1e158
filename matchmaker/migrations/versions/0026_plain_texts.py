"""plain texts: control characters and marks of direction out of what was stored before forms took them out

Rows are cleaned once, not each time they are shown: search, files and the comparison of two releases read them too.
Keys and unique columns are left as they are.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from matchmaker.base.names import fold, name_key
from matchmaker.base.plain_text import clean

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

SEARCHED = ("name", "description", "offers_text", "seeks_text")
"""Texts of an organisation that its search text holds, folded."""


def upgrade() -> None:
    database = op.get_bind()
    filled = [name for name in sa.inspect(database).get_table_names() if _has_rows(database, name)]
    metadata = sa.MetaData()
    metadata.reflect(database, only=filled, resolve_fks=False)  # a new installation has none: it need not be read
    for name in filled:
        _clean_rows(database, metadata.tables[name])


def _has_rows(database: sa.Connection, name: str) -> bool:
    return database.execute(sa.select(sa.literal(1)).select_from(sa.table(name)).limit(1)).first() is not None


def _clean_rows(database: sa.Connection, table: sa.Table) -> None:
    key = list(table.primary_key)
    texts = _texts(database, table)
    if not key or not texts:
        return
    changed = []
    for row in database.execute(sa.select(*key, *texts)).mappings():
        new = {column.name: value for column in texts if (value := cleaned(row[column.name])) != row[column.name]}
        if new:
            changed.append(({column.name: row[column.name] for column in key}, _completed(table, row, new)))
    for identity, values in changed:
        database.execute(sa.update(table).where(*(table.c[name] == one for name, one in identity.items())), values)


def _texts(database: sa.Connection, table: sa.Table) -> list[sa.Column[Any]]:
    inspector = sa.inspect(database)
    unique: set[str | None] = {
        name for one in inspector.get_unique_constraints(table.name) for name in one["column_names"]
    }
    unique |= {name for one in inspector.get_indexes(table.name) if one["unique"] for name in one["column_names"]}
    return [
        column
        for column in table.columns
        if isinstance(column.type, sa.String | sa.JSON) and not column.primary_key and column.name not in unique
    ]


def cleaned(value: Any) -> Any:
    """Return a text, or a value of JSON, with its texts cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [cleaned(one) for one in value]
    if isinstance(value, dict):
        return {name: cleaned(one) for name, one in value.items()}
    return value


def _completed(table: sa.Table, row: sa.RowMapping, new: dict[str, Any]) -> dict[str, Any]:
    """Return the new values with what follows from those of an organisation: its key and its search text."""
    if table.name != "organisation":
        return new
    found = row["search_text"]
    for name in new.keys() & set(SEARCHED):
        found = found.replace(fold(row[name]), fold(new[name]))
    return new | {"name_key": name_key(new.get("name", row["name"])), "search_text": found}


def downgrade() -> None:
    """Leave the texts as they are: what was taken out is not kept."""
