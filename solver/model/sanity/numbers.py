"""Numbers are whole, none is negative where it counts something, and none is so large that sums could overflow."""

from collections.abc import Iterator
from typing import Any

from solver.model.parts import ProblemData
from solver.model.sanity.invalid import InvalidProblem

LARGEST = 10**9
"""Minutes until the year 3871; the values of a million requests still fit into 64 bits."""


def check_numbers(problem: ProblemData) -> None:
    """Raise `InvalidProblem` with whose number it is and, where it has one, its name."""
    for owner, name, number, least in _numbers(problem):
        if number is None:
            continue
        if type(number) is not int:
            raise InvalidProblem("not_a_whole_number", (owner, name))
        if number < least:
            raise (
                InvalidProblem("no_length", (owner,))
                if name == "length"
                else InvalidProblem("negative_number", (owner,))
            )
        if number > LARGEST:
            raise InvalidProblem("number_too_large", (owner, name))


def _numbers(problem: ProblemData) -> Iterator[tuple[str, str, Any, int]]:
    """Whose number, its name, the number, and the least that it may be."""
    for slot in problem.slots:
        yield slot.id, "start", slot.start, -LARGEST
        yield slot.id, "end", slot.end, -LARGEST
    for place in problem.places:
        yield place.id, "capacity", place.capacity, 0
    for agent in problem.agents:
        yield agent.id, "max_per_day", agent.max_per_day, 0
        yield agent.id, "max_in_a_row", agent.max_in_a_row, 0
    for item in problem.delegations:
        for name in ("minimum", "maximum", "maximum_received", "fair_share"):
            yield item.id, name, getattr(item, name), 0
    for request in problem.requests:
        yield request.id, "length", request.length, 1
        yield request.id, "allowance", request.allowance, 0
        for side in request.sides:
            yield request.id, "value", side.value, 0
    for pair, minutes in problem.travel.items():
        yield "-".join(map(str, pair)), "travel", minutes, 0
    yield "break_spread", "break_spread", problem.break_spread, 0
