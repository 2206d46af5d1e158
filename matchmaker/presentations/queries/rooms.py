"""The rooms of an event by name, and what is in one of them at a time."""

from sqlmodel import Session, col, select

from matchmaker.base.names import fold
from matchmaker.base.plain_text import one_line
from matchmaker.models import Event, FloorPlan, Place, ProgrammeItem
from matchmaker.presentations.planning.times import TalkTime


def known_rooms(session: Session, event: Event) -> tuple[str, ...]:
    """Return the rooms that the programme, the table plans and the tables of an event name, each once, by name."""
    named = (
        select(ProgrammeItem.room).where(ProgrammeItem.event_id == event.id),
        select(FloorPlan.name).where(FloorPlan.event_id == event.id),
        select(Place.label).where(Place.event_id == event.id),
    )
    found = {fold(name): name for names in named for name in session.exec(names.distinct()) if name.strip()}
    return tuple(found[key] for key in sorted(found))


def room_called(session: Session, event: Event, name: str) -> str:
    """Return the known room that a name means, which may differ in case, accents and spaces; else the name itself."""
    wanted = fold(one_line(name))
    return next((room for room in known_rooms(session, event) if fold(room) == wanted), one_line(name))


def items_in_room(session: Session, event: Event, room: str, at: TalkTime) -> tuple[ProgrammeItem, ...]:
    """Return what the programme has in a room at a time, by time; nothing for an empty name.

    Rooms are the same whose names differ in case, accents and spaces alone, at one venue.
    """
    wanted = fold(one_line(room))
    if not wanted:
        return ()
    items = session.exec(
        select(ProgrammeItem)
        .where(
            ProgrammeItem.event_id == event.id,
            ProgrammeItem.venue_id == at.venue_id,
            col(ProgrammeItem.starts_at) < at.ends_at,
            col(ProgrammeItem.ends_at) > at.starts_at,
        )
        .order_by(col(ProgrammeItem.starts_at), col(ProgrammeItem.id))
    )
    return tuple(item for item in items if fold(item.room) == wanted)
