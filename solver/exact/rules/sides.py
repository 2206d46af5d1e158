"""A placed request begins once, with exactly one candidate for each party and one kind of place."""

from collections import defaultdict

from solver.exact.variables import Literal, Variables


def apply(variables: Variables) -> None:
    """Tie the literals of each request together."""
    model = variables.model
    for number, begins in enumerate(variables.begins):
        model.add_exactly_one([*begins.values(), variables.placed[number].negated()])
        chosen: dict[int, dict[int | None, list[Literal]]] = {slot: defaultdict(list) for slot in begins}
        """For each first slot the literals of each party, and those of the places."""
        for (party, slot, _), literal in variables.goes[number].items():
            chosen[slot][party].append(literal)
        for (slot, _), literal in variables.housed[number].items():
            chosen[slot][None].append(literal)
        for slot, begin in begins.items():
            parties = range(len(variables.index.cases[number].parties))
            for literals in (chosen[slot][one] for one in (*parties, None)):
                if len(literals) > 1:
                    model.add_exactly_one([*literals, begin.negated()])
