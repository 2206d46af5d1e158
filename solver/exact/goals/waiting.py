"""Goal `waiting`: the fewest idle slots inside all agendas, so that the breaks that remain are short.

It comes after the breaks, because one long pause disturbs a day less than two short ones, and before the changes of
place, because concrete places are chosen for meetings whose slots are settled.
"""

from solver.board import Board
from solver.exact.agendas import hours, idle_inside
from solver.exact.aim import Aim
from solver.exact.variables import Variables
from solver.index import Index, bits


def score(board: Board) -> int:
    """Idle slots of all agents between their first and last meeting of each day."""
    return sum(waiting(board.index, agent, busy) for agent, busy in enumerate(board.busy) if busy)


def waiting(index: Index, agent: int, busy: int) -> int:
    """Idle hours of an agent with these busy slots."""
    engaged = 0
    for slot in bits(busy):
        engaged |= index.overlaps[slot]
    idle, counting = hours(index, agent) & ~engaged, index.counting[agent] | busy
    found = 0
    for day in index.day_masks:
        met = engaged & counting & day
        inside = (1 << met.bit_length()) - (met & -met) if met else 0
        found += (idle & inside & day).bit_count()
    return found


def aim(variables: Variables) -> Aim:
    """One literal for each agent and slot; it must be true where the agent waits."""
    idle = [literal for agent in range(len(variables.index.free)) for literal in idle_inside(variables, agent)]
    return Aim(idle, [1] * len(idle), 0)
