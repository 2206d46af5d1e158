"""Goal `breaks`: the fewest breaks in all agendas."""

from solver.exact.agendas import ends_of_breaks
from solver.exact.aim import Aim
from solver.exact.clusters import count_people
from solver.exact.variables import Variables
from solver.state.agendas import breaks
from solver.state.board import Board


def score(board: Board) -> int:
    """Breaks in all agendas."""
    return int(breaks(board.index, board.busy).sum())


def aim(variables: Variables) -> Aim:
    """Every break has exactly one end; the places are counted over people as well, which proofs need."""
    count_people(variables)
    ends = [end for agent in range(len(variables.index.free)) for end in ends_of_breaks(variables, agent)]
    return Aim(ends, [1] * len(ends), 0)
