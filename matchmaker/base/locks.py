"""Advisory locks: transactions that come one after the other."""

from enum import IntEnum, unique

from sqlalchemy import text
from sqlmodel import Session


@unique
class Lock(IntEnum):
    """What takes turns, with the number of its advisory lock, the same in all processes of a database."""

    FIRST_START = 6_101
    CLAIM = 7_310_001
    """Claims of messages in the outbox, and their renewals."""


def take_turns(session: Session, lock: Lock) -> None:
    """Serialise transactions that call this with the same lock: the next one waits until this one ends.

    An advisory lock on PostgreSQL; on SQLite each write transaction excludes the others.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock.value})
