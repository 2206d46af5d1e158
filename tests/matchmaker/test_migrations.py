"""The migrations make exactly the tables of the models, and can be undone."""

from sqlalchemy import inspect

from matchmaker.db import get_engine
from matchmaker.migrate import differences, is_current, migrate


def test_migrated_database_has_the_shape_of_the_models(database_url):
    engine = get_engine(database_url)

    assert differences(engine) == []
    assert is_current(engine)


def test_every_migration_can_be_undone_and_done_again(database_url):
    engine = get_engine(database_url)

    migrate(engine, "base")
    tables_left = set(inspect(engine).get_table_names()) - {"alembic_version"}
    migrate(engine, "head")

    assert tables_left == set()
    assert differences(engine) == []
