"""`matchmaker migrate`: upgrade the database schema (Alembic)."""

import click

from matchmaker.base.config import get_config
from matchmaker.base.i18n import N_
from matchmaker.base.queues import prepare_queues
from matchmaker.cli.console import tell
from matchmaker.migrations.run import is_current, migrate


@click.command("migrate")
def command() -> None:
    """Bring the database to the present shape; needed once before the start, and after each upgrade."""
    current = is_current()
    if not current:
        migrate()
    # After the database: where it cannot be reached, its error is the one that is told in a sentence.
    prepare_queues(get_config())
    if current:
        tell(N_("The database has the present shape."))
    else:
        tell(N_("The database now has the present shape."))
