"""Schema migrations: run as a command before the start, never at import."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlmodel import SQLModel

import matchmaker.models  # noqa: F401 -- fills the metadata
from matchmaker.base.config import get_config
from matchmaker.base.db import get_engine
from matchmaker.base.marks import UNMARKED
from matchmaker.migrations.sequences import ids_given_once


def _alembic() -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    return config


def migrate(engine: Engine | None = None, revision: str = "head") -> None:
    """Upgrade (or, for an older `revision`, downgrade) the database to `revision`."""
    engine = engine or get_engine(get_config().sqlalchemy_url)
    config = _alembic()
    with engine.execution_options(**UNMARKED).connect() as connection, _rebuilding(connection), connection.begin():
        config.attributes["connection"] = connection
        present = MigrationContext.configure(connection).get_current_revision()
        older = revision == "base" or (
            revision != "head" and present is not None and revision in _ancestors(config, present)
        )
        with ids_given_once(connection):
            (command.downgrade if older else command.upgrade)(config, revision)
        if connection.dialect.name == "sqlite" and (
            lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        ):
            raise RuntimeError(f"the migration would leave rows that refer to nothing: {lost[:5]}")


@contextmanager
def _rebuilding(connection: Connection) -> Iterator[None]:
    """Disable foreign keys on SQLite, where a table is changed by dropping it and making it anew.

    The procedure of https://www.sqlite.org/lang_altertable.html, section 7: the pragma works only outside a
    transaction, and the rows are checked before the commit.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _ancestors(config: AlembicConfig, revision: str) -> set[str]:
    scripts = ScriptDirectory.from_config(config)
    return {script.revision for script in scripts.iterate_revisions(revision, "base")} - {revision}


def is_current(engine: Engine | None = None) -> bool:
    """Return whether the database is at the newest migration."""
    engine = engine or get_engine(get_config().sqlalchemy_url)
    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present == ScriptDirectory.from_config(_alembic()).get_current_head()


def differences(engine: Engine) -> list[object]:
    """List where the migrated database and the models differ (none, or a migration is missing)."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        return list(compare_metadata(context, SQLModel.metadata))


def make_revision(message: str) -> None:
    """Write the next migration: the difference between the newest schema and the models."""
    with TemporaryDirectory() as folder:
        engine = get_engine(f"sqlite:///{Path(folder) / 'shape.sqlite'}")
        migrate(engine)
        config = _alembic()
        newest = ScriptDirectory.from_config(config).get_current_head() or "0000"
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message=message, autogenerate=True, rev_id=f"{int(newest) + 1:04d}")
        engine.dispose()


if __name__ == "__main__":
    make_revision(sys.argv[1])
