"""Cooling schedule: how much worse each goal may get by chance, and when.

The unit of a goal is what one move typically changes of it, computed from the problem: one request for the first two
goals, the mean worth of a request, the square of a gap, one break, one hour. A cooling begins with all goals warm. They
then freeze one after the other in their order, so that each is improved while those after it are still free to give
way. No weight decides what is kept: the best schedule is chosen goal by goal, and what is frozen may not get worse.
"""

import numpy as np
from numpy.typing import NDArray

from solver.search.arrays import NEAR, VALUE, ProblemArrays
from solver.search.state import (
    BREAKS,
    DISTURBED,
    EXCESS,
    FAIRNESS,
    GOALS,
    GUARANTEES,
    MISSING,
    MOVED,
    SHORT_OF_REQUIRED,
    WAITING,
    WORTH,
)

COURSE = {
    MISSING: (0.3, 0.03, 0.0, 0.3),
    EXCESS: (0.6, 0.1, 0.0, 0.3),
    SHORT_OF_REQUIRED: (0.3, 0.05, 0.0, 0.3),
    GUARANTEES: (0.3, 0.05, 0.0, 0.3),
    WORTH: (0.12, 0.0003, 0.0, 0.45),
    FAIRNESS: (2.0, 0.02, 0.2, 0.6),
    DISTURBED: (1.0, 0.1, 0.2, 0.8),
    MOVED: (2.0, 0.2, 0.2, 0.8),
    BREAKS: (0.6, 0.08, 0.3, 1.0),
    WAITING: (4.0, 0.3, 0.3, 1.0),
}
"""For each goal: the first temperature and the last one, in its unit, and the parts of a cooling between which it falls
from one to the other. Then it is frozen. Those that compare with a reference freeze with the one before, where there is
none: a cooling is then what it would be without them."""


class Cooling:
    """The cooling schedule of a problem."""

    def __init__(self, problem: ProblemArrays) -> None:
        worth = problem.request[:, VALUE]
        units = np.ones(GOALS)
        units[WORTH] = worth[worth > 0].mean() if worth.any() else 1.0
        self._first = units * np.array([COURSE[goal][0] for goal in range(GOALS)])
        self._last = units * np.array([COURSE[goal][1] for goal in range(GOALS)])
        self._begins = np.array([COURSE[goal][2] for goal in range(GOALS)])
        self._frozen = np.array([COURSE[goal][3] for goal in range(GOALS)])
        if not problem.rules[NEAR]:
            self._frozen[[DISTURBED, MOVED]] = self._frozen[FAIRNESS]

    def frozen(self, progress: float) -> int:
        """How many goals are frozen."""
        return int((self._frozen <= progress).sum())

    def frozen_at(self, goal: int) -> float:
        """When a goal is frozen."""
        return float(self._frozen[goal])

    def weights(self, progress: float) -> NDArray[np.float64]:
        """What one unit of each goal counts against chance, at a moment from 0 (begin) to 1 (end)."""
        part = np.clip((progress - self._begins) / (self._frozen - self._begins), 0.0, 1.0)
        weights: NDArray[np.float64] = 1.0 / (self._first * (self._last / self._first) ** part)
        return weights
