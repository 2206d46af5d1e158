"""What the rules of each category mean for an event: its people, times and wishes as they are."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlmodel import Session

from matchmaker.models import Agreement, Event, row_id
from matchmaker.releases.queries.published import standing_pairs
from matchmaker.scheduling.planning.availability import busy_slots
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.pairs import Pairs, find_pairs
from matchmaker.scheduling.rules.reasons import UnmetReason

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
    excluded: int
    """Wishes that do not count, as they are for a category that it may not ask."""
    at_limit: int
    """Delegations that have made as many wishes as they may."""
    agreed: int
    """Pairs that agree to meet, with a delegation of this category."""
    short: int
    """Delegations with fewer of them than the number of meetings aimed at."""
    presentations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesMeaning:
    """What the rules of an event mean with the people, times and wishes of today."""

    pairs: int
    """That agree to meet, or meet in the last release: whom the rules part then keeps the published meeting."""
    categories: Mapping[int, CategoryMeaning]
    """By id."""


def read_meaning(session: Session, event: Event) -> RulesMeaning:
    """Return what the rules mean."""
    facts = load_facts(session, event)
    found, busy = find_pairs(facts, published=standing_pairs(session, row_id(event))), busy_slots(facts)
    return RulesMeaning(
        pairs=len(found.eligible),
        categories={category_id: _meaning(facts, found, busy, category_id) for category_id in facts.categories},
    )


def pairs_by_agreement(session: Session, event: Event) -> dict[Agreement, int]:
    """Return how many pairs would agree to meet under each agreement, with the wishes and answers of today."""
    facts, published = load_facts(session, event), standing_pairs(session, row_id(event))
    found = {}
    for agreement in Agreement:
        other = Event(**event.model_dump() | {"agreement": agreement})
        found[agreement] = len(find_pairs(replace(facts, event=other), published=published).eligible)
    return found


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
        excluded=sum(
            wish.from_id in members and found.left_out.get(row_id(wish)) is UnmetReason.EXCLUDED
            for wish in facts.wishes
        ),
        at_limit=sum((most := limits[one].wish_limit) is not None and wishes[one] >= most for one in members),
        agreed=sum(bool(members & set(pair)) for pair in found.eligible),
        short=sum(agreed[one] < limits[one].guarantee for one in members),
        presentations=sum(talk.delegation_id in members for talk in facts.presentations),
    )
