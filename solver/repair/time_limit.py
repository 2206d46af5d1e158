"""How long repairing may take, by the size of the problem."""

from solver.model.problem import Problem

SECONDS, SECONDS_OF_A_SEAT, MOST_SECONDS = 2.0, 7e-6, 20.0
"""For all three proposals together, unless the caller's settings say otherwise: for each seat above `LARGE` a little
more."""
LARGE = 60_000
"""Above so many possible (request, slot, agent) combinations only changes near the release are considered."""


def time_for(problem: Problem) -> float:
    """Seconds that are enough for all three: 2 for some hundred people, more for thousands."""
    seats = len(problem.slots) * sum(1 + sum(map(len, request.parties)) for request in problem.requests)
    return min(MOST_SECONDS, SECONDS + SECONDS_OF_A_SEAT * max(0, seats - LARGE))
