"""Places that are as good as each other for every request, taken together: the search counts them, and concrete places
are chosen afterwards (`solver.plan.places`)."""

from collections import defaultdict

from solver.state.case import Case
from solver.state.index import Index


class PlaceKinds:
    """Groups of places that the same requests may use, in the same venue.

    When some meetings are longer than one slot, places of a kind are also closed in the same slots, so that any
    schedule that respects the counts can be given concrete places.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        serves: list[list[int]] = [[] for _ in index.problem.places]
        for demand, places in enumerate(index.demands):
            for number in places:
                serves[number].append(demand)
        long = any(case.length > 1 for case in index.cases)
        kinds: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for number, place in enumerate(index.problem.places):
            if serves[number]:
                kinds[place.venue, tuple(serves[number]), index.open[number] if long else 0].append(number)
        self.members = list(kinds.values())
        self.kind_of = {place: kind for kind, places in enumerate(self.members) for place in places}
        self.by_demand = [list(dict.fromkeys(self.kind_of[place] for place in places)) for places in index.demands]
        """Kinds that a demand may use, booths first."""

    def capacity(self, kind: int, slot: int) -> int:
        """Most meetings at a time in the open places of the kind."""
        places = self.index.problem.places
        return sum(places[place].capacity for place in self.members[kind] if self.index.open[place] >> slot & 1)

    def open_to(self, case: Case, slot: int) -> list[int]:
        """Kinds that the request may use if it begins in the slot."""
        span = self.index.span(slot, case.length)
        return [
            kind
            for kind in self.by_demand[case.demand]
            if any(span & ~self.index.open[place] == 0 for place in self.members[kind])
        ]
