"""Where a pair may meet: at the place that a rule fixes, else at a booth of theirs, else at the tables of everybody."""

from matchmaker.models import PairKey
from matchmaker.scheduling.planning.facts import Facts


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
