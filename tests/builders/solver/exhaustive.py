"""All schedules of a tiny problem, by trying everything: the yardstick for bounds and proofs."""

from collections.abc import Iterator, Mapping
from itertools import product

from solver import Assignment, Goal, Problem, Request, Schedule, validate


def best(problem: Problem) -> dict[Goal, int] | None:
    """The goals of the best schedule, goal after goal; None if every schedule breaks a rule."""
    found: dict[Goal, int] | None = None
    for schedule in _schedules(problem):
        report = validate(problem, schedule)
        if report.valid and (found is None or key(report.scores) < key(found)):
            found = dict(report.scores)
    return found


def every_score(problem: Problem) -> Iterator[Mapping[Goal, int]]:
    """The goals of every schedule that keeps all rules."""
    for schedule in _schedules(problem):
        report = validate(problem, schedule)
        if report.valid:
            yield report.scores


def most_placed(problem: Problem, requests: set[str]) -> int:
    """The most of these requests that any schedule places, whatever its goals; -1 if every one breaks a rule."""
    placed = (
        sum(name in requests for name in schedule.assignments)
        for schedule in _schedules(problem)
        if validate(problem, schedule).valid
    )
    return max(placed, default=-1)


def size(problem: Problem) -> int:
    """How many schedules there are to try."""
    schedules = 1
    for request in problem.requests:
        schedules *= len(seats(problem, request))
    return schedules


def key(scores: dict[Goal, int]) -> tuple[int, ...]:
    """Goals in their order without changes of place, smaller is better."""
    order = [goal for goal in Goal if goal in scores and goal is not Goal.PLACE_CHANGES]
    return tuple(-scores[goal] if goal is Goal.VALUE else scores[goal] for goal in order)


def _schedules(problem: Problem) -> Iterator[Schedule]:
    for choice in product(*(seats(problem, request) for request in problem.requests)):
        yield Schedule({item.request: item for item in choice if item is not None})


def seats(problem: Problem, request: Request) -> list[Assignment | None]:
    """Not placed, or any seat that is legal when it is the only one (pins and obligations apart)."""
    hard = {"pin", "place_all"}
    found: list[Assignment | None] = [None]
    parties = (*(side.agents for side in request.sides), *(role.agents for role in request.roles))
    for slot, place, *agents in product(problem.slots, problem.places, *parties):
        seat = Assignment(request=request.id, slot=slot.id, place=place.id, agents=tuple(agents))
        report = validate(problem, Schedule({request.id: seat}))
        if not [item for item in report.violations if item.code not in hard]:
            found.append(seat)
    return found
