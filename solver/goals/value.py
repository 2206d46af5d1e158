"""Goal `value`: the most worth of placed requests."""

from solver.bounds.terms import Terms
from solver.exact.objective import Objective
from solver.exact.variables import Variables
from solver.goals.definition import GoalDefinition
from solver.model.result import Goal
from solver.state.board import Board
from solver.state.index import Index


def score(board: Board) -> int:
    """The values of the placed requests."""
    return int(board.index.columns.values[list(board.seats)].sum())


def limit(index: Index) -> int:
    """The values of all requests that have a slot alone."""
    return sum(case.value for case in index.cases if case.starts)


def terms(index: Index) -> Terms:
    """The same as costs below zero, for bounds."""
    return Terms({case.number: -case.value for case in index.cases if case.value})


def objective(variables: Variables) -> Objective:
    """The values of the placed requests."""
    worth = [case for case in variables.index.cases if case.value and case.starts]
    placed, values = [variables.placed[case.number] for case in worth], [case.value for case in worth]
    return Objective(placed, values, limit(variables.index), largest=True, linear=True)


VALUE = GoalDefinition(goal=Goal.VALUE, score=score, limit=limit, objective=objective, terms=terms)
