"""How much work repairing may take, by the size of the problem, and how long that may last."""

from solver.model.problem import Problem
from solver.model.settings import Settings

SECONDS, SECONDS_OF_A_SEAT, MOST_SECONDS = 1.2, 5e-6, 20.0
"""For all three proposals together, unless the caller says otherwise: for each seat above `LARGE` a little more."""
LARGE = 60_000
"""Above so many possible (request, slot, agent) combinations only changes near the release are considered."""
FEW = 8
"""In a problem that is larger than `LARGE`, the most people disturbed for the least shortfall that is looked for."""
SOME = (0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 12, 14)
"""The most people disturbed that are tried before any number: whether so few suffice is found sooner."""
FEWEST_COUNTED, MOST_COUNTED = 3, 10
"""In a small problem, with so many people disturbed it pays to count how many meetings they have with each other."""
FOR_FEWEST = 1.6
"""Of the work of a repair, what the fewest people may take beside it, where only to cancel is not enough."""
SHARE_BESIDE = 0.6
"""Of what it took, what the other proposals do not miss."""
SHARE_OF_SOME = 0.5
"""Of what is left of that, the most for each of these, and for a first one with any number."""
AT_ONCE = 0.1
"""Seconds of work for looking everywhere for more value where more people than `plan.NEAR` may be disturbed: what is
not proved by then is not proved in any time that a repair has."""
ENOUGH = 0.2
"""Share of the work that must be left for looking everywhere."""
TOO_LATE = 0.1
"""Share of the work that must be left for a goal to be begun: before it is solved, its model must be made."""
POLISH = 0.08
"""Share of the work for each of the last goals, in a large problem: they would use up whatever is left."""
FOR_ONE, FOR_MORE = 2, 3
"""In a large problem, so many times what it takes to make a model must be left for one more, or for one more goal; and
for the third proposal."""
PATIENCE = 20.0
"""Times as long as on a machine that does nothing else: only then the clock ends what the work has not ended."""
SECONDS_OF_A_LITERAL = 1.5e-5
"""Of making a model, for each of its literals."""


def time_for(problem: Problem) -> float:
    """Seconds of a processor that are enough for all three: 1.2 for some hundred people, more for thousands."""
    seats = len(problem.slots) * sum(1 + sum(map(len, request.parties)) for request in problem.requests)
    return min(MOST_SECONDS, SECONDS + SECONDS_OF_A_SEAT * max(0, seats - LARGE))


def patient(seconds: float) -> Settings:
    """Settings under which so many seconds of work come to their own end on a busy machine as well."""
    return Settings(time_limit=PATIENCE * seconds)
