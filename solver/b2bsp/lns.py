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
STEP, DECISION = 4.0, 2.0
"""The same for one step of the linear search from below, and for the first question whether there is a better one."""
GROW, SHRINK = 1.15, 0.8
WEIGHTS = (4, 4, 1)
"""How often each kind of neighbourhood is drawn: people who meet each other lead on least often."""
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
    schedule = _begin(instance, known, seed, tell)
    return None if schedule is None else _roam(Neighbourhoods(instance, seed), schedule, stall, tell)


def settle(instance: Instance, known: Known, seed: int, stall: float, tell: Tell) -> None:
    """Tell better and better schedules until there is none.

    By turns neighbourhoods, and the question whether one break less is possible when all meetings may move: with the
    number of breaks as a constraint, not an objective, which is often less work than to raise a bound by cores. Each
    time that it stays open, the next one gets twice the work.
    """
    schedule, work = _begin(instance, known, seed, tell), DECISION
    search = Neighbourhoods(instance, seed)
    while schedule is not None and instance.cost(schedule):
        schedule = _roam(search, schedule, stall, tell)
        cost = instance.cost(schedule)
        proof, solver = ProofModel(instance), _solver(seed)
        proof.limit(cost - 1)
        proof.hint(schedule)
        solver.parameters.max_deterministic_time = work
        status = solver.solve(proof.model)
        if status == cp_model.INFEASIBLE:
            tell(News(bound=cost))
            break
        if status == cp_model.OPTIMAL:
            schedule = proof.read(solver.response_proto.solution)
            tell(News(schedule=schedule))
        else:
            work *= 2


def _begin(instance: Instance, known: Known, seed: int, tell: Tell) -> Schedule | None:
    schedule = known.schedule or first_schedule(instance, seed)
    tell(News(schedule=schedule, infeasible=schedule is None))
    if schedule is not None and instance.is_short:
        schedule = ascend(instance, schedule, known.bound, seed, tell)
    return schedule


def _roam(search: "Neighbourhoods", schedule: Schedule, stall: float, tell: Tell) -> Schedule:
    """Neighbourhoods until `stall` seconds of work bring no better schedule.

    One that is as good as the one before takes its place: from there, other neighbourhoods lead on.
    """
    instance = search.instance
    cost, better = instance.cost(schedule), process_time()
    while cost and process_time() - better < stall:
        kind, free = search.draw(schedule)
        solved, found = _best(instance, schedule, free, search.drawn, cost)
        search.learn(kind, solved=solved)
        schedule = found or schedule
        if instance.cost(schedule) < cost:
            cost, better = instance.cost(schedule), process_time()
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

    In short events the exact model finds the best schedule at once if it is told how few breaks there may be. Ends with
    the first question that is not decided in little work: then better schedules are worth more.
    """
    most, status = bound, cp_model.INFEASIBLE
    while status == cp_model.INFEASIBLE and most < instance.cost(schedule):
        proof, solver = ProofModel(instance), _solver(seed)
        proof.limit(most)
        solver.parameters.max_deterministic_time = STEP
        status = solver.solve(proof.model)
        if status == cp_model.OPTIMAL:
            schedule = proof.read(solver.response_proto.solution)
            tell(News(schedule=schedule))
        elif status == cp_model.INFEASIBLE:
            most += 1
            tell(News(bound=most))
    return schedule


class Neighbourhoods:
    """Which meetings may move next, and how many."""

    def __init__(self, instance: Instance, seed: int) -> None:
        self.instance, self.drawn = instance, seed
        """`drawn` grows with each one, a seed for what searches it."""
        self._random = Random(seed)  # noqa: S311 -- a search, no secret
        self._kinds = (self._window, self._slots, self._people)
        self._sizes = [0.4, 0.4, 0.3]
        """How large each is, as a share of all slots or meetings."""

    def draw(self, schedule: Schedule) -> tuple[int, Free]:
        """The number of a kind of neighbourhood, and one of them."""
        self.drawn += 1
        kind = self._random.choices(range(len(self._kinds)), WEIGHTS)[0]
        return kind, self._kinds[kind](schedule, self._sizes[kind])

    def learn(self, kind: int, *, solved: bool) -> None:
        """Whether the last one of this kind could be searched to its end."""
        self._sizes[kind] = min(1.0, self._sizes[kind] * (GROW if solved else SHRINK))

    def _window(self, schedule: Schedule, size: float) -> Free:
        length = max(2, round(size * self.instance.slots))
        first = self._random.randrange(max(1, self.instance.slots - length + 1))
        return {meeting for meeting, slot in enumerate(schedule) if first <= slot < first + length}

    def _slots(self, schedule: Schedule, size: float) -> Free:
        number = min(self.instance.slots, max(2, round(size * self.instance.slots)))
        slots = set(self._random.sample(range(self.instance.slots), number))
        waiting = self._waiting(schedule)
        free = {meeting for meeting, slot in enumerate(schedule) if slot in slots}
        for person in self._random.sample(waiting, min(RIVALS, len(waiting))):
            free.update(self.instance.meetings_of[person])
        return free

    def _people(self, schedule: Schedule, size: float) -> Free:
        instance, random = self.instance, self._random
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
        return [person for person, busy in enumerate(self.instance.agendas(schedule)) if breaks(busy)]


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
    solver.parameters.optimize_with_core = True
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
