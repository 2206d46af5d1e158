"""A linear relaxation of a goal, with the goals before it kept, rounded so that the bound is certain.

Requests take their slots and people in fractions. Everything scarce gets a price, each kept goal a weight, each group a
worth per request (dual values of the relaxation). Whatever these numbers are, no schedule costs less than what is
computed from them: every request on its own chooses the cheapest of its slots or stays out, every group the cheapest
number (Lagrange). So they may come from floating-point arithmetic: they are rounded to whole numbers first, and the
bound is computed from them exactly.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from threading import Thread

from ortools.linear_solver import pywraplp

from solver.bounds.scarce import Scarce, Scarcity
from solver.bounds.terms import ConvexGroup, Terms
from solver.model.bits import bits
from solver.state.case import Case
from solver.state.index import Index
from solver.state.size import combinations

UNIT = 1_000_000
"""Prices are whole multiples of one part in so many."""
LARGEST = 40_000
"""Above so many possible (request, slot, agent) combinations a linear program takes too long."""
MILLISECONDS = 10_000
"""Most time for the relaxation; without an answer, nothing has a price."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A goal before: its terms together are at most `limit`."""

    terms: Terms
    limit: int


@dataclass(slots=True)
class Bound:
    """The Lagrangian bound on the cost of every schedule, with the reduced costs of single requests."""

    units: int
    """The bound in parts of one `UNIT`."""
    options: list[dict[int, int]]
    """For each request, by first slot, how much (in parts) a schedule costs at least more if it begins there."""
    out: list[int | None]
    """For each request, the same if it is not placed; None if it must be."""

    @property
    def cost(self) -> int:
        """No schedule costs less."""
        return -(-self.units // UNIT)

    def excluded(self, limit: int) -> tuple[list[tuple[int, int]], list[int]]:
        """Reduced-cost fixing: (request, slot) pairs that no schedule of cost `limit` has, requests that all place."""
        room = limit * UNIT - self.units
        never = [(n, slot) for n, slots in enumerate(self.options) for slot, more in slots.items() if more > room]
        return never, [n for n, more in enumerate(self.out) if more is not None and more > room]


def relax(
    index: Index, terms: Terms, kept: Sequence[Kept] = (), stop: Callable[[], bool] = lambda: False
) -> Bound | None:
    """The bound on a goal (`terms`) of all schedules that keep the goals before, with prices from a linear program.

    None if the problem is too large for one, or when `stop`, which is asked all the time, says so.
    """
    if combinations(index) > LARGEST or stop():
        return None
    relaxation = _Relaxation(index, terms, kept)
    relaxation.solve(stop)
    return None if stop() else relaxation.bound()


class _Relaxation:
    def __init__(self, index: Index, terms: Terms, kept: Sequence[Kept]) -> None:
        self._index, self._terms, self._kept = index, terms, kept
        self._scarcity = Scarcity(index)
        self._groups = [(0, group) for group in terms.groups]
        self._groups += [(n, group) for n, keep in enumerate(kept, 1) for group in keep.terms.groups]
        """Each with the number of its goal, 0 for the one that is bounded."""
        self._forced = [case.pinned or index.problem.place_all for case in index.cases]
        self._prices: dict[Scarce, int] = {}
        self._weights = [UNIT] + [0] * len(kept)
        self._worths = [0] * len(self._groups)

    def solve(self, stop: Callable[[], bool]) -> None:
        """Set prices, weights and worths to the dual values of the linear program."""
        solver = pywraplp.Solver.CreateSolver("GLOP")
        solver.SetTimeLimit(MILLISECONDS)
        infinity = solver.infinity()
        placed = self._placed(solver)
        objective = solver.Objective()
        rows = [solver.Constraint(-infinity, keep.limit - keep.terms.constant) for keep in self._kept]
        goals = [objective, *rows]
        for goal, terms in zip(goals, (self._terms, *(keep.terms for keep in self._kept)), strict=True):
            for number, cost in terms.requests.items():
                if number in placed:
                    goal.SetCoefficient(placed[number], cost)
        links = []
        for goal_number, group in self._groups:
            goal, link = goals[goal_number], solver.Constraint(0, 0)
            links.append(link)
            for number in group.requests:
                if number in placed:
                    link.SetCoefficient(placed[number], 1)
            _steps(solver, goal, link, group)
            if goal is not objective:
                goal.SetUb(goal.Ub() - group.costs[0])
        objective.SetMinimization()
        if not _optimal(solver, stop):
            return
        self._prices = {scarce: max(0, round(-row.dual_value() * UNIT)) for scarce, row in self._rows.items()}
        self._weights[1:] = [max(0, round(-row.dual_value() * UNIT)) for row in rows]
        self._worths = [round(-link.dual_value() * UNIT) for link in links]

    def bound(self) -> Bound:
        """The Lagrange function, exact in whole numbers, whatever prices, weights and worths are."""
        total = self._weights[0] * self._terms.constant
        for weight, keep in zip(self._weights[1:], self._kept, strict=True):
            total += weight * (keep.terms.constant - keep.limit)
        total -= sum(self._scarcity.amount(scarce) * price for scarce, price in self._prices.items())
        for (goal, group), worth in zip(self._groups, self._worths, strict=True):
            total += min(self._weights[goal] * cost - worth * number for number, cost in enumerate(group.costs))
        costs = self._costs()
        found = Bound(total, [], [])
        for case in self._index.polled_cases():
            own = costs[case.number] + self._price(self._scarcity.of_request(case))
            starts = {slot: own + self._cost_of_start(case, slot) for slot in bits(case.starts)}
            forced = self._forced[case.number] and bool(starts)
            least = min([*starts.values(), *([] if forced else [0])])
            found.units += least
            found.options.append({slot: cost - least for slot, cost in starts.items()})
            found.out.append(None if forced else -least)
        return found

    def _costs(self) -> list[int]:
        """What each request costs, apart from what it uses up."""
        costs = [0] * len(self._index.cases)
        for weight, terms in zip(self._weights, (self._terms, *(keep.terms for keep in self._kept)), strict=True):
            for number, cost in terms.requests.items():
                costs[number] += weight * cost
        for (_, group), worth in zip(self._groups, self._worths, strict=True):
            for number in group.requests:
                costs[number] += worth
        return costs

    def _cost_of_start(self, case: Case, slot: int) -> int:
        cost = self._price(self._scarcity.of_slot(case, slot))
        for party in range(len(case.parties)):
            able = self._index.candidates(case, party, slot)
            cost += min(self._price(self._scarcity.of_agent(case, slot, agent)) for agent in able)
        return cost

    def _price(self, needs: Iterable[Scarce]) -> int:
        return sum(self._prices.get(scarce, 0) for scarce in needs)

    def _placed(self, solver: pywraplp.Solver) -> dict[int, pywraplp.Variable]:
        """Requests in fractions, and the rows of what they use up."""
        users: dict[Scarce, list[pywraplp.Variable]] = defaultdict(list)
        placed = {case.number: self._place(solver, users, case) for case in self._index.cases if case.starts}
        self._rows = {scarce: solver.Constraint(-solver.infinity(), self._scarcity.amount(scarce)) for scarce in users}
        for scarce, shares in users.items():
            for share in shares:
                self._rows[scarce].SetCoefficient(share, 1)
        return placed

    def _place(
        self, solver: pywraplp.Solver, users: dict[Scarce, list[pywraplp.Variable]], case: Case
    ) -> pywraplp.Variable:
        self._index.poll_stop()
        placed = solver.NumVar(int(self._forced[case.number]), 1, "")
        sum_of_starts = solver.Constraint(0, 0)
        sum_of_starts.SetCoefficient(placed, -1)
        for scarce in self._scarcity.of_request(case):
            users[scarce].append(placed)
        for slot in bits(case.starts):
            start = solver.NumVar(0, solver.infinity(), "")
            sum_of_starts.SetCoefficient(start, 1)
            for scarce in self._scarcity.of_slot(case, slot):
                users[scarce].append(start)
            for party in range(len(case.parties)):
                able = self._index.candidates(case, party, slot)
                parts = [start] if len(able) == 1 else [solver.NumVar(0, solver.infinity(), "") for _ in able]
                if len(able) > 1:
                    solver.Add(solver.Sum(parts) == start)
                for agent, part in zip(able, parts, strict=True):
                    for scarce in self._scarcity.of_agent(case, slot, agent):
                        users[scarce].append(part)
        return placed


def _optimal(solver: pywraplp.Solver, stop: Callable[[], bool]) -> bool:
    """Solve in a thread, so that it can be interrupted."""
    status: list[int] = []
    thread = Thread(target=lambda: status.append(solver.Solve()), daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(0.02)
        if stop():
            solver.InterruptSolve()
            thread.join()
    return status == [solver.OPTIMAL]


def _steps(solver: pywraplp.Solver, goal: object, link: pywraplp.Constraint, group: ConvexGroup) -> None:
    """Convex cost, piecewise linear: a fraction for each request more; the cheap ones fill up first."""
    for fewer, more in zip(group.costs, group.costs[1:], strict=False):
        step = solver.NumVar(0, 1, "")
        link.SetCoefficient(step, -1)
        goal.SetCoefficient(step, more - fewer)  # type: ignore[attr-defined]  # the stub of OR-Tools lacks it
