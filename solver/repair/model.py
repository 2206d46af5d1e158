"""The exact model of a repair: all rules and goals, and one literal for each person who may be disturbed."""

from collections import defaultdict
from dataclasses import replace

from ortools.sat.python import cp_model

from solver.exact.disturbance import Disturbance, Seat, seats
from solver.exact.objective import Objective
from solver.exact.rules import RULES
from solver.exact.variables import Literal, Variables
from solver.model.result import Goal
from solver.proof.model import ExactModel
from solver.proof.worker import Search, Worker
from solver.repair.reference import ReferenceSchedule
from solver.state.case import Case
from solver.state.index import Index
from solver.state.sketch import Sketch


class RepairModel(ExactModel):
    """Has a literal for each person: whether the release is kept for them, up to what the change forces."""

    def __init__(self, index: Index, release: ReferenceSchedule) -> None:
        super().__init__(index)
        self._limits = release.limits
        found = Disturbance(self.variables)
        for case in index.cases:
            _sort(found, self.variables, case, release)
        self.disturbed = found.tie()
        self.variables.model.add_decision_strategy(
            list(self.disturbed.values()), cp_model.CHOOSE_FIRST, cp_model.SELECT_MIN_VALUE
        )

    def __post_init__(self) -> None:
        """Without a child process: a repair is over before one would have started."""
        self.child = None
        self.variables = Variables(self.index, cp_model.CpModel())
        for apply in RULES:
            apply(self.variables)

    def objective(self, goal: Goal) -> Objective:
        """The goal, with the limit of all repairs: the index may lack what disturbs too many."""
        return replace(super().objective(goal), limit=self._limits[goal])

    @property
    def disturbance(self) -> Objective:
        """As few people as possible."""
        literals = list(self.disturbed.values())
        return Objective(literals, [1] * len(literals))

    def disturb_at_most(self, people: int) -> None:
        """Constrain the number of people disturbed from now on."""
        self.variables.model.add(self.disturbance.sum <= people)

    def disturb_at_least(self, people: int) -> None:
        """Say that fewer people were tried in vain."""
        self.variables.model.add(self.disturbance.sum >= people)

    def solve(self, objective: Objective, start: Sketch | None, search: Search) -> Worker:
        """A solve for an objective, not yet started; from a sketch, unless there is none near a solution."""
        model = self.variables.model
        model.maximize(objective.sum) if objective.largest else model.minimize(objective.sum)
        if start is None:
            model.clear_hints()  # type: ignore[no-untyped-call]  # untyped in OR-Tools
        else:
            self._hint(start)
        return Worker(model, search)


def _sort(found: Disturbance, variables: Variables, case: Case, release: ReferenceSchedule) -> None:
    """What each possible seat of a request would be for its people."""
    index = variables.index
    request = index.problem.requests[case.number].id
    was = release.schedule.assignments.get(request)
    there = {index.agent_number[agent] for agent in release.people(request) if agent in index.agent_number}
    forced = {agent for agent in there if release.forced(request, index.problem.agents[agent].id)}
    new: list[Seat] = []
    kept: dict[int, list[Literal]] = defaultdict(list)
    """For each person one literal for each party for which they may keep the meeting."""
    for slot, agent, literal in seats(variables, case):
        if agent not in there:
            new.append((slot, agent, literal))
        elif agent not in forced and was is not None and index.slot_number[was.slot] == slot:
            kept[agent].append(literal)
    for agent, literals in kept.items():
        found.keeps(agent, literals)
    found.gains(case, new)
