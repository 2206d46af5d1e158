"""Goal `waiting`: the fewest idle slots inside all agendas, so that the breaks that remain are short.

It comes after the breaks, because one long pause disturbs a day less than two short ones, and before the changes of
place, because concrete places are chosen for meetings whose slots are settled.
"""

from solver.bounds.per_agent import Agendas, unavoidable_waiting
from solver.bounds.premises import Premises
from solver.exact.agendas import idle_inside
from solver.exact.objective import Objective
from solver.exact.variables import Variables
from solver.goals.definition import GoalDefinition
from solver.model.result import Goal
from solver.state.agendas import waiting
from solver.state.board import Board


def score(board: Board) -> int:
    """Idle slots of all agents between their first and last meeting of each day."""
    return int(waiting(board.index, board.busy).sum())


def objective(variables: Variables) -> Objective:
    """One literal for each agent and slot; it must be true where the agent waits."""
    idle = [literal for agent in range(len(variables.index.free)) for literal in idle_inside(variables, agent)]
    return Objective(idle, [1] * len(idle))


def bound(premises: Premises) -> int:
    """What agendas with so many breaks cannot be without; and each break that is proved is a slot of waiting."""
    agendas = Agendas.of(premises.index, premises.certain)
    unavoidable = unavoidable_waiting(premises.index, agendas, premises.values[Goal.BREAKS])
    return unavoidable if premises.index.some_overlap else max(unavoidable, premises.bounds.get(Goal.BREAKS, 0))


WAITING = GoalDefinition(goal=Goal.WAITING, score=score, objective=objective, bound=bound)
