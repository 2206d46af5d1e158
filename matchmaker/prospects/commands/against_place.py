"""A published meeting that is not where its counterpart receives is reported; it stands until the organisers answer."""

from sqlmodel import Session, col, select

from matchmaker.alerts.commands.alerts import Cause, raise_alert, take_back
from matchmaker.alerts.rules import note_of_place
from matchmaker.models import Alert, AlertKind, AlertState, Counterpart, Event, row_id
from matchmaker.prospects.queries.against_place import meetings_elsewhere, meetings_in_city
from matchmaker.prospects.queries.hours import receiver_of


def report_place(session: Session, event: Event, counterpart: Counterpart, *, changed: bool) -> int:
    """Alert the organisers of the meetings to come that are elsewhere, and take back alerts of those that are not.

    Nothing is raised unless what it says has `changed`. Return how many are elsewhere by what it says.
    """
    registration_id = receiver_of(session, event, counterpart)
    if registration_id is None:
        return 0
    here = {entry.uid for entry in meetings_in_city(session, counterpart, registration_id)}
    found = {entry.uid: entry for entry in meetings_elsewhere(session, counterpart, registration_id)}
    for uid, entry in found.items() if changed else ():
        cause = Cause(
            kind=AlertKind.PLACE,
            event_id=row_id(event),
            registration_id=registration_id,
            uid=uid,
            meeting_id=entry.meeting_id,
            note=note_of_place(counterpart.meets_at, counterpart.address),
        )
        raise_alert(session, cause)
    said = select(Alert).where(
        Alert.kind == AlertKind.PLACE,
        Alert.registration_id == registration_id,
        Alert.state == AlertState.OPEN,
        col(Alert.uid).in_(here - found.keys()),
    )
    for alert in session.exec(said).all():
        take_back(session, alert)
    return len(found) if changed else 0
