"""Size of a problem: how many combinations an exhaustive model has."""

from solver.state.index import Index


def combinations(index: Index) -> int:
    """Possible (request, slot, agent) combinations, counted cheaply: a little above what is possible."""
    return sum(case.starts.bit_count() * (1 + sum(len(party) for party in case.parties)) for case in index.cases)
