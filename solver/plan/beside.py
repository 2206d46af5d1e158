"""What the core beside a proof does: annealing, and neighbourhoods by the exact model once that stalls."""

from time import process_time

from solver.goals.lexicographic import cost
from solver.model.result import Goal
from solver.proof.proving import Proving
from solver.search.portfolio import Portfolio
from solver.state.clock import Run
from solver.state.index import Index
from solver.state.rows import rows_of, sketch_of
from solver.state.sketch import Sketch

STALL, STALL_OF_A_REQUEST = 0.25, 0.001
"""Processor seconds of annealing without a better value of the goal, and as many more for each request."""
AROUND = 3.0
"""After that neighbourhoods get so many times the work of the annealing."""


class SearchBeside:
    """Steps of the search while a goal is proved. After a stall most of the work goes to neighbourhoods."""

    def __init__(self, portfolio: Portfolio, proving: Proving, goal: Goal, index: Index, run: Run) -> None:
        self._portfolio, self._proving, self._goal, self._index, self._run = portfolio, proving, goal, index, run
        self._around: Sketch | None = None
        """As good as the best schedule in the goal and those before; from there other neighbourhoods lead on."""
        self._known: int | None = None
        """The goal's value in the best schedule at the last look."""
        self._since = process_time()
        self._annealed = self._solved = 0.0
        self._patience, self._stalled = STALL + STALL_OF_A_REQUEST * len(index.cases), False

    def step(self) -> bool:
        """One turn of annealing, or one neighbourhood; False if there is nothing to do."""
        begun = process_time()
        if self._portfolio.values[self._goal] != self._known:
            self._known, self._since, self._around = self._portfolio.values[self._goal], begun, None
        self._stalled = self._stalled or begun - self._since > self._patience
        if self._stalled and self._proving.places and self._solved <= AROUND * self._annealed:
            self._look_around()
            self._solved += process_time() - begun
            return True
        worked = self._portfolio.step()
        self._annealed += process_time() - begun
        return worked

    def _look_around(self) -> None:
        found = self._proving.improve(self._around or sketch_of(self._portfolio.rows), self._run.left)
        if found is None:
            return
        self._around, value = found
        if cost(self._goal, value) < cost(self._goal, self._portfolio.values[self._goal]):
            self._portfolio.adopt(rows_of(self._around, self._index))
            self._known = self._portfolio.values[self._goal]
