"""Goal `disturbed`: the fewest people who lose, gain or move a meeting, against the reference.

It comes after value and fairness, which are what a plan with a reference is made for, and before the breaks: a pause is
no reason to change what people know already.
"""

from solver.exact.closeness import disturbed
from solver.exact.objective import Objective
from solver.exact.variables import Variables
from solver.goals.definition import GoalDefinition
from solver.model.result import Goal
from solver.state.board import Board
from solver.state.closeness import closeness


def score(board: Board) -> int:
    """People disturbed."""
    near = closeness(board.index)
    return 0 if near is None else len(near.disturbed(board))


def objective(variables: Variables) -> Objective:
    """A literal for each person who may be disturbed."""
    near = closeness(variables.index)
    people = [] if near is None else disturbed(variables, near)
    return Objective(people, [1] * len(people))


DISTURBED = GoalDefinition(goal=Goal.DISTURBED, score=score, objective=objective, near=True)
