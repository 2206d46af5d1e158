"""Migration 0052: SQLite gives each id once, in a new database and in one of before, which loses nothing by it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, Integer, Table, event
from sqlmodel import SQLModel

from matchmaker.base.db import get_engine
from matchmaker.base.marks import UNMARKED
from matchmaker.migrations.run import differences, migrate
from matchmaker.models.base import count_on
from tests.builders.upgrade import installed_0_2_0

AT = "'2026-11-01 10:00:00+00:00'"
JOURNALS = f"""
INSERT INTO import_batch (id, event_id, kind, actor, new, changed, at) VALUES (3, 4, 'people', 'Anne', 1, 0, {AT});
INSERT INTO row_image (batch_id, table_name, row_id) VALUES (3, 'organisation', 70000);
INSERT INTO structure_change (event_id, act, about, actor, images, at) VALUES (4, 'remove_place', 'T1', 'Anne',
  '[{{"table": "place", "id": 9, "after": null}}, {{"table": "slot", "id": 50000}}]', {AT});
INSERT INTO merge (community_id, kind, kept_id, merged_id, kept_name, merged_name, actor, changes, at)
  VALUES (1, 'person', 9, 8, 'Ada', 'Ada', 'Anne', '[{{"table": "person", "id": 60000}}]', {AT})
"""
"""What names rows that are there no longer."""


@contextmanager
def _as_before() -> Iterator[None]:
    event.remove(Table, "before_create", count_on)
    try:
        yield
    finally:
        event.listen(Table, "before_create", count_on)


@pytest.fixture
def older(tmp_path):
    """A database at migration 0051 as installations of then have it, with journals that name rows of the past."""
    engine = get_engine(f"sqlite:///{tmp_path}/older.sqlite")
    with _as_before():
        installed_0_2_0(engine)
        migrate(engine, "0051")
    with engine.execution_options(**UNMARKED).begin() as connection:
        for statement in JOURNALS.split(";\n"):
            connection.exec_driver_sql(statement)
    yield engine
    engine.dispose()


def test_every_table_of_a_new_database_counts_on(sqlite_url):
    engine = get_engine(sqlite_url)
    with engine.connect() as connection:
        given = connection.exec_driver_sql("SELECT name FROM sqlite_sequence WHERE seq > 0").all()

    assert (_counted(engine), given) == (_with_ids(), [])


def test_a_database_of_before_counts_on_above_all_that_its_journals_name(older):
    rows, shape = _rows(older), _shape(older)
    assert _counted(older) == set()

    migrate(older, "0052")

    assert (_rows(older), _shape(older)) == (rows, shape)
    with older.connect() as connection:
        last = dict(connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence").all())
    named = {"organisation": 70_000, "place": 9, "slot": 50_000, "person": 60_000}
    present = {name: max((row[0] for row in found), default=0) for name, found in rows.items()}
    assert last == {name: max(named.get(name, 0), present[name]) + 10_000 for name in _counted(older)}
    migrate(older)
    assert differences(older) == []
    assert _counted(older) == _with_ids()


def _with_ids() -> set[str]:
    keys = {table.name: list(table.primary_key.columns) for table in SQLModel.metadata.sorted_tables}
    return {
        name
        for name, (first, *more) in keys.items()
        if not more and isinstance(first.type, Integer) and not first.foreign_keys
    }


def _definitions(engine: Engine, kind: str = "table") -> dict[str, str]:
    found = f"SELECT name, sql FROM sqlite_master WHERE type = '{kind}' AND name NOT LIKE 'sqlite_%'"
    with engine.connect() as connection:
        return dict(connection.exec_driver_sql(found).all())


def _counted(engine: Engine) -> set[str]:
    return {name for name, sql in _definitions(engine).items() if "AUTOINCREMENT" in sql}


def _shape(engine: Engine) -> list[object]:
    """Return the definitions of all tables, indices and triggers, without that of the key `id`."""
    tables = {
        name: [
            line
            for line in map(_plain, sql.splitlines())
            if not re.match(r"id INTEGER|CONSTRAINT pk_\w+ .*\(id\)", line)
        ]
        for name, sql in _definitions(engine).items()
    }
    return [tables, _definitions(engine, "index"), _definitions(engine, "trigger")]


def _plain(line: str) -> str:
    return line.strip().rstrip(",").replace('"', "")


def _rows(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    with engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}" ORDER BY 1')]
            for name in _definitions(engine)
            if name != "alembic_version"
        }
