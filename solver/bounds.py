"""How much value any schedule can have at most: a linear relaxation, rounded so that the bound is certain.

Everything scarce gets a price (dual values of the relaxation): a person in a slot, a person's limits, the places in a
slot. Whatever the prices are, no schedule is worth more than all scarce things at their prices plus, for each request,
what is left of its value after paying for its cheapest slot and people. So the prices may come from floating-point
arithmetic: they are rounded to whole numbers first, and the bound is computed from them exactly.
"""

from collections import defaultdict
from collections.abc import Iterator

from ortools.linear_solver import pywraplp

from solver.index import Case, Index, bits

PRICE_UNIT = 10_000
"""Prices are whole multiples of one part in so many."""
MILLISECONDS = 5_000
"""Most time for the relaxation; without an answer, nothing has a price."""

Scarce = tuple[str, int, int]
"""Kind, whose or which, and slot (or number of a limit, or 0)."""
ANY = -1
"""All places together, as a demand."""


def value_bound(index: Index) -> int:
    """No schedule's value is above this."""
    relaxation = _Relaxation(index)
    prices = relaxation.prices()
    total = sum(relaxation.amount(scarce) * price for scarce, price in prices.items())

    def price(needs: Iterator[Scarce]) -> int:
        return sum(prices.get(scarce, 0) for scarce in needs)

    for case in index.cases:
        costs = (
            price(relaxation.needs(case, slot))
            + sum(
                min(price(relaxation.time_of(case, slot, agent)) for agent in index.candidates(case, side, slot))
                for side in (0, 1)
            )
            for slot in bits(case.starts)
        )
        total += max(0, case.value * PRICE_UNIT - min(costs, default=case.value * PRICE_UNIT))
    return total // PRICE_UNIT


class _Relaxation:
    """Requests take their slots and people in fractions."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._limits = [list(index.limits(agent)) for agent in range(len(index.free))]
        self._inside = [
            [other for other, wider in enumerate(index.demands) if set(narrow) <= set(wider)]
            for narrow in index.demands
        ]

    def prices(self) -> dict[Scarce, int]:
        """The dual values of the relaxation, as whole numbers."""
        solver = pywraplp.Solver.CreateSolver("GLOP")
        solver.SetTimeLimit(MILLISECONDS)
        users: dict[Scarce, list[pywraplp.Variable]] = defaultdict(list)
        for case in self._index.cases:
            if case.value:
                self._add(solver, users, case)
        rows = {scarce: solver.Constraint(-solver.infinity(), self.amount(scarce)) for scarce in users}
        for scarce, shares in users.items():
            for share in shares:
                rows[scarce].SetCoefficient(share, 1)
        solver.Objective().SetMaximization()
        if solver.Solve() != solver.OPTIMAL:
            return {}
        return {scarce: max(0, round(row.dual_value() * PRICE_UNIT)) for scarce, row in rows.items()}

    def needs(self, case: Case, slot: int) -> Iterator[Scarce]:
        """What a meeting that begins in the slot uses, whoever goes."""
        for agent in case.third_parties:
            yield from self.time_of(case, slot, agent)
        for part in bits(self._index.span(slot, case.length)):
            yield "places", ANY, part
            yield from (("places", demand, part) for demand in self._inside[case.demand])
        for delegation in case.delegations:
            if self._index.problem.delegations[delegation].maximum is not None:
                yield "maximum", delegation, 0

    def time_of(self, case: Case, slot: int, agent: int) -> Iterator[Scarce]:
        """What it uses of a person who goes."""
        yield from (("agent", agent, part) for part in bits(self._index.span(slot, case.length)))
        yield from (("limit", agent, n) for n, (slots, _) in enumerate(self._limits[agent]) if slots >> slot & 1)

    def amount(self, scarce: Scarce) -> int:
        """How many meetings at most may use it."""
        kind, which, number = scarce
        index = self._index
        if kind == "agent":
            return 1
        if kind == "limit":
            return self._limits[which][number][1]
        if kind == "maximum":
            return index.problem.delegations[which].maximum or 0
        places = range(len(index.open)) if which == ANY else index.demands[which]
        return sum(index.problem.places[place].capacity for place in places if index.open[place] >> number & 1)

    def _add(self, solver: pywraplp.Solver, users: dict[Scarce, list[pywraplp.Variable]], case: Case) -> None:
        once = solver.Constraint(-solver.infinity(), 1)
        for slot in bits(case.starts):
            share = solver.NumVar(0, solver.infinity(), "")
            solver.Objective().SetCoefficient(share, case.value)
            once.SetCoefficient(share, 1)
            for scarce in self.needs(case, slot):
                users[scarce].append(share)
            for side in (0, 1):
                able = self._index.candidates(case, side, slot)
                parts = [share] if len(able) == 1 else [solver.NumVar(0, solver.infinity(), "") for _ in able]
                if len(able) > 1:
                    solver.Add(solver.Sum(parts) == share)
                for agent, part in zip(able, parts, strict=True):
                    for scarce in self.time_of(case, slot, agent):
                        users[scarce].append(part)
