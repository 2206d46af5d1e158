"""Tables and booths of an event: added in a row, changed, closed for some slots, removed while nothing is planned."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, func, select

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.base.plain_text import one_line
from matchmaker.events.commands import lock_event
from matchmaker.events.queries.places import place_of
from matchmaker.models import (
    Delegation,
    Event,
    Place,
    PlaceClosure,
    PlaceKind,
    Slot,
    Staff,
    StructureAct,
    Venue,
    row_id,
)
from matchmaker.setup.commands.changes import no_run, noted
from matchmaker.setup.queries.parts import closed_slots, place_token
from matchmaker.setup.queries.use import meetings_at_place, rules_at_place

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
    owner_id: int | None = None
    """Of booths: the delegation that receives there."""


def add_places(session: Session, event: Event, row: PlaceRow, *, staff: Staff) -> int:
    """Add a row of places behind the others, and return how many were not there yet.

    Raises `InvalidInput` for a row that ends before it begins, for too many places, for a venue or an owner of
    elsewhere, and for a table with an owner.
    """
    event = lock_event(session, row_id(event))
    _check_owner(session, event, row.kind, row.owner_id)
    venue = session.get(Venue, row.venue_id)
    if venue is None or venue.event_id != event.id:
        raise InvalidInput(N_("Choose a venue of this event."))
    if row.last < row.first:
        raise InvalidInput(N_("The last number must not be before the first one."))
    present = {code.casefold() for code in session.exec(select(Place.code).where(Place.event_id == event.id)).all()}
    wanted = [f"{row.prefix}{number}" for number in range(row.first, row.last + 1)]
    codes = [code for code in wanted if code.casefold() not in present]
    if len(present) + len(codes) > MOST_PLACES:
        raise InvalidInput(N_("An event has at most %(number)d tables and booths."), number=MOST_PLACES)
    behind = session.exec(select(func.coalesce(func.max(Place.position), -1)).where(Place.event_id == event.id)).one()
    about = codes[0] if len(codes) == 1 else f"{codes[0]}–{codes[-1]}" if codes else ""
    with noted(session, event, StructureAct.ADD_PLACES, about, staff=staff):
        session.add_all(
            Place(
                event_id=row_id(event),
                venue_id=row.venue_id,
                code=code,
                kind=row.kind,
                label=one_line(row.label),
                owner_id=row.owner_id,
                position=behind + number,
            )
            for number, code in enumerate(codes, start=1)
        )
    return len(codes)


def change_place(
    session: Session,
    event: Event,
    place_id: int,
    *,
    label: str,
    capacity: int,
    owner_id: int | None,
    closed: Collection[int],
    shown: str,
    staff: Staff,
) -> Place:
    """Change where a place stands, how many meetings it holds at a time, whose booth it is, and when it is closed.

    `closed` are ids of slots; `owner_id` is a delegation, which has all its meetings at its booths.
    A schedule that is published stays as it is; the next one keeps to it. `shown` is the `place_token` of what the
    form began with. Raises `NotFound` for a place of another event, `Stale` if somebody has changed it meanwhile, and
    `InvalidInput` for slots or an owner of elsewhere, and for a table with an owner.
    """
    event = lock_event(session, row_id(event))
    place = place_of(session, event, place_id)
    before = closed_slots(session, place)
    if shown != place_token(place, before):
        raise Stale
    slots = session.exec(select(Slot).where(Slot.event_id == event.id, Slot.venue_id == place.venue_id)).all()
    if not set(closed) <= {slot.id for slot in slots}:
        raise InvalidInput(N_("Choose slots of this venue."))
    if owner_id != place.owner_id:
        _check_owner(session, event, place.kind, owner_id)
    label = one_line(label)
    if (place.label, place.capacity, place.owner_id) != (label, capacity, owner_id):
        act, moved = StructureAct.CHANGE_PLACE, frozenset[int]()
    elif moved := frozenset(closed) - before:
        act = StructureAct.CLOSE_PLACE
    else:
        act, moved = StructureAct.OPEN_PLACE, before - frozenset(closed)
    with noted(session, event, act, _about(place, slots, moved), staff=staff):
        place.label, place.capacity, place.owner_id = label, capacity, owner_id
        _close(session, place, before, set(closed))
    return place


def _check_owner(session: Session, event: Event, kind: PlaceKind, owner_id: int | None) -> None:
    if owner_id is None:
        return
    owner = session.get(Delegation, owner_id)
    if kind is not PlaceKind.BOOTH or owner is None or owner.event_id != event.id:
        raise InvalidInput(N_("Choose an organisation of this event."))


def _close(session: Session, place: Place, before: Collection[int], closed: Collection[int]) -> None:
    new = set(closed) - set(before)
    session.add_all(PlaceClosure(place_id=row_id(place), slot_id=slot_id) for slot_id in sorted(new))
    session.flush()
    for closure in session.exec(select(PlaceClosure).where(PlaceClosure.place_id == place.id)).all():
        if closure.slot_id not in closed:
            session.delete(closure)
    session.flush()


def _about(place: Place, slots: Collection[Slot], moved: Collection[int]) -> str:
    """Return the code of the place, and the times between which it is closed or opened."""
    times = sorted((slot for slot in slots if slot.id in moved), key=lambda slot: slot.starts_at)
    return f"{place.code}, {times[0].starts:%H:%M}–{times[-1].ends:%H:%M}" if times else place.code


def remove_place(session: Session, event: Event, place_id: int, *, staff: Staff) -> str:
    """Remove a place, and return its code.

    Raises `NotFound` for one of another event, and `InvalidInput` if a schedule has meetings at it (it can be
    closed), a rule for particular people names it, or a run is under way.
    """
    event = lock_event(session, row_id(event))
    place = place_of(session, event, place_id)
    code = place.code
    no_run(session, event)
    if meetings := meetings_at_place(session, event, place_id).saved:
        raise InvalidInput(
            N_("%(number)d meetings of your schedules are at %(place)s. Close it for all slots instead."),
            number=meetings,
            place=code,
        )
    if rules_at_place(session, place_id):
        raise InvalidInput(N_("A rule for particular people is about %(place)s. Remove the rule first."), place=code)
    with noted(session, event, StructureAct.REMOVE_PLACE, code, staff=staff):
        _close(session, place, (), ())
        session.delete(place)
    return code
