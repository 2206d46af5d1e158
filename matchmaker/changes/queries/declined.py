"""Meetings that somebody cannot come to: the schedules that hold one all the same, and what is left out for it."""

from sqlmodel import Session, col, select

from matchmaker.changes.queries.alerts import AlertView, alert_views
from matchmaker.models import Alert, AlertState, Placement, Scenario
from matchmaker.scheduling.planning.declines import still_stands


def overlooked_declines(session: Session, scenario: Scenario) -> tuple[AlertView, ...]:
    """Return the alerts that a schedule overlooks: it holds a meeting that somebody cannot come to."""
    held = select(Placement.meeting_id).where(col(Placement.scenario_id) == scenario.id)
    rows = session.exec(
        select(Alert)
        .where(col(Alert.event_id) == scenario.event_id, col(Alert.meeting_id).in_(held), *still_stands())
        .order_by(col(Alert.id))
    ).all()
    return alert_views(session, rows)


def left_out_declines(session: Session, event_id: int) -> tuple[AlertView, ...]:
    """Return the settled alerts for which new schedules do without a meeting, or without the one who cannot come."""
    rows = session.exec(
        select(Alert)
        .where(col(Alert.event_id) == event_id, col(Alert.state) == AlertState.HANDLED, *still_stands())
        .order_by(col(Alert.id))
    ).all()
    return alert_views(session, rows)
