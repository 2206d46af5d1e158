"""The exact model of a problem: the variables, the list of rules, the list of goals, and one solve per goal."""

from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from solver.exact.aim import Aim
from solver.exact.goals import GOALS
from solver.exact.rules import RULES
from solver.exact.variables import Variables
from solver.exact.worker import Answer, Search, Worker
from solver.index import Index
from solver.result import Goal, GoalResult
from solver.run import Run
from solver.sketch import Choice, Sketch


@dataclass(slots=True)
class Outcome:
    """What one solve found: the bound of its goal, and its best sketch if it has any."""

    bound: int
    sketch: Sketch | None
    impossible: bool = False


@dataclass(slots=True)
class ExactModel:
    """Rules are applied once; `optimise` is called for one goal after the other, `keep` after each."""

    index: Index
    run: Run
    variables: Variables = field(init=False)
    _aims: dict[Goal, Aim] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.variables = Variables(self.index, cp_model.CpModel())
        for apply in RULES:
            apply(self.variables)

    def aim(self, goal: Goal) -> Aim:
        """The goal in terms of the model."""
        if goal not in self._aims:
            self._aims[goal] = dict(GOALS)[goal](self.variables)
        return self._aims[goal]

    def keep(self, goal: Goal, value: int) -> None:
        """Hold the value of a goal from now on."""
        aim = self.aim(goal)
        model = self.variables.model
        model.add(aim.sum >= value) if aim.largest else model.add(aim.sum <= value)

    def optimise(self, goal: Goal, start: Sketch, start_value: int | None, seconds: float) -> Outcome:
        """Search for the best value of a goal, from a sketch whose value is known (None: it breaks a rule)."""
        aim = self.aim(goal)

        def tell(answer: Answer) -> None:
            known = [value for value in (answer.value, start_value) if value is not None]
            if known:
                best = max(known) if aim.largest else min(known)
                self.run.tell(GoalResult(goal=goal, value=best, bound=_within(answer.bound, aim)))

        worker = self.worker(goal, start, seconds, proof=False)
        worker.start()
        worker.wait(tell)
        return self.outcome(goal, worker)

    def worker(self, goal: Goal, start: Sketch, seconds: float, *, proof: bool) -> Worker:
        """A solve for the goal, not yet started."""
        aim, model = self.aim(goal), self.variables.model
        model.maximize(aim.sum) if aim.largest else model.minimize(aim.sum)
        self._hint(start)
        return Worker(model, Search(self.run, seconds, proof))

    def outcome(self, goal: Goal, worker: Worker) -> Outcome:
        """What a solve has found so far."""
        answer = worker.answer
        sketch = None if answer.values is None else self._read(answer.values)
        return Outcome(_within(answer.bound, self.aim(goal)), sketch, answer.infeasible)

    def _hint(self, sketch: Sketch) -> None:
        model, variables = self.variables.model, self.variables
        model.clear_hints()  # type: ignore[no-untyped-call]
        for number, begins in enumerate(variables.begins):
            choice = sketch.get(number)
            model.add_hint(variables.placed[number], choice is not None)
            hinted = {variables.placed[number].index}
            for literals, wanted in (
                (begins, _begins(choice)),
                (variables.goes[number], _goes(choice)),
                (variables.housed[number], _housed(choice)),
            ):
                for key, literal in literals.items():
                    if literal.index not in hinted:
                        hinted.add(literal.index)
                        model.add_hint(literal, key in wanted)

    def _read(self, values: list[int]) -> Sketch:
        variables, sketch = self.variables, Sketch()
        for number, placed in enumerate(variables.placed):
            if not values[placed.index]:
                continue
            slot = next(slot for slot, literal in variables.begins[number].items() if values[literal.index])
            one, two = (
                next(
                    agent
                    for (s, t, agent), literal in variables.goes[number].items()
                    if s == side and t == slot and values[literal.index]
                )
                for side in (0, 1)
            )
            housed = variables.housed[number].items()
            kind = next(kind for (t, kind), literal in housed if t == slot and values[literal.index])
            sketch[number] = Choice(slot, (one, two), kind)
        return sketch


def _begins(choice: Choice | None) -> set[int]:
    return set() if choice is None else {choice.slot}


def _goes(choice: Choice | None) -> set[tuple[int, int, int]]:
    return set() if choice is None else {(side, choice.slot, choice.agents[side]) for side in (0, 1)}


def _housed(choice: Choice | None) -> set[tuple[int, int]]:
    return set() if choice is None else {(choice.slot, choice.kind)}


def _within(bound: int | None, aim: Aim) -> int:
    if bound is None:
        return aim.limit
    return min(bound, aim.limit) if aim.largest else max(bound, aim.limit)
