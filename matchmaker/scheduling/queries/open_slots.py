"""Slots in which somebody could meet: at their own place if they have one, else at the tables."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session, select

from matchmaker.models import Event, Place, Registration, Slot, row_id
from matchmaker.scheduling.planning.availability import busy_slots
from matchmaker.scheduling.queries.day_facts import facts_of_day


def open_slots(
    session: Session,
    event: Event,
    registration: Registration,
    *,
    others: Sequence[Registration] = (),
    despite_absences: bool = False,
) -> tuple[tuple[Slot, int | None], ...]:
    """Return the slots in which somebody could meet one of some `others` (without any: whoever it is), by time.

    Each with its leg, None at a forum. With `despite_absences` also those at which they have said to be absent.
    """
    facts = facts_of_day(session, event, [registration, *others])
    own = row_id(registration)
    if despite_absences:
        facts = replace(facts, absences=dict(facts.absences) | {own: []})
    busy = busy_slots(facts)
    venues = set(session.exec(select(Place.venue_id).where(Place.owner_id == registration.delegation_id)).all())
    there = [busy[row_id(one)] for one in others]
    return tuple(
        (slot, facts.venues[slot.venue_id].leg_id)
        for number, slot in facts.slots.items()
        if (not venues or slot.venue_id in venues)
        and number not in busy[own]
        and (not there or any(number not in taken for taken in there))
    )
