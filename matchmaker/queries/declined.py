"""Meetings that somebody cannot come to: those that are out for it, and the schedules that hold one all the same."""

from sqlmodel import Session, col, or_, select

from matchmaker.models import Alert, AlertState, EntryState, Placement, ReleaseEntry, Scenario
from matchmaker.planning.releases import last_release
from matchmaker.queries.alerts import OF_ONE_MEETING, AlertView, alert_views


def taken_out(session: Session, event_id: int) -> frozenset[int]:
    """Return the ids of the meetings that somebody cannot come to and that are no longer planned: out of the last
    release, or out of the draft by a repair chosen since.
    """
    last = last_release(session, event_id)
    if last is None:
        return frozenset()
    standing = select(ReleaseEntry.meeting_id).where(
        col(ReleaseEntry.release_id) == last.id,
        col(ReleaseEntry.state) == EntryState.CONFIRMED,
        col(ReleaseEntry.meeting_id).is_not(None),
    )
    in_draft = col(Alert.scenario_id).is_not(None) & (col(Alert.settled_at) >= last.published_at)
    found = session.exec(
        select(Alert.meeting_id).where(
            col(Alert.event_id) == event_id,
            col(Alert.kind).in_(OF_ONE_MEETING),
            col(Alert.state).in_({AlertState.OPEN, AlertState.HANDLED}),
            col(Alert.sure),
            or_(in_draft, col(Alert.meeting_id).not_in(standing)),
        )
    )
    return frozenset(meeting_id for meeting_id in found if meeting_id is not None)


def overlooked(session: Session, scenario: Scenario) -> tuple[AlertView, ...]:
    """Return the alerts that a schedule overlooks: it holds a meeting that somebody cannot come to.

    Those that are open, and those for which the meeting was taken out before.
    """
    held = select(Placement.meeting_id).where(col(Placement.scenario_id) == scenario.id)
    rows = session.exec(
        select(Alert)
        .where(
            col(Alert.event_id) == scenario.event_id,
            col(Alert.kind).in_(OF_ONE_MEETING),
            col(Alert.state).in_({AlertState.OPEN, AlertState.HANDLED}),
            col(Alert.sure),
            col(Alert.meeting_id).in_(held),
            or_(
                col(Alert.state) == AlertState.OPEN,
                col(Alert.meeting_id).in_(taken_out(session, scenario.event_id)),
            ),
        )
        .order_by(col(Alert.id))
    ).all()
    return alert_views(session, rows)
