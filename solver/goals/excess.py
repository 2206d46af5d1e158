"""Goal `excess`: no more people are displaced than the mode of the reference allows.

It comes before all others, because the mode is an order: what would displace more people is not looked for, whatever it
would bring. Only a pin, or that everything is placed, can make it necessary.
"""

from solver.exact.closeness import displaced
from solver.exact.objective import Objective
from solver.exact.variables import Variables
from solver.goals.definition import GoalDefinition
from solver.model.result import Goal
from solver.state.board import Board
from solver.state.closeness import closeness


def score(board: Board) -> int:
    """People displaced above the allowance of what is gained."""
    near = closeness(board.index)
    allowed = None if near is None else near.allowed(board)
    return 0 if near is None or allowed is None else max(0, len(near.displaced(board)) - allowed)


def objective(variables: Variables) -> Objective:
    """One number, at least the people displaced less the allowances."""
    near, model = closeness(variables.index), variables.model
    if near is None or near.allowances is None:
        return Objective([], [])
    people, promised = displaced(variables, near), near.promised
    worth = [number for number, allowance in enumerate(near.allowances) if allowance]
    excess = model.new_int_var(0, len(people) + promised, "")
    gained = sum(near.allowances[number] * variables.placed[number] for number in worth)
    model.add(excess >= sum(people) - gained + promised)
    return Objective([excess], [1])


EXCESS = GoalDefinition(goal=Goal.EXCESS, score=score, objective=objective, near=True)
