"""Hours that leave out a published meeting are reported to the organisers; the meeting stands until they answer."""

from sqlmodel import Session, col, select

from matchmaker.alerts.commands.alerts import Cause, raise_alert, take_back
from matchmaker.alerts.rules import note_of_hours
from matchmaker.models import Alert, AlertKind, AlertState, Event, row_id
from matchmaker.prospects.queries.against_hours import against_hours
from matchmaker.prospects.queries.hours import ReceivingHours


def report_hours(session: Session, event: Event, hours: ReceivingHours) -> int:
    """Alert the organisers of each meeting to come that the hours leave out, and take back alerts that they do not.

    Return how many meetings they leave out.
    """
    found = against_hours(session, hours)
    note = note_of_hours((one.day, one.spans) for one in hours.free_days)
    for uid, one in found.items():
        cause = Cause(
            kind=AlertKind.HOURS,
            event_id=row_id(event),
            registration_id=hours.registration_id,
            uid=uid,
            meeting_id=one.entry.meeting_id,
            note=note,
        )
        raise_alert(session, cause)
    said = select(Alert).where(
        Alert.kind == AlertKind.HOURS,
        Alert.registration_id == hours.registration_id,
        Alert.state == AlertState.OPEN,
        col(Alert.uid).not_in(found),
    )
    for alert in session.exec(said).all():
        take_back(session, alert)
    return len(found)
