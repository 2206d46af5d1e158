"""Resources that requests compete for: people's slots and limits, places, the delegations' maximums."""

from collections.abc import Iterator

from solver.model.bits import bits
from solver.state.case import Case
from solver.state.index import Index

Scarce = tuple[str, int, int]
"""Kind, whose or which, and slot (or number of a limit, or 0)."""
ANY = -1
"""All places together, as a demand."""


class Scarcity:
    """The resources that a meeting uses up, and how many meetings each of them can serve."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._limits = [list(index.limits(agent)) for agent in range(len(index.free))]
        self._inside = [
            [other for other, wider in enumerate(index.demands) if set(narrow) <= set(wider)]
            for narrow in index.demands
        ]

    def amount(self, scarce: Scarce) -> int:
        """How many meetings at most may use it."""
        kind, which, number = scarce
        index = self.index
        if kind == "agent":
            return 1
        if kind == "limit":
            return self._limits[which][number][1]
        if kind == "maximum":
            return index.problem.delegations[which].maximum or 0
        if kind == "received":
            return index.problem.delegations[which].maximum_received or 0
        places = range(len(index.open)) if which == ANY else index.demands[which]
        return sum(index.problem.places[place].capacity for place in places if index.open[place] >> number & 1)

    def of_request(self, case: Case) -> Iterator[Scarce]:
        """What it uses wherever it is."""
        for side, delegation in enumerate(case.delegations):
            item = self.index.problem.delegations[delegation]
            if item.maximum is not None:
                yield "maximum", delegation, 0
            if item.maximum_received is not None and case.received(side):
                yield "received", delegation, 0

    def of_slot(self, case: Case, slot: int) -> Iterator[Scarce]:
        """What it uses if it begins in the slot, whoever goes."""
        for part in bits(self.index.span(slot, case.length)):
            yield "places", ANY, part
            yield from (("places", demand, part) for demand in self._inside[case.demand])

    def of_agent(self, case: Case, slot: int, agent: int) -> Iterator[Scarce]:
        """What it uses of a person who goes."""
        span = self.index.span(slot, case.length)
        yield from (("agent", agent, part) for part in bits(span))
        yield from (("limit", agent, n) for n, (slots, _) in enumerate(self._limits[agent]) if slots >> slot & 1)
