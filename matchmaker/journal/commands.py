"""Journal of rows: notes those that a session writes, by whichever command, and puts rows back."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import delete, event, inspect
from sqlmodel import Session, SQLModel

from matchmaker.journal.queries import JOURNALED, Image, Key, key_of, model_named, read_images, values_of

Written = tuple[Key, Image | None, Image | None]
"""A row that was written: its key, its image before, and its image now; None for a row that is not."""


class Journal:
    """The rows of some tables that were written so far, with their images from before; None for new rows."""

    def __init__(self, tables: Collection[str]) -> None:
        self.tables = tables
        self.before: dict[Key, Image | None] = {}

    def before_flush(self, session: Session, *_: Any) -> None:
        """Note the present images of the rows that a flush will change or delete."""
        rows = [row for row in session.dirty if session.is_modified(row)]
        keys = {_key(row) for row in (*rows, *session.deleted) if row.__tablename__ in self.tables}
        self.before |= read_images(session, keys - set(self.before))

    def after_flush(self, session: Session, *_: Any) -> None:
        """Note the rows that a flush has made."""
        for row in session.new:
            if row.__tablename__ in self.tables:
                self.before.setdefault(_key(row), None)

    def written(self, session: Session) -> Iterator[Written]:
        """Yield the rows that differ now from before."""
        now = read_images(session, list(self.before))
        for key, before in self.before.items():
            if before != (after := now.get(key)):
                yield key, before, after


def _key(row: Any) -> Key:
    state = inspect(row)
    return row.__tablename__, (state.identity or state.mapper.primary_key_from_instance(row))[0]


@contextmanager
def journaled(session: Session, tables: Collection[str] = JOURNALED) -> Iterator[Journal]:
    """Note every row that the session writes within the block, but for statements that change many at once."""
    journal = Journal(tables)
    listeners = {"before_flush": journal.before_flush, "after_flush": journal.after_flush}
    for name, listener in listeners.items():
        event.listen(session, name, listener)
    try:
        yield journal
        session.flush()
    finally:
        for name, listener in listeners.items():
            event.remove(session, name, listener)


def restore_row(session: Session, key: Key, image: Image, fields: Iterable[str]) -> SQLModel:
    """Give some fields of a row the values of an image, and return the row."""
    name, number = key
    row = session.get_one(model_named(name), number, populate_existing=True)
    for field, value in values_of(name, image, fields).items():
        setattr(row, field, value)
    return row


def return_rows(session: Session, images: Mapping[Key, Image]) -> None:
    """Add deleted rows again with their old ids, those first to which others refer."""
    order = [table.name for table in SQLModel.metadata.sorted_tables]
    for name, number in sorted(images, key=lambda key: order.index(key[0])):
        session.add(model_named(name)(**values_of(name, images[name, number])))
        session.flush()


def remove_rows(session: Session, keys: Collection[Key]) -> None:
    """Delete rows, those first that refer to others."""
    for table in reversed(SQLModel.metadata.sorted_tables):
        if numbers := [number for name, number in keys if name == table.name]:
            session.execute(delete(table).where(key_of(table).in_(numbers)))
    session.expire_all()
