"""Journal of an import: the images of the rows that it has written are kept, for as long as it can be undone."""

from sqlalchemy import delete
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.journal.commands import Journal
from matchmaker.journal.rules import UNDONE_WITHIN
from matchmaker.models import ImportBatch, RowImage, row_id


def keep_journal(session: Session, batch: ImportBatch, journal: Journal) -> int:
    """Keep the images of an import, for as long as it can be undone; returns its id."""
    session.add(batch)
    session.flush()
    for (table, number), before, after in journal.written(session):
        session.add(RowImage(batch_id=row_id(batch), table_name=table, row_id=number, before=before, after=after))
    session.flush()
    return row_id(batch)


def forget_images(session: Session) -> None:
    """Delete the images of imports that are too old to be undone."""
    old = select(ImportBatch.id).where(col(ImportBatch.at) < clock.now() - UNDONE_WITHIN)
    session.execute(delete(RowImage).where(col(RowImage.batch_id).in_(old)))
