"""What makes a problem nonsense; every check is linear in the size of the problem, the cheapest come first.

`solver.cli.sentences` has a sentence for each code.
"""

from collections import Counter

from solver.model.parts import ProblemData
from solver.model.sanity.invalid import InvalidProblem, refuse
from solver.model.sanity.numbers import check_numbers
from solver.model.sanity.pins import check_pins
from solver.model.sanity.requests import check_order, check_requests
from solver.model.sanity.resources import check_agents, check_delegations, check_places, check_slots
from solver.model.sanity.size import check_size

__all__ = ["InvalidProblem", "check"]


def check(problem: ProblemData) -> None:
    """Raise `InvalidProblem` for the first kind of nonsense found."""
    kinds = (problem.slots, problem.places, problem.agents, problem.delegations, problem.requests)
    for kind in kinds:
        refuse("not_a_text", (repr(item.id) for item in kind if type(item.id) is not str or not item.id))
        refuse("duplicate_id", (name for name, count in Counter(item.id for item in kind).items() if count > 1))
    check_numbers(problem)
    slots = {slot.id for slot in problem.slots}
    check_slots(problem.slots)
    check_places(problem, slots)
    check_agents(problem, slots)
    check_delegations(problem)
    check_requests(problem, slots)
    check_size(problem)
    check_order(problem.requests)
    check_pins(problem)
    if problem.reference is not None:
        placed = Counter(item.request for item in problem.reference.assignments)
        refuse("reference_twice", (name for name, count in placed.items() if count > 1))
