"""The lock of everything that organisers change about guests: that of the event, which answers of guests wait for."""

from sqlmodel import Session

from matchmaker.events.commands import lock_event
from matchmaker.events.rules import require_not_archived
from matchmaker.models import Event, row_id
from matchmaker.receptions.queries.guests import ReceptionList, read_list_of


def locked_list(session: Session, event: Event, item_id: int) -> ReceptionList:
    """Return an item with its guests as they are now, under the lock of the event.

    Raises `NotFound` for an item that has no guests, `Closed` once the event is archived.
    """
    require_not_archived(event)
    return read_list_of(session, lock_event(session, row_id(event)), item_id)
