"""How many meetings of a schedule are not as published: the count of all pages that tell of it."""

from sqlalchemy import ColumnElement, and_, case, exists, func, or_
from sqlalchemy import select as select_many
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from matchmaker.models import Placement, PlacementPerson, ReleaseEntry, Scenario, Slot
from matchmaker.releases.queries.published import stands_now


def changed_meetings(session: Session, scenario: Scenario, published: Scenario) -> int:
    """Return how many meetings are new, gone, or not when, where and with whom they are published.

    A meeting whose block has moved since is at another time, though it keeps its slot.
    """
    here, there = aliased(Placement), aliased(Placement)
    same = and_(
        col(here.slot_id) == col(there.slot_id),
        col(here.place_id) == col(there.place_id),
        *(~_sends_another(*ends) for ends in ((here, there), (there, here))),
        ~_told_otherwise(here, scenario.event_id),
    )
    both, alike = session.execute(
        select_many(func.count(), func.coalesce(func.sum(case((same, 1), else_=0)), 0))
        .select_from(here)
        .join(there, col(there.meeting_id) == col(here.meeting_id))
        .where(col(here.scenario_id) == scenario.id, col(there.scenario_id) == published.id)
    ).one()
    return _size(session, scenario) + _size(session, published) - int(both) - int(alike)


def moved_with_block(session: Session, scenario: Scenario, published: Scenario) -> int:
    """Return how many meetings keep their slot, which is at another time than the one that is published."""
    here, there = aliased(Placement), aliased(Placement)
    counted = (
        select_many(func.count())
        .select_from(here)
        .join(there, and_(col(there.meeting_id) == col(here.meeting_id), col(there.slot_id) == col(here.slot_id)))
        .where(
            col(here.scenario_id) == scenario.id,
            col(there.scenario_id) == published.id,
            _told_otherwise(here, scenario.event_id),
        )
    )
    return int(session.execute(counted).scalar_one())


def _told_otherwise(here: type[Placement], event_id: int) -> ColumnElement[bool]:
    """Return the condition that the slot of a placement is at another time than the meeting as it is published."""
    told = (
        select_many(col(ReleaseEntry.id))
        .join(Slot, col(Slot.id) == col(here.slot_id))
        .where(
            stands_now(event_id),
            col(ReleaseEntry.meeting_id) == col(here.meeting_id),
            or_(col(ReleaseEntry.day) != col(Slot.day), col(ReleaseEntry.starts) != col(Slot.starts)),
        )
    )
    return exists(told)


def _sends_another(here: type[Placement], there: type[Placement]) -> ColumnElement[bool]:
    """Return the condition that somebody goes to a meeting here who does not there."""
    people, others = aliased(PlacementPerson), aliased(PlacementPerson)
    goes = select_many(col(others.registration_id)).where(col(others.placement_id) == col(there.id))
    return exists().where(col(people.placement_id) == col(here.id), col(people.registration_id).not_in(goes))


def _size(session: Session, scenario: Scenario) -> int:
    counted = select_many(func.count()).select_from(Placement).where(col(Placement.scenario_id) == scenario.id)
    return int(session.execute(counted).scalar_one())
