"""An agent is in one place at a time, with the time to travel between venues."""

from solver.exact.variables import Variables
from solver.model.bits import bits


def apply(variables: Variables) -> None:
    """At most one meeting in each slot, and in each two slots that clash."""
    for (agent, slot), occupied in variables.occupied.items():
        variables.index.poll_stop()
        if len(occupied) > 1:
            variables.model.add_at_most_one(occupied)
        for other in bits(variables.index.clashes[slot] >> (slot + 1)):
            rival = variables.occupied.get((agent, slot + 1 + other))
            if rival:
                variables.model.add_at_most_one([*occupied, *rival])
