"""Journal of an import: the images of the rows that it has written are kept, for as long as it can be undone."""

from collections.abc import Iterable

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.events.commands import lock_event
from matchmaker.imports.owners import Owner
from matchmaker.journal.commands import Written
from matchmaker.journal.rules import UNDONE_WITHIN
from matchmaker.models import Community, ImportBatch, RowImage, row_id
from matchmaker.wishes.commands.delegation import lock_all_sides


def lock_owner(session: Session, owner: Owner, *, sides: bool = True) -> None:
    """Keep others from importing and undoing for the same event or community until the end of the transaction.

    Participants of an event who say something to each other wait as well (`sides`).
    """
    if isinstance(owner, Community):
        session.refresh(owner, with_for_update=True)
    else:
        lock_event(session, row_id(owner))
        if sides:
            lock_all_sides(session, row_id(owner))


def keep_journal(session: Session, batch: ImportBatch, written: Iterable[Written]) -> int:
    """Keep the images of an import, for as long as it can be undone; returns its id."""
    session.add(batch)
    session.flush()
    images = [
        {"batch_id": batch.id, "table_name": table, "row_id": number, "before": before, "after": after}
        for (table, number), before, after in written
    ]
    if images:  # many at once, while others wait
        session.execute(insert(RowImage), images)
    return row_id(batch)


def forget_images(session: Session) -> None:
    """Delete the images of imports that are too old to be undone."""
    old = select(ImportBatch.id).where(col(ImportBatch.at) < clock.now() - UNDONE_WITHIN)
    session.execute(delete(RowImage).where(col(RowImage.batch_id).in_(old)))
