"""What an organiser does on a participant's pages, as that person: noted each time, told once a day."""

from sqlmodel import Session

from matchmaker.base import clock
from matchmaker.mail.letters.on_behalf import Basis
from matchmaker.models import Act, Event, Registration, Staff, record, row_id
from matchmaker.registrations.commands.told import tell_of_acts


def note_act(session: Session, event: Event, registration_id: int, *, what: str, basis: Basis, staff: Staff) -> None:
    """Note in the history that an organiser has changed something for a person, who is told by mail once a day."""
    record(
        session,
        staff.name,
        Act.ACT_FOR,
        event_id=row_id(event),
        registration=registration_id,
        what=what,
        basis=basis,
    )
    day = clock.local(clock.now(), event.zone).date()
    tell_of_acts(session, event, session.get_one(Registration, registration_id), basis, staff, key=f"{day}")
    session.flush()
