"""ids are given once on SQLite too"""

import re

import sqlalchemy as sa
from alembic import op

from matchmaker.migrations.sequences import count_above

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

LEEWAY = 10_000
"""SQLite has kept nothing of ids of removed rows, which mails and links may name: an import makes 5,000 at most."""

_KEY = re.compile(r"^(\s*id INTEGER NOT NULL)(?=,)", re.MULTILINE)
_CONSTRAINT = re.compile(r",\s*CONSTRAINT \w+ PRIMARY KEY \(id\)")
_HEAD = re.compile(r'^CREATE TABLE "?\w+"?')
_TABLES = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
_NAMED = """
SELECT name, max(id) FROM (
    SELECT table_name AS name, row_id AS id FROM row_image
    UNION ALL
    SELECT json_extract(value, '$.table'), json_extract(value, '$.id') FROM structure_change, json_each(images)
    UNION ALL
    SELECT json_extract(value, '$.table'), json_extract(value, '$.id') FROM merge, json_each(changes)
) GROUP BY name
"""
"""The greatest id of each table that a journal knows."""


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    tables: dict[str, str] = dict(connection.exec_driver_sql(_TABLES).all())
    older = [name for name, sql in tables.items() if _KEY.search(sql)]
    for name in older:
        _rebuild(connection, name, tables[name])
    named: dict[str, int] = dict(connection.exec_driver_sql(_NAMED).all())
    for name in tables if older else ():
        if "AUTOINCREMENT" in tables[name] or name in older:
            last = connection.execute(sa.select(sa.func.max(sa.column("id"))).select_from(sa.table(name))).scalar()
            count_above(connection, name, max(last or 0, named.get(name, 0)) + LEEWAY)


def _rebuild(connection: sa.Connection, name: str, sql: str) -> None:
    """Copy a table into one that counts its ids on, with the indices and triggers of the old one.

    The procedure of https://www.sqlite.org/lang_altertable.html, section 7; its definition is kept but for the key.
    """
    others = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('index', 'trigger') AND sql IS NOT NULL"
    kept = connection.exec_driver_sql(others, (name,)).scalars().all()
    counted = _CONSTRAINT.sub("", _KEY.sub(r"\1 PRIMARY KEY AUTOINCREMENT", sql, count=1), count=1)
    connection.exec_driver_sql(_HEAD.sub('CREATE TABLE "_counted"', counted, count=1))
    stored = "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0"
    columns: list[str] = list(connection.exec_driver_sql(stored, (name,)).scalars())
    old, new = (sa.table(table, *map(sa.column, columns)) for table in (name, "_counted"))
    connection.execute(new.insert().from_select(columns, sa.select(old)))
    connection.exec_driver_sql(f'DROP TABLE "{name}"')
    connection.exec_driver_sql(f'ALTER TABLE "_counted" RENAME TO "{name}"')
    for statement in kept:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """Leave the tables as they are: an older release works with them."""
