"""Task queues: where their tasks are kept."""

from huey import Huey, MemoryHuey, PostgresHuey, SqliteHuey

from matchmaker.base.config import Config
from matchmaker.base.files import private_file


def make_queue(name: str, config: Config, *, create_tables: bool = False) -> Huey:
    """Return the queue called `name` where the configuration keeps its data.

    On a database server its tables are made by `prepare_queues`, and only there: PostgreSQL refuses one of several
    processes that start at the same time and all find no tables.
    """
    options = {"name": name, "results": False}
    if config.mode == "test":
        return MemoryHuey(**options)
    if config.sqlalchemy_url.startswith("postgresql"):
        address = config.sqlalchemy_url.replace("+psycopg", "", 1)
        return PostgresHuey(dsn=address, create_tables=create_tables, **options)
    return SqliteHuey(filename=str(private_file(config.data / "jobs.sqlite")), **options)


def prepare_queues(config: Config) -> None:
    """Make what the queues need where the data are kept; part of the release step, done again without harm."""
    make_queue("solve", config, create_tables=True)
