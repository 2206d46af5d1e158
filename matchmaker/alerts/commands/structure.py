"""Changes of the structure that contradict published meetings: one alert for all of them, whose repairs move them."""

from sqlmodel import Session, col, select

from matchmaker.alerts.commands.alerts import Cause, raise_alert, settle_by_release, take_back
from matchmaker.alerts.planning.contradictions import contradicted
from matchmaker.alerts.queries.alerts import open_structure_alert
from matchmaker.models import Alert, AlertKind, AlertState, Event, Scenario, Staff, row_id


def contradict(session: Session, event: Event, about: str) -> None:
    """Open the alert that published meetings have lost their time or place by a change; who made it knows of it."""
    cause = Cause(kind=AlertKind.STRUCTURE, event_id=row_id(event), note=about)
    raise_alert(session, cause).untold = False
    session.flush()


def agree_again(session: Session, event: Event) -> None:
    """Take the alert back once all published meetings of people who take part are possible."""
    if (alert := open_structure_alert(session, event)) is not None and not contradicted(session, event):
        take_back(session, alert)


def contradict_again(session: Session, event: Event) -> None:
    """Open the alert again that `agree_again` has taken back: somebody of its meetings takes part after all."""
    last = session.exec(
        select(Alert)
        .where(col(Alert.event_id) == event.id, col(Alert.kind) == AlertKind.STRUCTURE)
        .order_by(col(Alert.id).desc())
    ).first()
    if last is not None and last.state is AlertState.TAKEN_BACK and contradicted(session, event):
        contradict(session, event, last.note)


def settle_structure(session: Session, event: Event, scenario: Scenario, *, staff: Staff | None, actor: str) -> None:
    """Mark the alert as handled by a scenario that has been published: it would not be if it contradicted the rows.

    `actor` stands in the history where nobody of the staff has published.
    """
    if (alert := open_structure_alert(session, event)) is not None:
        settle_by_release(session, alert, scenario, staff=staff, actor=actor)
