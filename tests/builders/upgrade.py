"""An installation as release 0.2.0 left it."""

from pathlib import Path

from sqlalchemy import Engine

from matchmaker.base.marks import UNMARKED
from matchmaker.migrations.run import migrate
from tests.builders.paths import ROOT

ROWS = ROOT / "tests" / "matchmaker" / "migrations" / "at_0006.sql"
RELEASE = "0006"
"""The newest migration of release 0.2.0."""


def installed_0_2_0(engine: Engine) -> Engine:
    """Make the database anew, whatever it holds: as release 0.2.0 made it, with an event."""
    _drop_everything(engine)
    migrate(engine, RELEASE)
    with engine.execution_options(**UNMARKED).begin() as connection:
        for statement in ROWS.read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
    return engine


def _drop_everything(engine: Engine) -> None:
    """Leave no table: to go back through all migrations takes ten times as long as to come that far."""
    if engine.dialect.name == "sqlite":
        engine.dispose()
        file = Path(str(engine.url.database))
        for old in file.parent.glob(f"{file.name}*"):
            old.unlink()
        return
    with engine.execution_options(**UNMARKED).begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
