"""Hours that leave out a published meeting are reported to the organisers; the meeting stands until they answer."""

from sqlmodel import Session, col, select

from matchmaker.alerts.commands.alerts import Cause, raise_alert, take_back
from matchmaker.base.i18n import format_day, format_time
from matchmaker.models import Alert, AlertKind, AlertState, Event, row_id
from matchmaker.prospects.queries.against_hours import against_hours
from matchmaker.prospects.queries.hours import ReceivingHours

LONGEST = 500


def report_hours(session: Session, event: Event, hours: ReceivingHours) -> int:
    """Alert the organisers of each meeting to come that the hours leave out, and take back alerts that they do not.

    Return how many meetings they leave out.
    """
    found = against_hours(session, hours)
    note = _in_words(hours, event.language)
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


def _in_words(hours: ReceivingHours, language: str) -> str:
    """Return the hours that suit, as the organisers read them: whoever tapped them has used no words."""
    days = (
        f"{format_day(one.day, language, year=False)} "
        + ", ".join(f"{format_time(starts, language)}–{format_time(ends, language)}" for starts, ends in one.spans)
        for one in hours.free_days
    )
    return "; ".join(days)[:LONGEST]
