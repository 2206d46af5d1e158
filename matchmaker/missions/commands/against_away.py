"""A published meeting to which somebody comes along while they are away is reported; it stands meanwhile."""

from sqlmodel import Session, col, select

from matchmaker.alerts.commands.alerts import Cause, raise_alert, take_back
from matchmaker.alerts.rules import note_of_hours
from matchmaker.missions.queries.away import meetings_while_away
from matchmaker.missions.queries.own_days import absences_of
from matchmaker.models import Alert, AlertKind, AlertState, Event, Registration, row_id


def report_away(session: Session, event: Event, registration: Registration) -> int:
    """Alert the organisers of each meeting to come during an absence, and take back the alerts of the others.

    Return how many meetings stand while they are away.
    """
    found = meetings_while_away(session, registration, absences_of(session, registration))
    for entry, absences in found:
        cause = Cause(
            kind=AlertKind.AWAY,
            event_id=row_id(event),
            registration_id=row_id(registration),
            uid=entry.uid,
            meeting_id=entry.meeting_id,
            note=note_of_hours((one.day, [(one.starts, one.ends)]) for one in absences),
        )
        raise_alert(session, cause)
    said = select(Alert).where(
        Alert.kind == AlertKind.AWAY,
        Alert.registration_id == registration.id,
        Alert.state == AlertState.OPEN,
        col(Alert.uid).not_in([entry.uid for entry, _absences in found]),
    )
    for alert in session.exec(said).all():
        take_back(session, alert)
    return len(found)
