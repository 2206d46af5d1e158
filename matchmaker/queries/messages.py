"""The outbox as organisers see it: what went, what waits, what did not arrive."""

from sqlalchemy.orm import defer
from sqlalchemy.orm.interfaces import ORMOption

from matchmaker.models import Message


def without_bytes() -> ORMOption:
    """Return the option of a statement that loads messages without their contents."""
    return defer(Message.mime)  # type: ignore[arg-type]
