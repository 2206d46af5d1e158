"""The numbers of breaks of any two agents differ by at most so many."""

from solver.exact.agendas import ends_of_breaks
from solver.exact.variables import Variables


def apply(variables: Variables) -> None:
    """Keep everyone's number of breaks between a lowest one and that plus the spread."""
    spread = variables.index.problem.break_spread
    if spread is None:
        return
    lowest = variables.model.new_int_var(0, len(variables.index.problem.slots), "")
    for agent in range(len(variables.index.free)):
        breaks = sum(ends_of_breaks(variables, agent))
        variables.model.add(breaks >= lowest)
        variables.model.add(breaks <= lowest + spread)
