"""Problems that no machine could hold are refused from counts alone, before anything is built for them."""

from solver.model.parts import ProblemData, Request
from solver.model.sanity.invalid import InvalidProblem

MOST = {"slots": 5_000, "places": 100_000, "agents": 500_000, "delegations": 500_000, "requests": 1_000_000}
"""Slots count most: what clashes is kept for each two of them, and everybody's time has a bit for each."""
MOST_COMBINATIONS = 200_000_000
"""Of a request, a first slot and a candidate: a byte or more each, and 60,000 requests of 3 days have 6 million."""


def check_size(problem: ProblemData) -> None:
    """Raise `InvalidProblem` (too_large: what there is too much of, how much, and the request with most of it)."""
    for kind, most in MOST.items():
        count = len(getattr(problem, kind))
        if count > most:
            raise InvalidProblem("too_large", (kind, str(count)))
    slots = len(problem.slots)

    def combinations(request: Request) -> int:
        return sum(map(len, request.parties)) * (slots if request.slots is None else len(request.slots))

    total = sum(map(combinations, problem.requests))
    if total > MOST_COMBINATIONS:
        raise InvalidProblem("too_large", ("combinations", str(total), max(problem.requests, key=combinations).id))
