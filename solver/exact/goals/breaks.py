"""Goal 5: the fewest breaks in all agendas."""

from solver.exact.aim import Aim
from solver.exact.breaks import ends_of_breaks
from solver.exact.variables import Variables


def aim(variables: Variables) -> Aim:
    """Every break has exactly one end."""
    ends = [end for agent in range(len(variables.index.free)) for end in ends_of_breaks(variables, agent)]
    return Aim(ends, [1] * len(ends), 0)
