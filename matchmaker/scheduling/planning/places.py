"""Where a pair may meet: at the place that a rule fixes, else at a booth of theirs, else at the tables of everybody."""

from matchmaker.models import PairKey, Place, PlaceKind
from matchmaker.scheduling.planning.facts import Facts
from matchmaker.scheduling.rules.reasons import UnmetReason


def own_places(facts: Facts, pair: PairKey) -> tuple[int, ...]:
    """Return the places that are meant for a pair, by id; empty where the tables of everybody are.

    A booth of others, as it may have become since the rule was made, is none of them.
    """
    fixed = tuple(
        place_id
        for place_id in sorted(facts.rules.places(pair))
        if facts.places[place_id].owner_id is None or facts.places[place_id].owner_id in pair
    )
    return fixed or tuple(number for side in pair for number in facts.places_of.get(side, ()))


def places_of_pair(facts: Facts, pair: PairKey) -> tuple[int, ...]:
    """Return the places where a pair may meet, by id, whether or not they are open."""
    return own_places(facts, pair) or tuple(facts.places_of.get(None, ()))


def place_in_words(facts: Facts, place_id: int) -> str:
    """Return what people call a place: the code of a table or booth, the address of an office."""
    place = facts.places[place_id]
    if place.kind is not PlaceKind.OFFICE:
        return place.code
    venue = facts.venues[place.venue_id]
    return venue.address or venue.name or place.code


def office_of(facts: Facts, pair: PairKey) -> Place | None:
    """Return the office at which a pair meets; None where it meets elsewhere."""
    offices = (facts.places[number] for number in own_places(facts, pair))
    return next((place for place in offices if place.kind is PlaceKind.OFFICE), None)


def reason_at(facts: Facts, pair: PairKey, code: str) -> UnmetReason:
    """Return the reason of the solver's code for a pair: at an office no table is missing."""
    reason = UnmetReason(code)
    is_office = reason is UnmetReason.PLACES_FULL and office_of(facts, pair) is not None
    return UnmetReason.OFFICE_FULL if is_office else reason
