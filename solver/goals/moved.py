"""Goal `moved`: the fewest meetings of the reference that could stay as they are and do not."""

from solver.exact.closeness import staying
from solver.exact.objective import Objective
from solver.exact.variables import Variables
from solver.goals.definition import GoalDefinition
from solver.model.result import Goal
from solver.state.board import Board
from solver.state.closeness import closeness


def score(board: Board) -> int:
    """Meetings at another time, with other people, or not at all."""
    near = closeness(board.index)
    return 0 if near is None else near.moved(board)


def objective(variables: Variables) -> Objective:
    """The meetings that do not stay."""
    near = closeness(variables.index)
    gone = [] if near is None else [stays.negated() for stays in staying(variables, near)]
    return Objective(gone, [1] * len(gone))


MOVED = GoalDefinition(goal=Goal.MOVED, score=score, objective=objective, near=True)
