"""Goal `value`: the most worth of placed requests."""

from solver.exact.aim import Aim
from solver.exact.variables import Variables
from solver.goals.terms import Terms
from solver.state.board import Board
from solver.state.index import Index


def score(board: Board) -> int:
    """The values of the placed requests."""
    return int(board.index.columns.values[list(board.seats)].sum())


def terms(index: Index) -> Terms:
    """The same as costs below zero, for bounds."""
    return Terms({case.number: -case.value for case in index.cases if case.value})


def aim(variables: Variables) -> Aim:
    """The values of the placed requests."""
    worth = [case for case in variables.index.cases if case.value and case.starts]
    values = [case.value for case in worth]
    return Aim([variables.placed[case.number] for case in worth], values, sum(values), largest=True, linear=True)
