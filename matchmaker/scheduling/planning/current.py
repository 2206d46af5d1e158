"""Which scenario is the draft of an event, and which release is its last one: for all who ask."""

from sqlalchemy import BindParameter, ColumnElement
from sqlmodel import col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from matchmaker.models import Release, Scenario, ScenarioKind


def after_all_releases(event_id: int) -> ColumnElement[bool]:
    """Return the condition on a `Scenario` of an event that no release has come since it was made."""
    overtaken = select(Release.id).where(
        col(Release.event_id) == event_id,
        or_(col(Release.scenario_id) >= col(Scenario.id), col(Release.published_at) > col(Scenario.created_at)),
    )
    return ~overtaken.correlate(Scenario).exists()


def of_draft(event_id: int) -> SelectOfScalar[Scenario]:
    """Return the statement for the draft: the last one that is not discarded, made after all releases."""
    return (
        select(Scenario)
        .where(
            col(Scenario.event_id) == event_id,
            col(Scenario.kind) == ScenarioKind.DRAFT,
            col(Scenario.discarded_at).is_(None),
            after_all_releases(event_id),
        )
        .order_by(col(Scenario.id).desc())
        .limit(1)
    )


def of_last_release(event_id: int | BindParameter[int]) -> SelectOfScalar[Release]:
    """Return the statement for the last release."""
    return select(Release).where(col(Release.event_id) == event_id).order_by(col(Release.number).desc()).limit(1)
