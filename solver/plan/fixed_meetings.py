"""Problems whose meetings are all given (the published benchmark's kind) are solved by `solver.b2bsp`.

Only breaks are optimised there; the bounds of goals after them are what is certain at first sight.
"""

from collections.abc import Sequence

from solver.b2bsp.instance import Instance, instance_of
from solver.b2bsp.race import solve
from solver.goals import PLAIN, GoalDefinition
from solver.goals.lexicographic import first_bounds
from solver.model.result import Goal
from solver.state.clock import Run
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds
from solver.state.sketch import Choice, Sketch


def fixed_instance(index: Index, run: Run) -> Instance | None:
    """What is left of a problem in which everything is placed and only the slots are open, if it is of that kind.

    Where no clock may count, nothing is: its search and its proofs work side by side.
    """
    problem = index.problem
    if run.repeatable or not (problem.place_all and problem.absence_counts):
        return None
    try:
        return instance_of(problem)
    except ValueError:
        return None


class FixedMeetings:
    """The solution of such a problem, as far as it was found in the time."""

    def __init__(
        self, index: Index, kinds: PlaceKinds, instance: Instance, run: Run, goals: Sequence[GoalDefinition] = PLAIN
    ) -> None:
        self._index, self._goals, settings = index, goals, run.settings
        answer = solve(instance, run.left, workers=settings.workers, seed=settings.seed, should_stop=run.over)
        self.impossible = answer.infeasibility is not None
        self.sketch: Sketch | None = None
        if answer.schedule is not None and not self.impossible:
            self.sketch = _sketch(index, kinds, answer.schedule)
        self._bound = answer.bound

    def bounds(self, values: dict[Goal, int]) -> dict[Goal, int]:
        """What is certain of every goal: with all meetings placed, those about placed requests are what they are."""
        certain = {item.goal: values[item.goal] for item in self._goals if item.terms}
        return first_bounds(self._index, self._goals) | certain | {Goal.BREAKS: self._bound}


def _sketch(index: Index, kinds: PlaceKinds, schedule: Sequence[int]) -> Sketch:
    room = [
        [kinds.capacity(kind, slot) for slot in range(len(index.problem.slots))] for kind in range(len(kinds.members))
    ]
    sketch: Sketch = {}
    for case, slot in zip(index.cases, schedule, strict=True):
        kind = next(kind for kind in range(len(room)) if room[kind][slot])
        room[kind][slot] -= 1
        sketch[case.number] = Choice(slot, (case.sides[0][0], case.sides[1][0]), kind)
    return sketch
