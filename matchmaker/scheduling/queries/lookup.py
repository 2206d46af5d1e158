"""Find what an address names, only within the event of the address."""

from sqlmodel import Session, col, select

from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.models import Event, Scenario, SolveRun


def scenario_of(session: Session, event: Event, scenario_id: int) -> Scenario:
    """Return a scenario of `event`; raises NotFound for any other id."""
    scenario = session.exec(select(Scenario).where(Scenario.id == scenario_id, Scenario.event_id == event.id)).first()
    if scenario is None:
        raise NotFound(N_("This event has no such scenario."))
    return scenario


def run_of(session: Session, event: Event, run_id: int) -> SolveRun:
    """Return a run of `event`; raises NotFound for any other id."""
    run = session.exec(select(SolveRun).where(SolveRun.id == run_id, SolveRun.event_id == event.id)).first()
    if run is None:
        raise NotFound(N_("This event has no such run."))
    return run


def run_behind(session: Session, event: Event, scenario_id: int) -> int | None:
    """Return the id of the run that found a scenario; None if it was made otherwise."""
    return session.exec(
        select(SolveRun.id)
        .where(SolveRun.event_id == event.id, SolveRun.scenario_id == scenario_id)
        .order_by(col(SolveRun.id).desc())
    ).first()
