"""Goal `value`: the most worth of placed requests."""

from solver.board import Board
from solver.bounds import value_bound
from solver.exact.aim import Aim
from solver.exact.variables import Variables


def score(board: Board) -> int:
    """The values of the placed requests."""
    return sum(board.index.cases[number].value for number in board.seats)


def aim(variables: Variables) -> Aim:
    """The values of the placed requests."""
    worth = [case for case in variables.index.cases if case.value and case.starts]
    values = [case.value for case in worth]
    limit = min(sum(values), value_bound(variables.index))
    return Aim([variables.placed[case.number] for case in worth], values, limit, largest=True)
