"""What is done with the guests of an item, in the history: the item is named in each reader's language."""

from typing import Any

from sqlmodel import Session

from matchmaker.journal.words import named
from matchmaker.models import Act, Event, ProgrammeItem, record, row_id


def note_guests(session: Session, event: Event, item: ProgrammeItem, act: Act, *, by: str, **details: Any) -> None:
    """Note what `by` has done with the guests of an item."""
    record(
        session,
        by,
        act,
        event_id=row_id(event),
        subject=item.title(event.language),
        called=[named(item.titles, item.code)],
        **details,
    )
