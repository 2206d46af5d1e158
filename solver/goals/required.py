"""Goal `required`: as few required requests as possible are left out."""

from solver.exact.aim import Aim
from solver.exact.variables import Variables
from solver.goals.terms import Terms
from solver.state.board import Board
from solver.state.index import Index


def score(board: Board) -> int:
    """Required requests that are not placed."""
    return sum(case.required and case.number not in board.seats for case in board.index.cases)


def terms(index: Index) -> Terms:
    """The same for bounds."""
    required = [case.number for case in index.cases if case.required]
    return Terms(dict.fromkeys(required, -1), constant=len(required))


def aim(variables: Variables) -> Aim:
    """Count the required requests that are not placed."""
    required = [case for case in variables.index.cases if case.required]
    missing = [variables.placed[case.number].negated() for case in required]
    return Aim(missing, [1] * len(missing), sum(not case.starts for case in required), linear=True)
