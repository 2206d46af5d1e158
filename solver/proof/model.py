"""The exact model of a problem in CP-SAT: the variables, the rules, the goals as objectives, and one solve per goal."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import Any

from ortools.sat.python import cp_model

from solver.bounds.per_agent import Certain
from solver.bounds.relaxation import LARGEST, Bound
from solver.exact.objective import Objective
from solver.exact.rules import RULES
from solver.exact.variables import Literal, Variables
from solver.goals import PLAIN, GoalDefinition
from solver.model.result import Goal
from solver.proof.process import Child
from solver.proof.worker import Search, Worker
from solver.state.index import Index
from solver.state.size import combinations
from solver.state.sketch import Choice, Sketch

SMALL = 3_000
"""Up to so many possible (request, slot, agent) combinations a solve is over sooner than a process has started."""


@dataclass(slots=True)
class SolveResult:
    """What one solve found: its best sketch, if it has any."""

    sketch: Sketch | None
    impossible: bool = False


@dataclass
class ExactModel:
    """Rules are applied once; a `worker` is made for one goal after the other, `keep` after each."""

    index: Index
    goals: Sequence[GoalDefinition] = PLAIN
    variables: Variables = field(init=False)
    _objectives: dict[Goal, Objective] = field(init=False, default_factory=dict)
    certain: Certain = field(init=False)
    """What all schedules have in common that are still of interest."""
    child: Child | None = field(init=False)
    """The process that solves, unless the model is small; starting while the model is built."""

    def __post_init__(self) -> None:
        self.certain = Certain.of(self.index)
        self.child = Child() if combinations(self.index) > SMALL else None
        self.variables = Variables(self.index, cp_model.CpModel())
        for apply in RULES:
            self.index.poll_stop()
            apply(self.variables)

    def objective(self, goal: Goal) -> Objective:
        """The goal in terms of the model; raises `KeyError` for one that the model does not decide."""
        if goal not in self._objectives:
            objectives = {item.goal: item.objective for item in self.goals if item.objective}
            self._objectives[goal] = objectives[goal](self.variables)
        return self._objectives[goal]

    def keep(self, goal: Goal, value: int) -> None:
        """Constrain a goal to its value from now on."""
        objective, model = self.objective(goal), self.variables.model
        model.add(objective.sum >= value) if objective.largest else model.add(objective.sum <= value)

    def never_better(self, goal: Goal, bound: int) -> None:
        """Add a bound that no schedule can pass as a constraint."""
        objective, model = self.objective(goal), self.variables.model
        model.add(objective.sum <= bound) if objective.largest else model.add(objective.sum >= bound)

    def exclude(self, bound: Bound, limit: int) -> None:
        """Reduced-cost fixing: leave out what no schedule has whose cost is at most `limit`."""
        never, always = bound.excluded(limit)
        self.certain.learn(never, always)
        for number, slot in never:
            self.variables.model.add_bool_and(self.variables.begins[number][slot].negated())
        for number in always:
            self.variables.model.add_bool_and(self.variables.placed[number])

    def worker(self, goal: Goal, start: Sketch, search: Search) -> Worker:
        """A solve for the goal from a sketch, not yet started."""
        objective, model = self._aim(goal), self.variables.model
        self._hint(start)
        linear = objective.linear and combinations(self.index) <= LARGEST
        return Worker(model, replace(search, linear=linear, complete=True), self.child)

    def around(self, goal: Goal, sketch: Sketch, free: Container[int]) -> cp_model.CpModel:
        """A model of its own for the goal, in which all but the free requests are as in the sketch."""
        self._aim(goal)
        self._hint(sketch)
        model, variables = self.variables.model.clone(), self.variables
        for number, placed in enumerate(variables.placed):
            if number not in free:
                chosen = self._true(number, sketch[number]) if number in sketch else [placed.negated()]
                model.add_bool_and(chosen)
        return model

    def solve_result(self, worker: Worker) -> SolveResult:
        """What a solve has found so far."""
        answer = worker.answer
        sketch = None if answer.values is None else self.read(answer.values)
        return SolveResult(sketch, answer.infeasible)

    def bound(self, goal: Goal, worker: Worker) -> int:
        """The best value of the goal that may still be possible, as far as a solve knows by now."""
        objective, bound = self.objective(goal), worker.answer.bound
        if bound is None:
            return objective.limit
        return min(bound, objective.limit) if objective.largest else max(bound, objective.limit)

    def _aim(self, goal: Goal) -> Objective:
        """Make a goal the objective."""
        objective, model = self.objective(goal), self.variables.model
        model.maximize(objective.sum) if objective.largest else model.minimize(objective.sum)
        return objective

    def _hint(self, sketch: Sketch) -> None:
        model = self.variables.model
        true = {literal.index for number, choice in sketch.items() for literal in self._true(number, choice)}
        model.clear_hints()  # type: ignore[no-untyped-call]  # untyped in OR-Tools
        hint = model.proto.solution_hint
        hint.vars.extend(self._decisions)
        hint.values.extend([int(literal in true) for literal in self._decisions])

    def _true(self, number: int, choice: Choice) -> list[Literal]:
        """The literals that say that a request is placed so; as many as the model has."""
        variables = self.variables
        seats = ((party, choice.slot, agent) for party, agent in enumerate(choice.agents))
        literals = (
            variables.placed[number],
            variables.begins[number].get(choice.slot),
            *(variables.goes[number].get(seat) for seat in seats),
            variables.housed[number].get((choice.slot, choice.kind)),
        )
        return [literal for literal in literals if literal is not None]

    @cached_property
    def _decisions(self) -> list[int]:
        """The numbers of all literals that say who meets when, each once."""
        variables = self.variables
        where: list[Mapping[Any, Literal]] = [*variables.begins, *variables.goes, *variables.housed]
        literals = chain(variables.placed, *(own.values() for own in where))
        return list(dict.fromkeys(literal.index for literal in literals))

    def read(self, values: Sequence[int]) -> Sketch:
        """The schedule that the values of all variables say."""
        variables, sketch = self.variables, Sketch()
        for number, placed in enumerate(variables.placed):
            if not values[placed.index]:
                continue
            slot = next(slot for slot, literal in variables.begins[number].items() if values[literal.index])
            goes = variables.goes[number].items()
            who = {party: agent for (party, t, agent), literal in goes if t == slot and values[literal.index]}
            housed = variables.housed[number].items()
            kind = next(kind for (t, kind), literal in housed if t == slot and values[literal.index])
            sketch[number] = Choice(slot, tuple(who[party] for party in sorted(who)), kind)
        return sketch
