"""Problems that no machine could hold are refused from counts alone, before anything is built for them."""

from solver.model.parts import ProblemData, Request
from solver.model.sanity.invalid import InvalidProblem

MOST = {"slots": 5_000, "places": 100_000, "agents": 500_000, "delegations": 500_000, "requests": 1_000_000}
"""Slots count most: what clashes is kept for each two of them, and everybody's time has a bit for each."""
MOST_COMBINATIONS = 50_000_000
"""Of a request and a first slot, or of a request and a candidate: some bytes each; 200,000 requests of 60 slots have 12
million. Nothing is kept for the three of them together where there are many (`solver.proof.proving.EXACT_LIMIT`)."""


def check_size(problem: ProblemData) -> None:
    """Raise `InvalidProblem` (too_large: what there is too much of, how much, and the request with most of it)."""
    for kind, most in MOST.items():
        count = len(getattr(problem, kind))
        if count > most:
            raise InvalidProblem("too_large", (kind, str(count)))
    slots = len(problem.slots)

    def combinations(request: Request) -> int:
        return max(sum(map(len, request.parties)), slots if request.slots is None else len(request.slots))

    total = sum(map(combinations, problem.requests))
    if total > MOST_COMBINATIONS:
        raise InvalidProblem("too_large", ("combinations", str(total), max(problem.requests, key=combinations).id))
