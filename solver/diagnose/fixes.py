"""The single changes that would let most requests into a schedule, without moving anybody.

First a count: for each request that is left out, in each slot, is one thing only in the way? Then the changes that
could bring most are tried for real: on the changed problem the requests are put in one by one, and what fits is the
witness. What a change would bring with moving others as well is for the solver to say.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from time import monotonic

from solver.model.blocks import following_slots, slots_from
from solver.model.fix import Fix, FixKind
from solver.model.parts import Agent, Place, Request
from solver.model.problem import Problem
from solver.model.sanity import InvalidProblem
from solver.model.schedule import Schedule
from solver.state.board import Board
from solver.state.case import Case
from solver.state.index import Index
from solver.state.masks import bits

MOST_TRIED = 40
"""Changes that are tried, the most promising ones."""
MOST_PLACES = 5
"""More places in a slot than that are no single change any more."""
MOST_WANTED = 60
"""Requests that are tried for a change, the most valuable ones."""
MOST_SLOTS = 200
"""Slots of a request that are looked at."""

EFFORT = (
    FixKind.DELEGATION_LIMIT,
    FixKind.PERSONAL_LIMIT,
    FixKind.PLACES,
    FixKind.TIME,
    FixKind.DELEGATE,
)
"""From what costs least, among changes that bring the same."""

Change = tuple[FixKind, str, tuple[str, ...]]
"""Kind, whose, and in which slots."""


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
    promising = _Promising(index, Board(index, schedule))
    for case in index.cases:
        if case.number not in promising.board.seats and (case.value or case.required) and not over():
            promising.look_at(case)
    found = []
    for change, numbers in promising.best()[:MOST_TRIED]:
        if over():
            break
        fix = _try(problem, schedule, change, [problem.requests[number] for number in numbers])
        if fix is not None:
            found.append(fix)
    found = [fix for fix in found if not any(_serves_as_well(other, fix) for other in found)]
    found.sort(key=lambda fix: (-fix.value, EFFORT.index(fix.kind), fix.amount, len(fix.slots)))
    return tuple(found[:most])


def _serves_as_well(smaller: Fix, fix: Fix) -> bool:
    same = (smaller.kind, smaller.subject) == (fix.kind, fix.subject)
    return same and smaller.value >= fix.value and set(smaller.slots) < set(fix.slots)


def changed(problem: Problem, fix: Fix) -> Problem:
    """The problem with the change made."""
    match fix.kind:
        case FixKind.PLACES:
            return _with_places(problem, fix.subject, fix.slots, fix.amount)
        case FixKind.TIME:
            return _with_agent(problem, fix.subject, lambda one: replace(one, free=one.free | set(fix.slots)))
        case FixKind.PERSONAL_LIMIT:
            return _with_agent(
                problem, fix.subject, lambda one: replace(one, max_per_day=None, max_in_a_row=None, keep_one_free=())
            )
        case FixKind.DELEGATION_LIMIT:
            return replace(
                problem,
                delegations=tuple(
                    replace(one, maximum=None, maximum_received=None) if one.id == fix.subject else one
                    for one in problem.delegations
                ),
            )
        case FixKind.DELEGATE:
            return _with_delegate(problem, fix.subject)


def new_delegate(problem: Problem, delegation: str) -> str:
    """A name that nobody has."""
    known = {agent.id for agent in problem.agents}
    name = f"{delegation}+1"
    while name in known:
        name += "+"
    return name


def _with_places(problem: Problem, venue: str, slots: tuple[str, ...], amount: int) -> Problem:
    known = {place.id for place in problem.places}
    name = "new"
    while name in known:
        name += "+"
    closed = frozenset(slot.id for slot in problem.slots) - set(slots)
    added = Place(id=name, venue=venue, capacity=amount, closed=closed)

    def allowing(request: Request) -> Request:
        open_to_it = request.places is not None and (request.pin is None or request.pin.place is None)
        return replace(request, places=(request.places or frozenset()) | {name}) if open_to_it else request

    return replace(problem, places=(*problem.places, added), requests=tuple(map(allowing, problem.requests)))


def _with_agent(problem: Problem, name: str, change: Callable[[Agent], Agent]) -> Problem:
    return replace(problem, agents=tuple(change(one) if one.id == name else one for one in problem.agents))


def _with_delegate(problem: Problem, delegation: str) -> Problem:
    name = new_delegate(problem, delegation)
    added = Agent(id=name, free=frozenset(slot.id for slot in problem.slots))

    def sending(request: Request) -> Request:
        if request.pin is not None:
            return request
        one, two = (
            replace(side, agents=(*side.agents, name)) if side.delegation == delegation else side
            for side in request.sides
        )
        return replace(request, sides=(one, two))

    return replace(problem, agents=(*problem.agents, added), requests=tuple(map(sending, problem.requests)))


def _try(problem: Problem, schedule: Schedule, change: Change, wanted: list[Request]) -> Fix | None:
    """Put in what fits after the change, most valuable first, on a problem of only the requests that matter."""
    kind, subject, slots = change
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
    return (*request.sides[0].agents, *request.sides[1].agents, *request.third_parties)


class _Promising:
    """Counts, for each change, the requests that it alone keeps out somewhere."""

    def __init__(self, index: Index, board: Board) -> None:
        self._index, self.board = index, board
        self._slots_of: dict[tuple[FixKind, str], dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        """For each kind and subject, the slots in which each request could be, where one thing only is in the way."""
        self._blocks = {
            slot: (n, day) for n, block in enumerate(index.blocks) for slot in block for day in (index.day_of[slot],)
        }

    def look_at(self, case: Case) -> None:
        """Note what alone keeps the request out of each of its slots."""
        index, board = self._index, self.board
        request = index.problem.requests[case.number]
        if frozenset(side.delegation for side in request.sides) in index.problem.vetoes:
            return
        full = self._full(case)
        allowed = index.all_slots if request.slots is None else index.mask(request.slots)
        parties = board.parties(case.number)
        for slot in list(bits(allowed))[:MOST_SLOTS]:
            if (slot, case.length) not in index.spans or board.out_of_order(case.number, slot) is not None:
                continue
            unable = [n for n, party in enumerate(parties) if not any(board.could(a, slot, case.length) for a in party)]
            placed = board.place(case.number, slot) is not None
            if len(unable) + len(full) + (not placed) != 1:
                continue
            if full:
                self._note(FixKind.DELEGATION_LIMIT, full[0], case, slot)
            elif unable:
                self._note_party(case, unable[0], parties[unable[0]], slot)
            else:
                self._note(FixKind.PLACES, index.problem.slots[slot].venue, case, slot)

    def best(self) -> list[tuple[Change, list[int]]]:
        """The changes, those that could bring most value first, with the requests that they could let in."""
        changes: dict[Change, list[int]] = {}
        for (kind, subject), requests in self._slots_of.items():
            for slots in self._extents(kind, requests):
                names = tuple(self._index.problem.slots[slot].id for slot in slots)
                inside = [number for number, own in requests.items() if not slots or own.intersection(slots)]
                changes[kind, subject, names] = inside
        return sorted(changes.items(), key=lambda item: -self._promise(*item))

    def _promise(self, change: Change, numbers: list[int]) -> int:
        """The most value that the change could bring: a place or a person has one meeting at a time."""
        values = sorted((self._index.cases[number].value for number in numbers), reverse=True)
        kind, _, slots = change
        if kind in (FixKind.PLACES, FixKind.TIME):
            values = values[: len(slots) if kind is FixKind.TIME or len(slots) > 1 else MOST_PLACES]
        return sum(values)

    def _extents(self, kind: FixKind, requests: dict[int, set[int]]) -> list[tuple[int, ...]]:
        """Single slots, blocks and days of a change of time or place; other changes are for all slots."""
        if kind not in (FixKind.PLACES, FixKind.TIME):
            return [()]
        slots = sorted(set().union(*requests.values()))
        wider: dict[object, list[int]] = defaultdict(list)
        for slot in slots:
            block, day = self._blocks[slot]
            wider["block", block].append(slot)
            wider["day", day].append(slot)
        return list(dict.fromkeys([*((slot,) for slot in slots), *map(tuple, wider.values())]))

    def _note(self, kind: FixKind, subject: str, case: Case, slot: int) -> None:
        self._slots_of[kind, subject][case.number].add(slot)

    def _note_party(self, case: Case, party: int, people: tuple[int, ...], slot: int) -> None:
        index, board = self._index, self.board
        for agent in people:
            name = index.problem.agents[agent].id
            if not index.starts(agent, case.length) >> slot & 1:
                self._note(FixKind.TIME, name, case, slot)
            elif not board.in_the_way(agent, slot, case.length):
                self._note(FixKind.PERSONAL_LIMIT, name, case, slot)
        if party < 2 and not case.pinned:
            self._note(FixKind.DELEGATE, index.problem.delegations[case.delegations[party]].id, case, slot)

    def _full(self, case: Case) -> list[str]:
        """The delegations of the request that have all the meetings that they may have."""
        board, problem = self.board, self._index.problem
        full = []
        for side, number in enumerate(case.delegations):
            one = problem.delegations[number]
            received = one.maximum_received if case.received(side) else None
            if (one.maximum is not None and board.met[number] >= one.maximum) or (
                received is not None and board.received[number] >= received
            ):
                full.append(one.id)
        return full
