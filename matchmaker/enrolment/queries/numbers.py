"""How many take part, and how many requests there are in each state."""

from collections.abc import Mapping

from sqlmodel import Session, col, func, select

from matchmaker.enrolment.rules.places import Places, Room
from matchmaker.models import (
    Delegation,
    Event,
    OfferedCategory,
    Registration,
    RegistrationForm,
    RegistrationRequest,
    RequestState,
    enrolled,
)


def read_places(session: Session, event: Event, form: RegistrationForm) -> Places:
    """Return the places of an event and of its offered categories, of which those who have not withdrawn take one."""
    rows = session.exec(
        select(Delegation.category_id, func.count(), func.count(col(Registration.agreed_at)))
        .join(Registration, col(Registration.delegation_id) == col(Delegation.id))
        .where(Registration.event_id == event.id, enrolled())
        .group_by(col(Delegation.category_id))
    ).all()
    taken = {category_id: number for category_id, number, _registered in rows}
    offered = session.exec(select(OfferedCategory).where(OfferedCategory.event_id == event.id)).all()
    return Places(
        Room(sum(taken.values()), form.capacity),
        {one.category_id: Room(taken.get(one.category_id, 0), one.capacity) for one in offered},
        taken,
        sum(registered for _category, _number, registered in rows),
    )


def count_requests(session: Session, event: Event) -> Mapping[RequestState, int]:
    """Return how many requests of an event there are in each state; 0 for none."""
    found = session.exec(
        select(RegistrationRequest.state, func.count())
        .where(RegistrationRequest.event_id == event.id)
        .group_by(col(RegistrationRequest.state))
    ).all()
    numbers = dict(found)
    return {state: numbers.get(state, 0) for state in RequestState}
