"""The exact model of a repair: all rules and goals, and one literal for each person who may be disturbed."""

from collections import defaultdict
from dataclasses import replace

from ortools.sat.python import cp_model

from solver.exact.objective import Objective
from solver.exact.rules import RULES
from solver.exact.variables import Literal, Variables
from solver.goals.lexicographic import first_bounds
from solver.model.bits import bits
from solver.model.result import Goal
from solver.proof.model import ExactModel
from solver.proof.worker import Search, Worker
from solver.repair.reference import ReferenceSchedule
from solver.state.case import Case
from solver.state.index import Index
from solver.state.sketch import Sketch

Key = tuple[int, int]
"""A person in a slot."""


class RepairModel(ExactModel):
    """Has a literal for each person: whether the release is kept for them, up to what the change forces."""

    def __init__(self, index: Index, release: ReferenceSchedule) -> None:
        super().__init__(index)
        self._limits = first_bounds(release.index)
        """What no repair can pass; of those that disturb few people, less may be out of reach."""
        self._stays: dict[Key, Literal] = {}
        """That a meeting of the release takes place as it was, by person and first slot."""
        self._foreign: dict[Key, list[Literal]] = defaultdict(list)
        """Meetings that disturb a person, by each slot that they cover."""
        self._new: list[tuple[int, list[Literal]]] = []
        """For each request and person whom it disturbs wherever it is, all its seats."""
        for case in index.cases:
            self._sort(case, release)
        people = sorted({person for person, _ in (*self._stays, *self._foreign)})
        self.disturbed = {person: self.variables.model.new_bool_var("") for person in people}
        self._tie()

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

    def solve(self, objective: Objective, start: Sketch, search: Search) -> Worker:
        """A solve for an objective from a sketch, not yet started."""
        model = self.variables.model
        model.maximize(objective.sum) if objective.largest else model.minimize(objective.sum)
        self._hint(start)
        return Worker(model, search)

    def _sort(self, case: Case, release: ReferenceSchedule) -> None:
        """What each possible seat of a request would be for its people."""
        index = self.index
        request = index.problem.requests[case.number].id
        was = release.schedule.assignments.get(request)
        there = {index.agent_number[agent] for agent in release.people(request) if agent in index.agent_number}
        forced = {agent for agent in there if release.forced(request, index.problem.agents[agent].id)}
        new: dict[int, list[Literal]] = defaultdict(list)
        for slot, agent, literal in self._seats(case):
            if agent in forced:
                continue
            if agent not in there:
                new[agent].append(literal)
                for part in bits(index.span(slot, case.length)):
                    self._foreign[agent, part].append(literal)
            elif was is not None and index.slot_number[was.slot] == slot:
                self._stays[agent, slot] = literal
        self._new += new.items()

    def _seats(self, case: Case) -> list[tuple[int, int, Literal]]:
        """(first slot, person, literal that says so)."""
        seats = [(slot, agent, literal) for (_, slot, agent), literal in self.variables.goes[case.number].items()]
        for slot, literal in self.variables.begins[case.number].items():
            seats += [(slot, agent, literal) for agent in case.third_parties]
        return seats

    def _tie(self) -> None:
        """A person who does not keep a meeting, or gets a new one, is disturbed."""
        model = self.variables.model
        for (person, _), literal in self._stays.items():
            model.add_bool_or([literal, self.disturbed[person]])
        for person, literals in (*((person, seats) for (person, _), seats in self._foreign.items()), *self._new):
            model.add_at_most_one([*literals, self.disturbed[person].negated()])
