"""From an alert to a repaired schedule: up to three proposals, of which one becomes the draft. Nothing is sent."""

from sqlmodel import Session, col, select

from matchmaker.errors import InvalidInput, Stale
from matchmaker.i18n import N_
from matchmaker.models import Alert, AlertKind, AlertState, Event, Meeting, Scenario, Staff
from matchmaker.planning.facts import row_id
from matchmaker.planning.repairs import RepairProposal
from matchmaker.planning.repairs import adopt as make_draft
from matchmaker.planning.repairs import proposals as find_repairs
from matchmaker.queries.alerts import OF_ONE_MEETING
from matchmaker.queries.declined import taken_out
from matchmaker.services import alerts
from solver.repair.plan import SECONDS

REPAIRABLE = OF_ONE_MEETING | {AlertKind.WITHDRAWN}
"""Kinds for which a repair can be computed: a person, or a meeting, is gone."""


def repairable(alert: Alert) -> bool:
    """Tell whether a repair can be computed for an open alert."""
    named = alert.kind is AlertKind.WITHDRAWN or alert.meeting_id is not None
    return alert.state is AlertState.OPEN and alert.kind in REPAIRABLE and named


def proposals(session: Session, event: Event, alert: Alert, *, seconds: float = SECONDS) -> list[RepairProposal]:
    """Return up to three different repairs for an alert.

    They go on from the draft. A meeting that somebody declined, and that was taken out for it, does not come back.
    Raises `InvalidInput` for an alert without repairs.
    """
    if not repairable(alert):
        raise InvalidInput(N_("For this there are no repairs to choose from."))
    meetings = {alert.meeting_id} if alert.kind in OF_ONE_MEETING else set()
    gone = session.exec(
        select(Meeting.uid)
        .where(col(Meeting.id).in_(meetings | taken_out(session, row_id(event))))
        .order_by(col(Meeting.id))
    ).all()
    absent = [alert.registration_id] if alert.kind is AlertKind.WITHDRAWN and alert.registration_id else []
    found = find_repairs(session, event, absent=absent, cancelled=gone, seconds=seconds)
    return [proposal for proposal in found if proposal.same_as is None]


def adopt(session: Session, event: Event, alert_id: int, kind: str, staff: Staff) -> Scenario:
    """Make the repair of this kind the draft and mark the alert as handled by it; return the draft.

    The repair is computed anew, for the rows as they are now. Raises `Stale` if the alert has been settled meanwhile
    or there is no such repair any more.
    """
    alert = alerts.alert_of(session, event, alert_id)
    if alert.state is not AlertState.OPEN:
        raise Stale(N_("A colleague has settled this meanwhile."))
    # twice the time of the page: what was found there in a hurry is found again
    again = proposals(session, event, alert, seconds=2 * SECONDS)
    chosen = next((found for found in again if found.kind == kind), None)
    if chosen is None:
        raise Stale(
            N_("This repair was not found again, perhaps because the schedule has changed: look at the repairs again.")
        )
    scenario = make_draft(session, event, chosen, staff_id=row_id(staff))
    alerts.adopt(session, event, alert_id, scenario, staff)
    return scenario
