"""Goal `required`: as few required requests as possible are left out."""

from solver.bounds.terms import Terms
from solver.exact.objective import Objective
from solver.exact.variables import Variables
from solver.goals.definition import GoalDefinition
from solver.model.result import Goal
from solver.state.board import Board
from solver.state.index import Index


def score(board: Board) -> int:
    """Required requests that are not placed."""
    return sum(case.required and case.number not in board.seats for case in board.index.cases)


def limit(index: Index) -> int:
    """Those that have no slot even alone."""
    return sum(case.required and not case.starts for case in index.cases)


def terms(index: Index) -> Terms:
    """The same for bounds."""
    required = [case.number for case in index.cases if case.required]
    return Terms(dict.fromkeys(required, -1), constant=len(required))


def objective(variables: Variables) -> Objective:
    """Count the required requests that are not placed."""
    required = [case for case in variables.index.cases if case.required]
    missing = [variables.placed[case.number].negated() for case in required]
    return Objective(missing, [1] * len(missing), limit(variables.index), linear=True)


REQUIRED = GoalDefinition(goal=Goal.REQUIRED, score=score, limit=limit, objective=objective, terms=terms)
