"""Who comes along to which city of a mission: it limits when people can meet."""

from collections.abc import Collection, Mapping

from sqlmodel import Session, col, select

from matchmaker.base.errors import InvalidInput, Stale
from matchmaker.base.i18n import N_
from matchmaker.events.commands import lock_event
from matchmaker.missions.queries.legs import legs_of
from matchmaker.missions.queries.members import items_left, read_travellers, travellers_token
from matchmaker.models import Attendance, Event, LegMember, Staff, StructureAct, row_id
from matchmaker.setup.commands.changes import noted


def choose_legs(
    session: Session, event: Event, chosen: Mapping[int, Collection[int]], *, shown: str, staff: Staff
) -> int:
    """Set the legs (ids) of delegations (by id), and return for how many they change.

    Their people are taken out of the items for chosen people of cities in which they are no longer (`items_left`).
    `shown` is the `travellers_token` that the form began with. Raises `Stale` if somebody has changed it meanwhile,
    and `InvalidInput` for delegations and legs of elsewhere, and for a delegation without any leg.
    """
    event = lock_event(session, row_id(event))
    travellers = read_travellers(session, event)
    if shown != travellers_token(travellers):
        raise Stale
    every = {row_id(leg) for leg in legs_of(session, event)}
    before = {one.delegation_id: one for one in travellers}
    if not chosen.keys() <= before.keys() or not every.issuperset(leg for legs in chosen.values() for leg in legs):
        raise InvalidInput(N_("Choose companies and cities of this event."))
    if nowhere := [before[number].name for number, legs in chosen.items() if not legs]:
        raise InvalidInput(N_("Choose at least one city for %(name)s, or let them withdraw."), name=nowhere[0])
    wanted = {number: frozenset() if set(legs) == every else frozenset(legs) for number, legs in chosen.items()}
    changed = {number: legs for number, legs in wanted.items() if legs != before[number].legs}
    about = ", ".join(before[number].name for number in sorted(changed))
    rows = session.exec(select(LegMember).where(col(LegMember.delegation_id).in_(changed))).all()
    left = items_left(session, event, every, chosen)
    with noted(session, event, StructureAct.LEG_MEMBERS, about, staff=staff):
        for one in left:
            on_it = Attendance.item_id == one.item.id, col(Attendance.registration_id).in_(one.people)
            for attendance in session.exec(select(Attendance).where(*on_it)).all():
                session.delete(attendance)
        for row in rows:
            if row.leg_id not in changed[row.delegation_id]:
                session.delete(row)
        there = {(row.leg_id, row.delegation_id) for row in rows}
        session.add_all(
            LegMember(leg_id=leg, delegation_id=number)
            for number, legs in sorted(changed.items())
            for leg in sorted(legs)
            if (leg, number) not in there
        )
    return len(changed)
