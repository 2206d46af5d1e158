"""Save a repair as the event's draft; nothing is sent."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Any

from sqlmodel import Session

from matchmaker.alerts.planning.needless import FORCED, cannot_stay_now
from matchmaker.alerts.planning.only_cancel import only_cancel
from matchmaker.alerts.planning.proposals import ProposalKind, ProposalSource, ProposalView, RepairProposal
from matchmaker.alerts.planning.repairs import NAMES, locked_requests, placed_requests, repair_settings
from matchmaker.models import Event, GivenName, NameKind, PairKey, Scenario, ScenarioKind, row_id
from matchmaker.releases.queries.drafts import current_draft
from matchmaker.scheduling.commands.scenarios import save_as


def save_repair(session: Session, event: Event, proposal: RepairProposal, *, staff_id: int | None = None) -> Scenario:
    """Save a proposal as the event's draft, with the locks of the schedule that it started from.

    The publish page shows its difference; publishing refuses it if the rows have changed again by then.
    """
    return save_source(session, event, proposal.source, proposal, staff_id=staff_id)


def save_source(
    session: Session, event: Event, source: ProposalSource, view: ProposalView, *, staff_id: int | None = None
) -> Scenario:
    """Do the same with the source of a proposal that was kept."""
    last = current_draft(session, event)
    lost = {one.pair for one in view.cannot_stay}
    forced = sorted(lost & cannot_stay_now(session, event)) if lost else []
    settings = asdict(repair_settings(source.task)) | {FORCED: forced}
    name = NameKind.NOTHING_LOST if view.kind is ProposalKind.ONLY_CANCEL and view.loses_nothing else NAMES[view.kind]
    scenario = _save(session, source, name, settings=settings, staff_id=staff_id)
    scenario.version = 1 if last is None else last.version + 1
    return scenario


def save_only_cancel(session: Session, event: Event, pairs: Collection[PairKey]) -> Scenario | None:
    """Save what is published without the meetings of `pairs` as a scenario.

    None before there is a release, and if what is left contradicts the rows as they are now.
    """
    source = only_cancel(session, event, pairs)
    name = NAMES[ProposalKind.ONLY_CANCEL]
    return None if source is None else _save(session, source, name, settings={}, staff_id=None)


def _save(
    session: Session,
    source: ProposalSource,
    name: NameKind,
    *,
    settings: dict[str, Any],
    staff_id: int | None,
) -> Scenario:
    scenario = save_as(
        session,
        source.task,
        source.result,
        kind=ScenarioKind.DRAFT,
        name=GivenName(kind=name),
        settings=settings,
        staff_id=staff_id,
    )
    scenario.parent_id = row_id(source.start)
    locked = locked_requests(session, source.start)
    for placement, request in placed_requests(session, scenario):
        placement.locked = request in locked
    session.flush()
    return scenario
