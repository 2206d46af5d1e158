"""Problems with a given set of meetings (the published benchmark's kind) are settled by `solver.b2bsp`."""

from collections.abc import Sequence

from solver.b2bsp.race import settle
from solver.b2bsp.rows import Rows, rows
from solver.model.result import Goal
from solver.state.clock import Run
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds
from solver.state.sketch import Choice, Sketch


def given_rows(index: Index, run: Run) -> Rows | None:
    """What is left of a problem in which everything is placed and only the slots are open, if it is of that kind.

    Where no clock may count, nothing is: its search and its proofs work side by side.
    """
    problem = index.problem
    if run.repeatable or not (problem.place_all and problem.absence_counts):
        return None
    try:
        return rows(problem)
    except ValueError:
        return None


class Given:
    """What the race of search and proof has found out."""

    def __init__(self, index: Index, kinds: PlaceKinds, given: Rows, run: Run) -> None:
        settings = run.settings
        answer = settle(given, run.left, workers=settings.workers, seed=settings.seed, should_stop=run.over)
        self.impossible = answer.obstacle is not None
        self.sketch: Sketch | None = None
        if answer.schedule is not None and not self.impossible:
            self.sketch = _sketch(index, kinds, answer.schedule)
        self._bound = answer.bound

    def bounds(self, values: dict[Goal, int]) -> dict[Goal, int]:
        """What is certain of every goal: with all meetings placed, the first four are what they are."""
        certain = {goal: values[goal] for goal in (Goal.REQUIRED, Goal.GUARANTEES, Goal.VALUE, Goal.FAIRNESS)}
        return dict.fromkeys(Goal, 0) | certain | {Goal.BREAKS: self._bound}


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
