"""Fixes after solving: the single changes that would let most requests in, without moving anybody.

First a count: for each request that is left out, in each slot, is one thing only in the way? Then the changes that
could bring most are tried for real: on the changed problem the requests are put in one by one, and what fits is the
witness. What a change would bring with moving others as well is for the solver to say.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from time import monotonic

from solver.diagnose.candidates import MOST_PLACES, Candidate, Candidates
from solver.diagnose.changes import changed
from solver.model.blocks import following_slots, slots_from
from solver.model.fix import Fix, FixKind
from solver.model.parts import Request
from solver.model.problem import Problem
from solver.model.sanity import InvalidProblem
from solver.model.schedule import Schedule
from solver.state.board import Board
from solver.state.index import Index

MOST_TRIED = 40
"""Changes that are tried, the most promising ones."""
MOST_WANTED = 60
"""Requests that are tried for a change, the most valuable ones."""

EFFORT = (
    FixKind.DELEGATION_LIMIT,
    FixKind.PERSONAL_LIMIT,
    FixKind.PLACES,
    FixKind.TIME,
    FixKind.DELEGATE,
)
"""From what costs least, among changes that bring the same."""


def fixes(
    problem: Problem,
    schedule: Schedule,
    *,
    most: int = 10,
    seconds: float = 30.0,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[Fix, ...]:
    """The changes that bring most, best first; stops beginning new ones after so many seconds, or when asked to."""
    end = monotonic() + seconds

    def over() -> bool:
        return monotonic() > end or (should_stop is not None and should_stop())

    index = Index(problem)
    board = Board(index, schedule)
    candidates = Candidates(index, board)
    for case in index.cases:
        if case.number not in board.seats and (case.value or case.required) and not over():
            candidates.add(case)
    found = []
    for candidate, numbers in candidates.best()[:MOST_TRIED]:
        if over():
            break
        fix = _try(problem, schedule, candidate, [problem.requests[number] for number in numbers])
        if fix is not None:
            found.append(fix)
    found = [fix for fix in found if not any(_serves_as_well(other, fix) for other in found)]
    found.sort(key=lambda fix: (-fix.value, EFFORT.index(fix.kind), fix.amount, len(fix.slots)))
    return tuple(found[:most])


def _serves_as_well(smaller: Fix, fix: Fix) -> bool:
    same = (smaller.kind, smaller.subject) == (fix.kind, fix.subject)
    return same and smaller.value >= fix.value and set(smaller.slots) < set(fix.slots)


def _try(problem: Problem, schedule: Schedule, candidate: Candidate, wanted: list[Request]) -> Fix | None:
    """Put in what fits after the change, most valuable first, on a problem of only the requests that matter."""
    kind, subject, slots = candidate
    amount = MOST_PLACES if kind is FixKind.PLACES and len(slots) == 1 else 1
    fix = Fix(kind=kind, subject=subject, slots=slots, amount=amount, value=0, lets_in=())
    wanted = sorted(wanted, key=lambda one: (not one.required, -one.value))[:MOST_WANTED]
    part, there = _part(problem, schedule, wanted)
    try:
        index = Index(changed(part, fix))
    except InvalidProblem:
        return None  # the schedule itself breaks a rule
    board = Board(index, there)
    let_in = []
    for request in wanted:
        number = index.request_number[request.id]
        seat = board.opening(number)
        if seat is not None:
            board.put(number, seat)
            let_in.append(request)
    placed = board.schedule().assignments
    if not let_in:
        return None
    return replace(
        fix,
        amount=len(let_in) if amount > 1 else 1,
        value=sum(request.value for request in let_in),
        lets_in=tuple(placed[request.id] for request in let_in),
    )


def _part(problem: Problem, schedule: Schedule, wanted: list[Request]) -> tuple[Problem, Schedule]:
    """What matters for the wanted requests: meetings of the same people and delegations, and what places are left.

    A place for one meeting at a time is closed while a meeting that is left out of the part is there.
    """
    people = {agent for request in wanted for agent in _people(request)}
    sides = {side.delegation for request in wanted for side in request.sides}
    names = {request.id for request in wanted} | {other for request in wanted for other in request.after}
    single = {place.id for place in problem.places if place.capacity == 1}
    following = following_slots(problem.slots)
    kept, closed = [], defaultdict[str, set[str]](set)
    for request in problem.requests:
        placed = schedule.assignments.get(request.id)
        if placed is None:
            if request.id in names:
                kept.append(request)
        elif (
            problem.break_spread is not None
            or placed.place not in single
            or request.id in names
            or not names.isdisjoint(request.after)
            or not people.isdisjoint(_people(request))
            or any(side.delegation in sides for side in request.sides)
        ):
            kept.append(request)
        else:
            closed[placed.place].update(slots_from(placed.slot, request.length, following) or ())
    known = {request.id for request in kept}
    agents = {agent for request in kept for agent in _people(request)}
    requests = (replace(r, after=tuple(n for n in r.after if n in known)) if r.after else r for r in kept)
    part = replace(
        problem,
        requests=tuple(requests),
        agents=tuple(one for one in problem.agents if problem.break_spread is not None or one.id in agents),
        places=tuple(replace(p, closed=p.closed | closed[p.id]) if p.id in closed else p for p in problem.places),
        place_all=False,
    )
    return part, Schedule({name: item for name, item in schedule.assignments.items() if name in known})


def _people(request: Request) -> tuple[str, ...]:
    return tuple(agent for party in request.parties for agent in party)
