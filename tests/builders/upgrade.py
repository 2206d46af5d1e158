"""An installation as release 0.2.0 left it."""

from sqlalchemy import Engine

from matchmaker.base.marks import UNMARKED
from matchmaker.migrations.run import migrate
from tests.builders.paths import ROOT

ROWS = ROOT / "tests" / "matchmaker" / "migrations" / "at_0006.sql"
RELEASE = "0006"
"""The newest migration of release 0.2.0."""


def installed_0_2_0(engine: Engine) -> Engine:
    """Bring an empty database, migrated or not, to release 0.2.0, and fill it with an event."""
    migrate(engine, RELEASE)
    with engine.execution_options(**UNMARKED).begin() as connection:
        for statement in ROWS.read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                connection.exec_driver_sql(statement)
    return engine
