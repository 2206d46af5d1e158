"""Tables that a migration copies on SQLite give no id a second time."""

import pytest
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations

from matchmaker.migrations.sequences import ids_given_once


@pytest.fixture
def connection(tmp_path):
    engine = sa.create_engine(f"sqlite:///{tmp_path}/one.sqlite")
    with engine.begin() as connection, Operations.context(MigrationContext.configure(connection)):
        connection.execute(sa.text("CREATE TABLE thing (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT)"))
        connection.execute(sa.text("INSERT INTO thing (name) VALUES ('a'), ('b'), ('c')"))
        connection.execute(sa.text("DELETE FROM thing WHERE id = 3"))
        yield connection
    engine.dispose()


def test_an_id_that_was_given_once_is_not_given_again(connection):
    operations = Operations(MigrationContext.configure(connection))

    with (
        ids_given_once("thing"),
        operations.batch_alter_table("thing", table_kwargs={"sqlite_autoincrement": True}) as batch,
    ):
        batch.create_check_constraint("ck_thing_name", "name <> ''")
    connection.execute(sa.text("INSERT INTO thing (name) VALUES ('d')"))

    assert connection.execute(sa.text("SELECT id FROM thing ORDER BY id")).scalars().all() == [1, 2, 4]
