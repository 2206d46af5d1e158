"""Which scenario is the draft of an event, and which release is its last one: for all who ask."""

from sqlalchemy import BindParameter
from sqlmodel import col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.models import Release, Scenario, ScenarioKind


def of_draft(event_id: int) -> SelectOfScalar[Scenario]:
    """Return the statement for the draft: the last one that is not discarded, made after all releases."""
    overtaken = select(Release.id).where(
        col(Release.event_id) == event_id,
        or_(col(Release.scenario_id) >= col(Scenario.id), col(Release.published_at) > col(Scenario.created_at)),
    )
    return (
        select(Scenario)
        .where(
            col(Scenario.event_id) == event_id,
            col(Scenario.kind) == ScenarioKind.DRAFT,
            col(Scenario.discarded_at).is_(None),
            ~overtaken.correlate(Scenario).exists(),
        )
        .order_by(col(Scenario.id).desc())
        .limit(1)
    )


def of_last_release(event_id: int | BindParameter[int]) -> SelectOfScalar[Release]:
    """Return the statement for the last release."""
    return select(Release).where(col(Release.event_id) == event_id).order_by(col(Release.number).desc()).limit(1)
