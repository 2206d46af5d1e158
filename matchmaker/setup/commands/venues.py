"""Venues of an event: the building and the street that agendas, mails and calendars name."""

from sqlmodel import Session

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.events.commands import lock_event
from matchmaker.models import Event, Staff, StructureAct, Venue, row_id
from matchmaker.setup.commands.changes import noted
from matchmaker.setup.queries.parts import venue_of, venue_token, venues_of


def change_venue(
    session: Session, event: Event, venue_id: int, *, name: str, address: str, shown: str, staff: Staff
) -> Venue:
    """Change the building and the street of a venue; published agendas have them from the next release on.

    `shown` is the `venue_token` that the form began with. Raises `NotFound` for a venue of another event, `Stale` if
    somebody has changed it meanwhile, and `InvalidInput` without a name and for that of another venue.
    """
    event = lock_event(session, row_id(event))
    venue = venue_of(session, event, venue_id)
    if shown != venue_token(venue):
        raise Stale
    name = one_line(name)
    if not name:
        raise InvalidInput(N_("A venue needs a name."))
    if any(other.name == name for other in venues_of(session, event) if other.id != venue_id):
        raise InvalidInput(N_("Another venue of this event has this name."))
    about = venue.name if venue.name == name else f"{venue.name} → {name}"
    with noted(session, event, StructureAct.CHANGE_PLACE, about, staff=staff):
        venue.name, venue.address = name, one_line(address)
    return venue
