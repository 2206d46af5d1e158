"""What the rules of each category mean for an event: its people, times and wishes as they are."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.models import Event, row_id
from matchmaker.scheduling.planning.availability import busy_slots
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.pairs import Pairs, find_pairs

Busy = Mapping[int, Mapping[int, object]]
"""The slots in which each registration cannot meet, with the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryMeaning:
    """A category at this event; delegations that have withdrawn do not count."""

    delegations: int
    people: int
    """Who can be sent to meetings."""
    free: int
    """The slots in which they can meet, person by person."""
    slots: int
    """All slots of all these people."""
    wishes: int
    at_limit: int
    """Delegations that have made as many wishes as they may."""
    agreed: int
    """Pairs that agree to meet, with a delegation of this category."""
    short: int
    """Delegations with fewer of them than the number of meetings aimed at."""
    presentations: int


def read_meaning(session: Session, event: Event) -> dict[int, CategoryMeaning]:
    """Return what the rules mean, by the id of the category."""
    facts = load_facts(session, event)
    found, busy = find_pairs(facts), busy_slots(facts)
    return {category_id: _meaning(facts, found, busy, category_id) for category_id in facts.categories}


def _meaning(facts: Facts, found: Pairs, busy: Busy, category_id: int) -> CategoryMeaning:
    members = {
        delegation_id
        for delegation_id, delegation in facts.delegations.items()
        if delegation.category_id == category_id and not delegation.withdrawn
    }
    people = [row_id(one) for delegation_id in members for one in facts.delegates[delegation_id]]
    wishes = Counter(wish.from_id for wish in facts.wishes)
    agreed = Counter(side for pair in found.eligible for side in pair)
    limits = {delegation_id: facts.limits(delegation_id) for delegation_id in members}
    return CategoryMeaning(
        delegations=len(members),
        people=len(people),
        free=sum(len(facts.slots) - len(busy[person]) for person in people),
        slots=len(facts.slots) * len(people),
        wishes=sum(wishes[one] for one in members),
        at_limit=sum((most := limits[one].wish_limit) is not None and wishes[one] >= most for one in members),
        agreed=sum(bool(members & set(pair)) for pair in found.eligible),
        short=sum(agreed[one] < limits[one].guarantee for one in members),
        presentations=sum(talk.delegation_id in members for talk in facts.presentations),
    )
