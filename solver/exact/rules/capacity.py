"""At most as many meetings at a time as there are open places of a kind."""

from solver.exact.variables import Variables


def apply(variables: Variables) -> None:
    """Count the meetings of each kind of place in each slot, where they could be too many."""
    for (kind, slot), using in variables.using.items():
        capacity = variables.kinds.capacity(kind, slot)
        if len(using) > capacity:
            variables.model.add(sum(using) <= capacity)
