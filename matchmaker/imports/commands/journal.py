"""Journal of an import: notes the rows that a session writes, by whichever command, and keeps their images."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, event, inspect
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.imports.images import JOURNALED, Image, Key, read_images
from matchmaker.models import ImportBatch, RowImage, row_id

UNDONE_WITHIN = timedelta(days=30)
"""So long an import can be undone; after that its images are deleted."""


class Journal:
    """The rows that were written so far, with their images from before; None for new rows."""

    def __init__(self) -> None:
        self.before: dict[Key, Image | None] = {}

    def before_flush(self, session: Session, *_: Any) -> None:
        """Note the present images of the rows that a flush will change or delete."""
        rows = [row for row in session.dirty if session.is_modified(row)]
        keys = {_key(row) for row in (*rows, *session.deleted) if row.__tablename__ in JOURNALED}
        self.before |= read_images(session, keys - set(self.before))

    def after_flush(self, session: Session, *_: Any) -> None:
        """Note the rows that a flush has made."""
        for row in session.new:
            if row.__tablename__ in JOURNALED:
                self.before.setdefault(_key(row), None)


def _key(row: Any) -> Key:
    identity = inspect(row).identity
    return row.__tablename__, row.id if identity is None else identity[0]


@contextmanager
def journaled(session: Session) -> Iterator[Journal]:
    """Note every row that the session writes within the block."""
    journal = Journal()
    listeners = {"before_flush": journal.before_flush, "after_flush": journal.after_flush}
    for name, listener in listeners.items():
        event.listen(session, name, listener)
    try:
        yield journal
        session.flush()
    finally:
        for name, listener in listeners.items():
            event.remove(session, name, listener)


def keep_journal(session: Session, batch: ImportBatch, journal: Journal) -> int:
    """Keep the images of an import, for as long as it can be undone; returns its id."""
    session.add(batch)
    session.flush()
    now = read_images(session, list(journal.before))
    for key, before in journal.before.items():
        if before != (after := now.get(key)):
            session.add(RowImage(batch_id=row_id(batch), table_name=key[0], row_id=key[1], before=before, after=after))
    session.flush()
    return row_id(batch)


def forget_images(session: Session) -> None:
    """Delete the images of imports that are too old to be undone."""
    old = select(ImportBatch.id).where(col(ImportBatch.at) < clock.now() - UNDONE_WITHIN)
    session.execute(delete(RowImage).where(col(RowImage.batch_id).in_(old)))
