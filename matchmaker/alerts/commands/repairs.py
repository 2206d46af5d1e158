"""Choose a repair for an alert: it becomes the draft, and the alert is handled by it. Nothing is sent."""

from sqlmodel import Session, col, select

from matchmaker.alerts.commands import alerts
from matchmaker.alerts.commands.causes import settle_cause_by_repair
from matchmaker.alerts.commands.drafts import save_repair
from matchmaker.alerts.planning.proposals import ProposalKind
from matchmaker.alerts.queries.repairs import RepairOption, find_proposals
from matchmaker.base.errors import Stale
from matchmaker.base.i18n import N_
from matchmaker.drafts.commands.taking import note_repair
from matchmaker.models import (
    Again,
    AlertState,
    Event,
    Placement,
    Scenario,
    Staff,
    row_id,
)
from matchmaker.scheduling.planning.declines import OF_ONE_MEETING


def adopt_repair(
    session: Session, event: Event, alert_id: int, kind: str, staff: Staff, *, option: RepairOption | None = None
) -> Scenario:
    """Make the repair of this kind the draft and mark the alert as handled by it; return the draft.

    The repair is computed anew, for the rows as they are now. Raises `Stale` if the alert has been settled meanwhile
    or there is no such repair any more.
    """
    alert = alerts.alert_of(session, event, alert_id, staff)
    if alert.state is not AlertState.OPEN:
        raise Stale(N_("A colleague has settled this meanwhile."))
    again = find_proposals(session, event, alert, option)
    chosen = next((found for found in again.proposals if found.kind == kind), None)
    if chosen is None:
        raise Stale(
            N_("This repair was not found again, perhaps because the schedule has changed: look at the repairs again.")
        )
    scenario = save_repair(session, event, chosen, staff_id=row_id(staff))
    settle_cause_by_repair(session, event, alert, scenario, staff)
    if alert.kind in OF_ONE_MEETING and option in _AGAIN and chosen.kind is not ProposalKind.ONLY_CANCEL:
        alert.again = _AGAIN[option]
    if alert.meeting_id is not None:
        _lock(session, scenario, alert.meeting_id)
    note_repair(session, scenario, chosen.source.start, staff=staff)
    return scenario


def _lock(session: Session, scenario: Scenario, meeting_id: int) -> None:
    """Keep the meeting where the repair has put it, as agreed with its people: the next repair would put it back."""
    placement = session.exec(
        select(Placement).where(col(Placement.scenario_id) == scenario.id, col(Placement.meeting_id) == meeting_id)
    ).first()
    if placement is not None:
        placement.locked = True
        session.flush()


_AGAIN = {RepairOption.COLLEAGUE: Again.COLLEAGUE, RepairOption.OTHER_TIME: Again.ANYBODY}
"""Who may come to the meeting from then on."""
