"""A placed request begins once, with exactly one candidate for each party and one kind of place."""

from solver.exact.variables import Variables


def apply(variables: Variables) -> None:
    """Tie the literals of each request together."""
    model = variables.model
    for number, begins in enumerate(variables.begins):
        model.add_exactly_one([*begins.values(), variables.placed[number].negated()])
        goes, housed = variables.goes[number], variables.housed[number]
        for slot, begin in begins.items():
            for party in range(len(variables.index.cases[number].parties)):
                chosen = [literal for (p, t, _), literal in goes.items() if p == party and t == slot]
                if len(chosen) > 1:
                    model.add_exactly_one([*chosen, begin.negated()])
            kinds = [literal for (t, _), literal in housed.items() if t == slot]
            if len(kinds) > 1:
                model.add_exactly_one([*kinds, begin.negated()])
