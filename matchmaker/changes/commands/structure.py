"""Changes of the structure that contradict published meetings: one alert for all of them, whose repairs move them."""

from sqlmodel import Session, select

from matchmaker.changes.commands.alerts import Cause, raise_alert, settle_by_release, take_back
from matchmaker.models import Alert, AlertKind, Event, Scenario, Staff, row_id


def contradict(session: Session, event: Event, about: str) -> None:
    """Open the alert that published meetings have lost their time or place by a change; who made it knows of it."""
    cause = Cause(kind=AlertKind.STRUCTURE, event_id=row_id(event), note=about)
    raise_alert(session, cause).untold = False
    session.flush()


def agree_again(session: Session, event: Event) -> None:
    """Take the alert back: all published meetings are possible again."""
    if (alert := _open_alert(session, event)) is not None:
        take_back(session, alert)


def settle_structure(session: Session, event: Event, scenario: Scenario, *, staff: Staff | None, actor: str) -> None:
    """Mark the alert as handled by a scenario that has been published: it would not be if it contradicted the rows.

    `actor` stands in the history where nobody of the staff has published.
    """
    if (alert := _open_alert(session, event)) is not None:
        settle_by_release(session, alert, scenario, staff=staff, actor=actor)


def _open_alert(session: Session, event: Event) -> Alert | None:
    key = Cause(kind=AlertKind.STRUCTURE, event_id=row_id(event)).key
    return session.exec(select(Alert).where(Alert.open_key == key)).first()
