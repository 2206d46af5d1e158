"""Whether an event has a schedule that a change could disturb."""

from sqlmodel import Session, col, select

from matchmaker.models import Scenario, ScenarioKind
from matchmaker.releases.queries.published import last_release


def has_schedule(session: Session, event_id: int) -> bool:
    """Tell whether anything was published at an event, or a schedule was made; one for comparison does not count."""
    if last_release(session, event_id) is not None:
        return True
    made = select(Scenario.id).where(Scenario.event_id == event_id, col(Scenario.kind) != ScenarioKind.BASELINE)
    return session.exec(made.limit(1)).first() is not None
