"""Large neighbourhood search by the exact model (Shaw 1998): most meetings stay, the others are placed best.

Three neighbourhoods, as they are usual in scheduling: a window of time (Godard, Laborie and Nuijten 2005), a few slots
and the people with breaks, and people who meet each other. Each has a size of its own, which grows while its
subproblems are solved to the end and shrinks when they are not.
"""

from collections.abc import Sequence
from random import Random
from time import process_time

from ortools.sat.python import cp_model

from solver.b2bsp.helpers import Known, News, Tell
from solver.b2bsp.instance import Instance, breaks
from solver.b2bsp.ladder import propagated
from solver.b2bsp.model import ProofModel

Schedule = Sequence[int]
Free = set[int]
"""Meetings that may move."""
WORK = 0.3
"""CP-SAT's deterministic time for one subproblem."""
STEP, LONG_STEP = 0.5, 4.0
"""Deterministic time for one step of the linear search from below, in long and in short events."""
GROW, SHRINK = 1.15, 0.9
FEWEST = 8
"""Meetings that are free at least."""
NEAR = 0.5
"""Share of somebody's partners who join the neighbourhood of people."""
RIVALS = 3
"""People with breaks who are free beside a few slots."""


def improve(instance: Instance, known: Known, seed: int, stall: float, tell: Tell) -> Schedule | None:
    """Tell better and better schedules; returns the best after `stall` seconds of work without one.

    `None` if there is no schedule at all.
    """
    start = known.schedule or first_schedule(instance, seed)
    if start is None:
        tell(News(infeasible=True))
        return None
    tell(News(schedule=start))
    schedule = ascend(instance, start, known.bound, seed, tell)
    search, cost, better = Neighbourhoods(instance, seed), instance.cost(schedule), process_time()
    while cost and process_time() - better < stall:
        kind, free = search.draw(schedule)
        solved, found = _best(instance, schedule, free, seed, cost - 1)
        search.learn(kind, solved=solved)
        if found is not None:
            schedule, cost, better = found, instance.cost(found), process_time()
            tell(News(schedule=schedule))
    return schedule


def first_schedule(instance: Instance, seed: int) -> Schedule | None:
    """Any schedule that keeps every rule; `None` if there is none."""
    proof, solver = ProofModel(instance), _solver(seed)
    if solver.solve(proof.model) == cp_model.INFEASIBLE:
        return None
    return proof.read(solver.response_proto.solution)


def ascend(instance: Instance, schedule: Schedule, bound: int, seed: int, tell: Tell) -> Schedule:
    """Linear search from below: may there be no more breaks than the bound? If not, the bound is one more.

    What is not decided in little work is left open, and more breaks are allowed, in longer and longer steps. In short
    events the exact model finds the best schedule at once if it is told how few breaks there may be.
    """
    most, stride = bound, 1
    while most < instance.cost(schedule):
        proof, solver = ProofModel(instance), _solver(seed)
        proof.limit(most)
        solver.parameters.max_deterministic_time = LONG_STEP if instance.is_short else STEP
        status = solver.solve(proof.model)
        if status == cp_model.OPTIMAL:
            schedule = proof.read(solver.response_proto.solution)
            tell(News(schedule=schedule))
        elif status == cp_model.INFEASIBLE:
            most += 1
            tell(News(bound=most))
        else:
            most, stride = most + stride, 2 * stride
    return schedule


def descend(instance: Instance, schedule: Schedule, seed: int, tell: Tell) -> None:
    """Tell better schedules until there is none: linear search from above, one decision problem after the other.

    All meetings may move, and the number of breaks is a constraint, not an objective: to see that none is better is
    then often less work than to raise a bound by cores.
    """
    while cost := instance.cost(schedule):
        proof, solver = ProofModel(instance), _solver(seed)
        proof.limit(cost - 1)
        proof.hint(schedule)
        if solver.solve(proof.model) == cp_model.INFEASIBLE:
            break
        schedule = proof.read(solver.response_proto.solution)
        tell(News(schedule=schedule))
    tell(News(bound=cost))


class Neighbourhoods:
    """Which meetings may move next, and how many."""

    def __init__(self, instance: Instance, seed: int) -> None:
        self._instance, self._random = instance, Random(seed)  # noqa: S311 -- a search, no secret
        self._kinds = (self._window, self._slots, self._people)
        self._sizes = [0.4, 0.4, 0.3]
        """How large each is, as a share of all slots or meetings."""

    def draw(self, schedule: Schedule) -> tuple[int, Free]:
        """The number of a kind of neighbourhood, and one of them."""
        kind = self._random.randrange(len(self._kinds))
        return kind, self._kinds[kind](schedule, self._sizes[kind])

    def learn(self, kind: int, *, solved: bool) -> None:
        """Whether the last one of this kind could be searched to its end."""
        self._sizes[kind] = min(1.0, self._sizes[kind] * (GROW if solved else SHRINK))

    def _window(self, schedule: Schedule, size: float) -> Free:
        length = max(2, round(size * self._instance.slots))
        first = self._random.randrange(max(1, self._instance.slots - length + 1))
        return {meeting for meeting, slot in enumerate(schedule) if first <= slot < first + length}

    def _slots(self, schedule: Schedule, size: float) -> Free:
        number = min(self._instance.slots, max(2, round(size * self._instance.slots)))
        slots = set(self._random.sample(range(self._instance.slots), number))
        waiting = self._waiting(schedule)
        free = {meeting for meeting, slot in enumerate(schedule) if slot in slots}
        for person in self._random.sample(waiting, min(RIVALS, len(waiting))):
            free.update(self._instance.meetings_of[person])
        return free

    def _people(self, schedule: Schedule, size: float) -> Free:
        instance, random = self._instance, self._random
        enough = min(len(schedule), max(FEWEST, round(size * len(schedule))))
        edge, free = [random.choice(self._waiting(schedule) or range(instance.people))], Free()
        reached = set(edge)
        while len(free) < enough:
            if not edge:
                others = [person for person in range(instance.people) if person not in reached]
                edge = [random.choice(others)]
                reached.update(edge)
            own = instance.meetings_of[edge.pop(random.randrange(len(edge)))]
            free.update(own)
            partners = {person for meeting in own for person in instance.pairs[meeting]} - reached
            joining = [person for person in sorted(partners) if random.random() < NEAR]
            edge += joining
            reached.update(joining)
        return free

    def _waiting(self, schedule: Schedule) -> list[int]:
        """The people with breaks."""
        return [person for person, busy in enumerate(self._instance.agendas(schedule)) if breaks(busy)]


def _best(instance: Instance, schedule: Schedule, free: Free, seed: int, most: int) -> tuple[bool, Schedule | None]:
    """Whether the search came to its end, and the best schedule with at most so many breaks."""
    domains = [
        domain if meeting in free else 1 << slot
        for meeting, (domain, slot) in enumerate(zip(instance.domains, schedule, strict=True))
    ]
    proof, solver = ProofModel(instance.narrowed(propagated(instance, domains))), _solver(seed)
    proof.limit(most)
    proof.minimize(0)
    proof.hint(schedule)
    solver.parameters.max_deterministic_time = WORK
    status = solver.solve(proof.model)
    solved = status in {cp_model.OPTIMAL, cp_model.INFEASIBLE}
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    return solved, proof.read(solver.response_proto.solution) if found else None


def _solver(seed: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.catch_sigint_signal = False
    solver.parameters.random_seed = seed
    solver.parameters.linearization_level = 0
    solver.parameters.cp_model_probing_level = 0
    return solver
