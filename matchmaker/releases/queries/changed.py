"""How many meetings differ between two schedules of an event: the count of all pages that tell of it."""

from sqlalchemy import ColumnElement, and_, case, exists, func
from sqlalchemy import select as select_many
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from matchmaker.models import Placement, PlacementPerson, Scenario


def changed_meetings(session: Session, one: Scenario, other: Scenario) -> int:
    """Return how many meetings are only in one of two schedules, or in both with other times, places or people."""
    if one.id == other.id:
        return 0
    here, there = aliased(Placement), aliased(Placement)
    same = and_(
        col(here.slot_id) == col(there.slot_id),
        col(here.place_id) == col(there.place_id),
        *(~_sends_another(*ends) for ends in ((here, there), (there, here))),
    )
    both, alike = session.execute(
        select_many(func.count(), func.coalesce(func.sum(case((same, 1), else_=0)), 0))
        .select_from(here)
        .join(there, col(there.meeting_id) == col(here.meeting_id))
        .where(col(here.scenario_id) == one.id, col(there.scenario_id) == other.id)
    ).one()
    return _size(session, one) + _size(session, other) - int(both) - int(alike)


def _sends_another(here: type[Placement], there: type[Placement]) -> ColumnElement[bool]:
    """Return the condition that somebody goes to a meeting here who does not there."""
    people, others = aliased(PlacementPerson), aliased(PlacementPerson)
    goes = select_many(col(others.registration_id)).where(col(others.placement_id) == col(there.id))
    return exists().where(col(people.placement_id) == col(here.id), col(people.registration_id).not_in(goes))


def _size(session: Session, scenario: Scenario) -> int:
    counted = select_many(func.count()).select_from(Placement).where(col(Placement.scenario_id) == scenario.id)
    return int(session.execute(counted).scalar_one())
