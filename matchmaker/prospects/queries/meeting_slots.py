"""Slots of its city in which a counterpart could meet one of the companies that ask for it."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from matchmaker.models import Counterpart, Event, Prospect, ProspectStage, Registration, Slot, sendable
from matchmaker.scheduling.queries.open_slots import open_slots


def meeting_slots(
    session: Session, event: Event, counterpart: Counterpart, registration: Registration
) -> tuple[Slot, ...]:
    """Return the slots in which the schedule could let a counterpart meet, by time, whatever it says of its hours.

    Those of its own office if it has one, else those of the tables; with one of the people of the companies there: not
    at their lunch, nor after they have left. A dozen queries, whatever the number of companies.
    """
    people = session.exec(
        select(Registration)
        .join(Prospect, col(Prospect.delegation_id) == col(Registration.delegation_id))
        .where(Prospect.counterpart_id == counterpart.id, Prospect.stage != ProspectStage.DECLINED, sendable())
        .order_by(col(Registration.id))
    ).all()
    found = open_slots(session, event, registration, others=people, despite_absences=True)
    return tuple(slot for slot, leg_id in found if leg_id == counterpart.leg_id)


def most_meetings(slots: Iterable[Slot]) -> int:
    """Return how many meetings fit into some slots, one after the other."""
    count, until = 0, None
    for slot in sorted(slots, key=lambda slot: slot.ends_at):
        if until is None or slot.starts_at >= until:
            count, until = count + 1, slot.ends_at
    return count
