"""Goal `guarantees`: the least total shortfall of the delegations' guaranteed meetings."""

from solver.board import Board
from solver.exact.aim import Aim
from solver.exact.variables import Literal, Variables
from solver.promises import promises


def score(board: Board) -> int:
    """What is missing to the minimums."""
    minimums = promises(board.index).minimums
    return sum(max(0, minimum - board.met[number]) for number, minimum in minimums.items())


def aim(variables: Variables) -> Aim:
    """Meetings missing to each delegation's minimum, one literal for each."""
    missing: list[Literal] = []
    for number, minimum in promises(variables.index).minimums.items():
        short = [variables.model.new_bool_var("") for _ in range(minimum)]
        met = [variables.placed[request] for request in variables.index.requests_of[number]]
        variables.model.add(sum(met) + sum(short) >= minimum)
        missing += short
    return Aim(missing, [1] * len(missing), 0)
