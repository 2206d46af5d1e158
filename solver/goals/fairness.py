"""Goal `fairness`: the least sum of squared distances between what each delegation got and its fairness target."""

from itertools import pairwise

import numpy as np

from solver.bounds.terms import ConvexGroup, Terms
from solver.exact.objective import Objective
from solver.exact.variables import Literal, Variables
from solver.goals.definition import GoalDefinition
from solver.model.result import Goal
from solver.state.board import Board
from solver.state.index import Index
from solver.state.promises import promises


def score(board: Board) -> int:
    """Squared distances, counting own wishes that are placed."""
    columns, placed = board.index.columns, list(board.seats)
    own = columns.delegations[placed][columns.values[placed] > 0]
    targets = np.array(promises(board.index).targets, dtype=np.int64)
    gaps = targets - np.bincount(own, minlength=len(targets))
    return int((gaps * gaps).sum())


def terms(index: Index) -> Terms:
    """The same for bounds: each delegation's squared distance by the number of its wishes that are placed."""
    promised = promises(index)
    groups = zip(promised.targets, promised.wishes, strict=True)
    return Terms(
        groups=[ConvexGroup(own, [(target - met) ** 2 for met in range(len(own) + 1)]) for target, own in groups]
    )


def objective(variables: Variables) -> Objective:
    """Squares as sums of odd numbers: the first meeting missing costs 1, the second 3, the third 5.

    The costs rise, so the cheapest literals are used first and the sum is exact at the optimum.
    """
    literals: list[Literal] = []
    weights: list[int] = []
    promised = promises(variables.index)
    for target, wishes in zip(promised.targets, promised.wishes, strict=True):
        met = [variables.placed[request] for request in wishes]
        missing = [variables.model.new_bool_var("") for _ in range(target)]
        beyond = [variables.model.new_bool_var("") for _ in range(len(met) - target)]
        if met:
            variables.model.add(sum(met) + sum(missing) - sum(beyond) == target)
        for steps in (missing, beyond):
            for easier, harder in pairwise(steps):
                variables.model.add_implication(harder, easier)
            literals += steps
            weights += [2 * step + 1 for step in range(len(steps))]
        if missing and beyond:
            variables.model.add_at_most_one([missing[0], beyond[0]])
    return Objective(literals, weights, linear=True)


FAIRNESS = GoalDefinition(goal=Goal.FAIRNESS, score=score, objective=objective, terms=terms)
