"""Changes of the structure that contradict published meetings: one alert for all of them, whose repairs move them."""

from sqlmodel import Session, select

from matchmaker.changes.commands.alerts import Cause, raise_alert, take_back
from matchmaker.models import Alert, AlertKind, Event, row_id


def contradict(session: Session, event: Event, about: str) -> None:
    """Open the alert that published meetings have lost their time or place by a change; who made it knows of it."""
    cause = Cause(kind=AlertKind.STRUCTURE, event_id=row_id(event), note=about)
    raise_alert(session, cause).untold = False
    session.flush()


def agree_again(session: Session, event: Event) -> None:
    """Take the alert back: all published meetings are possible again."""
    key = Cause(kind=AlertKind.STRUCTURE, event_id=row_id(event)).key
    if (alert := session.exec(select(Alert).where(Alert.open_key == key)).first()) is not None:
        take_back(session, alert)
