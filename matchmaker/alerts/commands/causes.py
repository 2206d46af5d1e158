"""Settle and reopen all that one cause has raised, together: exactly the alerts that the reader was shown."""

from collections.abc import Collection

from sqlmodel import Session

from matchmaker.alerts.commands.alerts import alert_of, keep_meetings, reopen_alert, settle_alert, settle_by_repair
from matchmaker.alerts.queries.causes import open_cause_of
from matchmaker.models import Alert, AlertState, Event, Scenario, Staff


def settle_cause(
    session: Session, event: Event, alert_id: int, state: AlertState, staff: Staff, *, also: Collection[int] = ()
) -> None:
    """Mark an alert, and the others of its cause that were shown, as handled or dismissed.

    Of the others, those that are not open any more stay as they are. Raises `NotFound` and `Stale` as `settle_alert`
    does.
    """
    first = settle_alert(session, event, alert_id, state, staff)
    for one in _open(session, event, also, staff):
        settle_alert(session, event, one, state, staff).settled_at = first.settled_at
    session.flush()


def settle_cause_by_repair(session: Session, event: Event, alert: Alert, scenario: Scenario, staff: Staff) -> None:
    """Mark an alert and the others of its cause as handled by a repair; a presentation still needs a speaker.

    Raises `NotFound` and `Stale` as `settle_alert` does.
    """
    cause = open_cause_of(session, event, alert, staff)
    first, *others = [one for one in cause.alerts if not one.row.is_of_presentation] or [cause.main]
    settled = settle_by_repair(session, event, first.id, scenario, staff)
    for one in others:
        settle_by_repair(session, event, one.id, scenario, staff).settled_at = settled.settled_at
    session.flush()


def reopen_cause(session: Session, event: Event, alert_id: int, staff: Staff, *, also: Collection[int] = ()) -> None:
    """Undo: a settled alert and the others that were settled with it are open again; raises as `reopen_alert` does."""
    for one in (alert_id, *also):
        reopen_alert(session, event, one, staff)


def keep_cause(session: Session, event: Event, alert_id: int, staff: Staff, *, also: Collection[int] = ()) -> None:
    """Exempt the meetings of a cause from automatic cancellation; raises as `keep_meetings` does."""
    keep_meetings(session, event, alert_id, staff)
    for one in _open(session, event, also, staff):
        keep_meetings(session, event, one, staff)


def _open(session: Session, event: Event, ids: Collection[int], staff: Staff) -> list[int]:
    """Return which of some alerts are open; raises `NotFound` for one that the staff member does not see."""
    return [one for one in ids if alert_of(session, event, one, staff).state is AlertState.OPEN]
