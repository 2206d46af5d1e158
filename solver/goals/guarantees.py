"""Goal `guarantees`: the least total shortfall of the delegations' guaranteed meetings."""

from solver.bounds.terms import ConvexGroup, Terms
from solver.exact.objective import Objective
from solver.exact.variables import Literal, Variables
from solver.goals.definition import GoalDefinition
from solver.model.result import Goal
from solver.state.board import Board
from solver.state.index import Index
from solver.state.promises import promises


def score(board: Board) -> int:
    """What is missing to the minimums."""
    minimums = promises(board.index).minimums
    return sum(max(0, minimum - board.met[number]) for number, minimum in minimums.items())


def terms(index: Index) -> Terms:
    """The same for bounds: each delegation's shortfall by the number of its meetings."""
    groups = []
    for number, minimum in promises(index).minimums.items():
        requests = index.requests_of[number]
        groups.append(ConvexGroup(requests, [max(0, minimum - met) for met in range(len(requests) + 1)]))
    return Terms(groups=groups)


def objective(variables: Variables) -> Objective:
    """Meetings missing to each delegation's minimum, one literal for each."""
    missing: list[Literal] = []
    for number, minimum in promises(variables.index).minimums.items():
        short = [variables.model.new_bool_var("") for _ in range(minimum)]
        met = [variables.placed[request] for request in variables.index.requests_of[number]]
        variables.model.add(sum(met) + sum(short) >= minimum)
        missing += short
    return Objective(missing, [1] * len(missing), linear=True)


GUARANTEES = GoalDefinition(goal=Goal.GUARANTEES, score=score, objective=objective, terms=terms)
