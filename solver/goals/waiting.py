"""Goal `waiting`: the fewest idle slots inside all agendas, so that the breaks that remain are short.

It comes after the breaks, because one long pause disturbs a day less than two short ones, and before the changes of
place, because concrete places are chosen for meetings whose slots are settled.
"""

from solver.exact.agendas import idle_inside
from solver.exact.aim import Aim
from solver.exact.variables import Variables
from solver.state.agendas import waiting
from solver.state.board import Board


def score(board: Board) -> int:
    """Idle slots of all agents between their first and last meeting of each day."""
    return int(waiting(board.index, board.busy).sum())


def aim(variables: Variables) -> Aim:
    """One literal for each agent and slot; it must be true where the agent waits."""
    idle = [literal for agent in range(len(variables.index.free)) for literal in idle_inside(variables, agent)]
    return Aim(idle, [1] * len(idle), 0)
