"""The reference of a problem in numbers: what can stay of it, whom a board disturbs, and how many it may displace."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from solver.model.fitting import fitting
from solver.model.problem import Problem
from solver.model.reference import Mode
from solver.model.schedule import Assignment, Schedule
from solver.state.board import Board
from solver.state.index import Index
from solver.state.last_index import index_of
from solver.state.standing import standing


@dataclass(frozen=True, slots=True)
class Closeness:
    """The meetings of the reference whose requests the problem still has, and whom gained requests may displace."""

    stays: dict[int, int]
    """The first slots of the meetings that can stay as they are, by request."""
    who: dict[int, tuple[int, ...]]
    """Who goes to each meeting for its parties; -1 for one whom the problem does not know any more."""
    people: dict[int, frozenset[int]]
    """Those of them whom it knows."""
    allowances: list[int] | None
    """For each request how many people may be displaced for it; None: there is no limit."""

    @property
    def promised(self) -> int:
        """The allowances of the meetings that stay: what is gained counts beside these."""
        return 0 if self.allowances is None else sum(self.allowances[number] for number in self.stays)

    def keeps(self, number: int, slot: int, agents: tuple[int, ...]) -> bool:
        """Whether a request that begins there, with these people for its parties, stays as it is."""
        return self.stays.get(number, -1) == slot and self.who[number] == agents

    def whole(self, index: Index, placed: AbstractSet[int]) -> bool:
        """Whether all that can stay is placed, and nothing else could be that adds no value."""
        return placed == self.stays.keys() and all(
            case.value or not case.starts or case.number in placed for case in index.cases
        )

    def disturbed(self, board: Board) -> frozenset[int]:
        """Who is displaced, or gains a meeting that the reference does not have."""
        gained = (number for number in board.seats if number not in self.people)
        people = (board.seats[number].agents for number in gained)
        return self.displaced(board).union(*people)

    def displaced(self, board: Board) -> frozenset[int]:
        """Who loses or moves a meeting that could stay, or takes one over."""
        found: set[int] = set()
        for number, was in self.people.items():
            seat = board.seats.get(number)
            now = frozenset[int]() if seat is None else frozenset(seat.agents)
            found |= now - was
            if number in self.stays:
                found |= was - now if seat is not None and seat.slot == self.stays[number] else was
        return frozenset(found)

    def moved(self, board: Board) -> int:
        """Meetings that could stay as they are and do not."""
        seats = board.seats
        kept = (
            number in seats and self.keeps(number, seats[number].slot, seats[number].agents) for number in self.stays
        )
        return len(self.stays) - sum(kept)

    def allowed(self, board: Board) -> int | None:
        """How many people may be displaced: the allowances of what is gained, less those of what is given up."""
        if self.allowances is None:
            return None
        return sum(self.allowances[number] for number in board.seats) - self.promised


def closeness(index: Index) -> Closeness | None:
    """The reference of a problem, read once; None if it has none."""
    reference = index.problem.reference
    if reference is None:
        return None
    if index not in _KNOWN:
        _KNOWN[index] = _read(index, reference.schedule, reference.mode)
    return _KNOWN[index]


def people_disturbed(problem: Problem, before: Schedule, after: Schedule) -> frozenset[str]:
    """Who loses, gains or moves a meeting from one schedule to another, beyond what the problem itself forces.

    Both may break rules of the problem and name what it does not have; what `after` names of it counts as gone.
    """
    index = index_of(problem)
    near = _read(index, before, Mode.BETTER)
    known = {name: item for name, item in fitting(problem, after).assignments.items() if _is_known(index, item)}
    return frozenset(problem.agents[agent].id for agent in near.disturbed(Board(index, Schedule(known))))


def _is_known(index: Index, item: Assignment) -> bool:
    if item.request not in index.request_number or item.place not in index.place_number:
        return False
    slot, case = index.slot_number.get(item.slot, -1), index.cases[index.request_number[item.request]]
    known = len(item.agents) == len(case.parties) and all(agent in index.agent_number for agent in item.agents)
    return known and (slot, case.length) in index.spans


def _read(index: Index, schedule: Schedule, mode: Mode) -> Closeness:
    fallen = {item.request for item in standing(index, schedule).fallen}
    schedule = fitting(index.problem, schedule)
    known = [was for was in schedule.assignments.values() if was.request in index.request_number]
    number = index.request_number
    allowances = None
    if mode is not Mode.BETTER:
        allowances = [request.allowance if mode is Mode.CLOSE else 0 for request in index.problem.requests]

    who = {number[was.request]: tuple(index.agent_number.get(name, -1) for name in was.agents) for was in known}
    return Closeness(
        stays={number[was.request]: index.slot_number[was.slot] for was in known if was.request not in fallen},
        who=who,
        people={request: frozenset(agents) - {-1} for request, agents in who.items()},
        allowances=allowances,
    )


_KNOWN: WeakKeyDictionary[Index, Closeness] = WeakKeyDictionary()
