"""Who travels with a mission: those who take part in its transfers, with their colleagues; all others receive them."""

from sqlmodel import Session, col, select

from matchmaker.models import Attendance, Event, EventKind, Leg, ProgrammeItem, ProgrammeKind, Registration


def travelling(session: Session, event: Event) -> frozenset[int]:
    """Return the delegations (ids) that travel; none of a forum, for which no statement is made."""
    if event.kind is not EventKind.MISSION:
        return frozenset()
    going = (
        select(Registration.delegation_id)
        .join(Attendance, col(Attendance.registration_id) == col(Registration.id))
        .join(ProgrammeItem, col(ProgrammeItem.id) == col(Attendance.item_id))
        .where(ProgrammeItem.event_id == event.id, ProgrammeItem.kind == ProgrammeKind.TRANSFER)
    )
    return frozenset(session.exec(going.distinct()).all())


def has_cities(session: Session, event: Event) -> bool:
    """Tell whether a mission goes anywhere yet; a forum needs no city."""
    if event.kind is not EventKind.MISSION:
        return True
    return session.exec(select(Leg.id).where(Leg.event_id == event.id).limit(1)).first() is not None
