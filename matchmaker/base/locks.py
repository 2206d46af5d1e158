"""Advisory locks: transactions that come one after the other."""

from sqlalchemy import text
from sqlmodel import Session


def take_turns(session: Session, lock: int) -> None:
    """Serialise transactions that call this with the same number: the next one waits until this one ends.

    An advisory lock on PostgreSQL; on SQLite each write transaction excludes the others.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})
