"""Meetings that somebody cannot come to: the schedules that hold one all the same, and what is left out for it."""

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, and_, col, or_, select

from matchmaker.alerts.queries.alerts import AlertView, alert_views
from matchmaker.models import Alert, AlertKind, AlertState, Meeting, Placement, Scenario, Veto
from matchmaker.scheduling.planning.declines import still_stands
from matchmaker.wishes.queries.refusals import refused


def overlooked_declines(session: Session, scenario: Scenario) -> tuple[AlertView, ...]:
    """Return the alerts that a schedule overlooks: it holds a meeting that somebody cannot come to, or refuses."""
    held = select(Placement.meeting_id).where(col(Placement.scenario_id) == scenario.id)
    rows = session.exec(
        select(Alert)
        .where(
            col(Alert.event_id) == scenario.event_id,
            col(Alert.meeting_id).in_(held),
            or_(and_(*still_stands()), _still_refused()),
        )
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


def _still_refused() -> ColumnElement[bool]:
    """Return the condition on an `Alert` that one of the two still refuses its meeting."""
    low, high = col(Meeting.low_id), col(Meeting.high_id)
    vetoed = exists().where(
        col(Alert.meeting_id) == col(Meeting.id),
        or_(
            and_(col(Veto.from_id) == low, col(Veto.against_id) == high),
            and_(col(Veto.from_id) == high, col(Veto.against_id) == low),
        ),
    )
    said_no = exists().where(col(Alert.meeting_id) == col(Meeting.id), or_(refused(low, high), refused(high, low)))
    return and_(
        col(Alert.kind) == AlertKind.REFUSED,
        col(Alert.state).in_({AlertState.OPEN, AlertState.HANDLED}),
        or_(vetoed, said_no),
    )
