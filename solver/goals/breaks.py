"""Goal `breaks`: the fewest breaks in all agendas."""

from ortools.sat.python import cp_model

from solver.bounds.patterns import pattern_model
from solver.bounds.per_agent import Agendas, unavoidable_breaks
from solver.bounds.premises import Premises
from solver.exact.agendas import ends_of_breaks
from solver.exact.clusters import count_people
from solver.exact.objective import Objective
from solver.exact.variables import Variables
from solver.goals.definition import GoalDefinition
from solver.model.result import Goal
from solver.state.agendas import breaks
from solver.state.board import Board


def score(board: Board) -> int:
    """Breaks in all agendas."""
    return int(breaks(board.index, board.busy).sum())


def objective(variables: Variables) -> Objective:
    """Every break has exactly one end; the places are counted over people as well, which proofs need."""
    count_people(variables)
    ends = [end for agent in range(len(variables.index.free)) for end in ends_of_breaks(variables, agent)]
    return Objective(ends, [1] * len(ends))


def bound(premises: Premises) -> int:
    """The breaks that agendas cannot be without, with any partners."""
    agendas = Agendas.of(premises.index, premises.certain)
    return sum(unavoidable_breaks(premises.index, agendas))


def relaxation(premises: Premises) -> cp_model.CpModel | None:
    """The busy-pattern relaxation, where all that is possible is certain."""
    agendas = Agendas.of(premises.index, premises.certain)
    return pattern_model(premises.index, agendas) if agendas.complete else None


BREAKS = GoalDefinition(goal=Goal.BREAKS, score=score, objective=objective, bound=bound, relaxation=relaxation)
