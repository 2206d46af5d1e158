"""How much value any schedule can have at most: a linear relaxation, rounded so that the bound is certain.

Everything scarce gets a price (dual values of the relaxation): a delegation's people in a slot, the places in a slot.
Whatever the prices are, no schedule is worth more than all scarce things at their prices plus, for each request, what
is left of its value after paying for its cheapest slot. So the prices may come from floating-point arithmetic: they are
rounded to whole numbers first, and the bound is computed from them exactly.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import cast

from ortools.linear_solver import pywraplp

from solver.index import Case, Index, bits

PRICE_UNIT = 10_000
"""Prices are whole multiples of one part in so many."""

Scarce = tuple[str, Hashable, int]
"""Kind, whose or which, and slot (or number of a window of slots, or 0)."""
ANY = -1
"""All places together, as a demand."""


def value_bound(index: Index) -> int:
    """No schedule's value is above this."""
    relaxation = _Relaxation(index)
    prices = relaxation.prices()
    total = sum(relaxation.stock[scarce] * price for scarce, price in prices.items())
    for case in index.cases:
        costs = (sum(prices.get(scarce, 0) for scarce in relaxation.needs(case, slot)) for slot in bits(case.starts))
        total += max(0, case.value * PRICE_UNIT - min(costs, default=case.value * PRICE_UNIT))
    return total // PRICE_UNIT


class _Relaxation:
    """Requests take their slots in fractions; people of a delegation and places are counted, not told apart."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._people: dict[int, set[int]] = defaultdict(set)
        for case in index.cases:
            for delegation, side in zip(case.delegations, case.sides, strict=True):
                self._people[delegation].update(side)
        self._inside = [
            [other for other, wider in enumerate(index.demands) if set(narrow) <= set(wider)]
            for narrow in index.demands
        ]
        self._windows = {delegation: list(self._limited(people)) for delegation, people in self._people.items()}
        self.stock: dict[Scarce, int] = {}
        """How many meetings at most may use each scarce thing."""

    def prices(self) -> dict[Scarce, int]:
        """The dual values of the relaxation, as whole numbers."""
        solver = pywraplp.Solver.CreateSolver("GLOP")
        solver.Objective().SetMaximization()
        users: dict[Scarce, list[pywraplp.Variable]] = defaultdict(list)
        for case in self._index.cases:
            once = solver.Constraint(-solver.infinity(), 1)
            for slot in bits(case.starts) if case.value else ():
                share = solver.NumVar(0, solver.infinity(), "")
                solver.Objective().SetCoefficient(share, case.value)
                once.SetCoefficient(share, 1)
                for scarce in self.needs(case, slot):
                    users[scarce].append(share)
        rows = {}
        for scarce, shares in users.items():
            self.stock[scarce] = self._amount(scarce)
            if len(shares) > self.stock[scarce]:
                rows[scarce] = solver.Constraint(-solver.infinity(), self.stock[scarce])
                for share in shares:
                    rows[scarce].SetCoefficient(share, 1)
        if solver.Solve() != solver.OPTIMAL:
            return {}
        return {scarce: max(0, round(row.dual_value() * PRICE_UNIT)) for scarce, row in rows.items()}

    def needs(self, case: Case, slot: int) -> Iterator[Scarce]:
        """What a meeting that begins in the slot uses, each once."""
        for part in bits(self._index.span(slot, case.length)):
            for delegation, side in zip(case.delegations, case.sides, strict=True):
                yield "delegation", delegation, part
                if len(side) < len(self._people[delegation]):
                    yield "people", side, part
            yield from (("people", (agent,), part) for agent in case.third_parties)
            yield "places", ANY, part
            yield from (("places", demand, part) for demand in self._inside[case.demand])
        yield from (
            ("maximum", delegation, 0) for delegation in case.delegations if self._maximum(delegation) is not None
        )

    def _limited(self, people: Iterable[int]) -> Iterator[tuple[int, int]]:
        """Sets of slots in which the personal limits leave these people fewer meetings than free slots."""
        index = self._index
        limits = {agent: dict(index.limits(agent)) for agent in people}
        for window in {window for own in limits.values() for window in own}:
            free = {agent: (index.free[agent] & window).bit_count() for agent in people}
            most = sum(min(free[agent], limits[agent].get(window, free[agent])) for agent in people)
            if most < sum(free.values()):
                yield window, most

    def _maximum(self, delegation: int) -> int | None:
        return self._index.problem.delegations[delegation].maximum

    def _amount(self, scarce: Scarce) -> int:
        kind, which, slot = scarce
        index = self._index
        if kind == "maximum":
            return self._maximum(cast("int", which)) or 0
        if kind == "window":
            return self._windows[cast("int", which)][slot][1]
        if kind == "places":
            demand = range(len(index.open)) if which == ANY else index.demands[cast("int", which)]
            return sum(index.problem.places[place].capacity for place in demand if index.open[place] >> slot & 1)
        people = self._people[cast("int", which)] if kind == "delegation" else cast("tuple[int, ...]", which)
        return sum(index.free[agent] >> slot & 1 for agent in people)
