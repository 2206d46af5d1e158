"""A request that comes after another begins when that one is over, if both are placed."""

from solver.exact.variables import Variables


def apply(variables: Variables) -> None:
    """A request that begins in a slot excludes every start of the earlier one that is not over by then."""
    index = variables.index
    slots = index.problem.slots
    for case in index.cases:
        for name in case.after:
            earlier = index.cases[name]
            ends = {
                first: slots[index.span(first, earlier.length).bit_length() - 1].end
                for first in variables.begins[earlier.number]
            }
            for slot, begin in variables.begins[case.number].items():
                late = [variables.begins[earlier.number][f] for f, end in ends.items() if end > slots[slot].start]
                if late:
                    variables.model.add_at_most_one([begin, *late])
