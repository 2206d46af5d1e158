"""Tables and booths of an event: added in a row, changed, closed for some slots, removed while nothing is planned."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, delete, func, select

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.events.queries.places import place_of
from matchmaker.models import Act, Event, Place, PlaceClosure, PlaceKind, Slot, Staff, Venue, record, row_id
from matchmaker.setup.queries.use import is_being_solved, meetings_at_place

MOST_PLACES = 500
"""Of an event: more than any hall has, and few enough for every page that lists them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """A row of places: T1 to T18 is prefix T, first 1, last 18."""

    kind: PlaceKind
    prefix: str
    first: int
    last: int
    venue_id: int
    label: str = ""


def add_places(session: Session, event: Event, row: PlaceRow, *, staff: Staff) -> int:
    """Add a row of places behind the others, and return how many were not there yet.

    Raises `InvalidInput` for a row that ends before it begins, for too many places, and for a venue of elsewhere.
    """
    event = lock_event(session, row_id(event))
    venue = session.get(Venue, row.venue_id)
    if venue is None or venue.event_id != event.id:
        raise InvalidInput(N_("Choose a venue of this event."))
    if row.last < row.first:
        raise InvalidInput(N_("The last number must not be before the first one."))
    present = set(session.exec(select(Place.code).where(Place.event_id == event.id)).all())
    codes = [code for number in range(row.first, row.last + 1) if (code := f"{row.prefix}{number}") not in present]
    if len(present) + len(codes) > MOST_PLACES:
        raise InvalidInput(N_("An event has at most %(number)d tables and booths."), number=MOST_PLACES)
    behind = session.exec(select(func.coalesce(func.max(Place.position), -1)).where(Place.event_id == event.id)).one()
    session.add_all(
        Place(
            event_id=row_id(event),
            venue_id=row.venue_id,
            code=code,
            kind=row.kind,
            label=row.label.strip(),
            position=behind + number,
        )
        for number, code in enumerate(codes, start=1)
    )
    _note(session, event, staff)
    return len(codes)


def change_place(
    session: Session,
    event: Event,
    place_id: int,
    *,
    label: str,
    capacity: int,
    closed: Collection[int],
    staff: Staff,
) -> Place:
    """Change where a place stands, how many meetings it holds at a time, and the slots (ids) in which it is closed.

    A schedule that is published stays as it is; the next one keeps to it. Raises `NotFound` for a place of another
    event, and `InvalidInput` for slots of elsewhere.
    """
    event = lock_event(session, row_id(event))
    place = place_of(session, event, place_id)
    ours = select(Slot.id).where(Slot.event_id == event.id, Slot.venue_id == place.venue_id)
    if not set(closed) <= set(session.exec(ours).all()):
        raise InvalidInput(N_("Choose slots of this venue."))
    place.label, place.capacity = label.strip(), capacity
    session.add(place)
    session.exec(delete(PlaceClosure).where(col(PlaceClosure.place_id) == place_id))
    session.add_all(PlaceClosure(place_id=place_id, slot_id=slot_id) for slot_id in sorted(closed))
    _note(session, event, staff)
    return place


def remove_place(session: Session, event: Event, place_id: int, *, staff: Staff) -> str:
    """Remove a place, and return its code.

    Raises `NotFound` for one of another event, and `InvalidInput` if a schedule has meetings at it (it can be
    closed), or a run is under way.
    """
    event = lock_event(session, row_id(event))
    place = place_of(session, event, place_id)
    if is_being_solved(session, row_id(event)):
        raise InvalidInput(N_("A schedule is being searched for. Wait until the run has ended, or stop it."))
    if meetings := meetings_at_place(session, place_id):
        raise InvalidInput(
            N_("%(number)d meetings of your schedules are at %(place)s. Close it for all slots instead."),
            number=meetings,
            place=place.code,
        )
    session.exec(delete(PlaceClosure).where(col(PlaceClosure.place_id) == place_id))
    session.delete(place)
    _note(session, event, staff)
    return place.code


def _note(session: Session, event: Event, staff: Staff) -> None:
    record(session, staff.name, Act.CHANGE_STRUCTURE, event_id=row_id(event))
    session.flush()
