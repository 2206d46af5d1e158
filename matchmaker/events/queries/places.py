"""Places of an event: tables, booths, offices."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.models import Event, Place, PlaceKind


def shared_places(session: Session, event: Event) -> Sequence[Place]:
    """Return the places that have a calendar of their own, in their order: all but offices."""
    return session.exec(
        select(Place)
        .where(Place.event_id == event.id, Place.kind != PlaceKind.OFFICE)
        .order_by(col(Place.position), col(Place.code))
    ).all()


def place_of(session: Session, event: Event, place_id: int) -> Place:
    """Return a place of `event`; raises NotFound for any other id."""
    place = session.get(Place, place_id)
    if place is None or place.event_id != event.id:
        raise NotFound(N_("There is no such table."))
    return place
