"""Local search on a problem: compiled steps in short turns, between which the best schedule can be looked at."""

from typing import Any

import numpy as np

from solver.model.result import Goal
from solver.search.arrays import LENGTH, OBLIGATORY, REQUIRED, VALUE, Ints, ProblemArrays, Small
from solver.search.bundle import Bundle
from solver.search.compiled import is_cached
from solver.search.cooling import Cooling
from solver.search.kernel import ANNEAL, CONSTRUCT, RETURN, SET_DOWN, work
from solver.search.move import move
from solver.search.rounds import TURN
from solver.search.state import (
    BREAKS,
    DISTURBED,
    EXCESS,
    FAIRNESS,
    FROZEN,
    GUARANTEES,
    MISSING,
    MOVED,
    SHORT_OF_REQUIRED,
    WAITING,
    WORTH,
    empty,
)
from solver.state.rows import ROW_KIND, ROW_PEOPLE, ROW_SLOT

BATCH = 500
"""Requests that are placed between two looks."""

Values = dict[Goal, int]

COLUMNS = {
    Goal.EXCESS: EXCESS,
    Goal.REQUIRED: SHORT_OF_REQUIRED,
    Goal.GUARANTEES: GUARANTEES,
    Goal.VALUE: WORTH,
    Goal.FAIRNESS: FAIRNESS,
    Goal.DISTURBED: DISTURBED,
    Goal.MOVED: MOVED,
    Goal.BREAKS: BREAKS,
    Goal.WAITING: WAITING,
}
"""The goals that the search knows, with their columns of `State.costs`."""


class LocalSearch:
    """One search; several of one problem share their `ProblemArrays`."""

    def __init__(self, problem: ProblemArrays, seed: int) -> None:
        longest = int(problem.request[:, LENGTH].max(initial=1))
        self.problem = problem
        self._state, self._move = empty(problem, seed), move(problem, longest)
        self._bundles = tuple(Bundle(arrays) for arrays in (problem, self._state, self._move))
        self._weights = np.ones(len(self._state.costs), dtype=np.float64)
        self._width = self._move.delegate.shape[1]
        self._nothing = np.zeros((0, ROW_PEOPLE + self._width), dtype=np.int64)
        self._order = _construction_order(problem)
        self._constructed, self._begins = 0, 0.0
        self.cooling = Cooling(problem)

    @property
    def costs(self) -> tuple[int, ...]:
        """Of the best schedule: obligatory requests that are missing, then the goals; smaller is better."""
        return tuple(int(cost) for cost in self._state.best_costs)

    @property
    def values(self) -> Values:
        """The goals of the best schedule."""
        return values_of(self.costs)

    @property
    def legal(self) -> bool:
        """Whether the best schedule places whatever must be placed."""
        return self.costs[MISSING] == 0

    def construct(self) -> bool:
        """Greedy construction: place some more requests, the most important first; False when all have been tried."""
        ends = min(self._constructed + BATCH, len(self._order))
        self._run_kernel(CONSTRUCT, self._constructed, ends)
        self._constructed = ends
        return ends < len(self._order)

    def step(self, progress: float, steps: int = TURN) -> None:
        """Anneal for a turn, at the temperatures of this moment (from 0 to 1) of a cooling.

        Whenever a goal freezes, and when a cooling begins in which other goals are frozen than at the end of the one
        before, the search goes on from the best schedule. What is frozen gets no worse from then on, whatever it would
        bring for the goals after it.
        """
        progress = self._begins + progress * (1 - self._begins)
        frozen = self.cooling.frozen(progress)
        if frozen != self._state.numbers[FROZEN]:
            self._state.numbers[FROZEN] = frozen
            self.restart()
        self._weights[:] = self.cooling.weights(progress)
        self._run_kernel(ANNEAL, steps)

    def freeze(self, goal: Goal) -> None:
        """Give up nothing of the best schedule's goals up to this one: all coolings begin where it is frozen."""
        self._begins = self.cooling.frozen_at(COLUMNS[goal])

    def restart(self) -> None:
        """Go on from the best schedule."""
        self._run_kernel(RETURN)

    def adopt(self, rows: Ints) -> None:
        """Go on from a given legal schedule (`rows`, or those of another search)."""
        self._run_kernel(SET_DOWN, rows=rows)

    def rows(self) -> Ints:
        """The best schedule, a row for each request: slot, kind of place, people."""
        state = self._state
        return self._rows(state.best_slot, state.best_kind, state.best_who)

    def _rows(self, slot: Ints, kind: Ints, who: Small) -> Ints:
        first, number = self.problem.party_first[:-1], np.diff(self.problem.party_first)
        rows = np.full((len(slot), ROW_PEOPLE + self._width), -1, dtype=np.int64)
        rows[:, ROW_SLOT], rows[:, ROW_KIND] = slot, kind
        for party in range(self._width):
            there = number > party
            rows[there, ROW_PEOPLE + party] = who[first[there] + party]
        rows[slot < 0] = -1
        return rows

    @property
    def is_compiled(self) -> bool:
        """Whether the compiled code is loaded, or in numba's cache."""
        return is_cached(work, *self._arguments(RETURN, 0, 0, self._nothing))

    def _run_kernel(self, what: int, one: int = 0, two: int = 0, rows: Ints | None = None) -> None:
        work(*self._arguments(what, one, two, self._nothing if rows is None else rows))

    def _arguments(self, what: int, one: int, two: int, rows: Ints) -> tuple[Any, ...]:
        job = np.array([what, one, two], dtype=np.int64)
        return (*self._bundles, job, self._weights, self._order, rows)


def values_of(costs: tuple[int, ...]) -> Values:
    """The goals in costs."""
    return {goal: -costs[column] if column == WORTH else costs[column] for goal, column in COLUMNS.items()}


def _construction_order(problem: ProblemArrays) -> Ints:
    """Obligatory requests, then required ones, then the most valuable; what nobody gains from comes last."""
    request = problem.request
    possible = np.flatnonzero(problem.start_first[1:] > problem.start_first[:-1])
    keys = (-request[possible, VALUE], -request[possible, REQUIRED], -request[possible, OBLIGATORY])
    return possible[np.lexsort(keys)].astype(np.int64)
