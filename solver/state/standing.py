"""Which meetings of a schedule can stay where they are in a changed problem, and which cannot.

First each meeting by itself: its request, people, slot and pin. Then together, pinned and required and valuable ones
first: those whose table is still theirs, and after them the others, at the first allowed table with room. A meeting
that does not fit beside those before it cannot stay. Where more people meet than are asked for any more, those who fit
stay.
"""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from solver.model.bits import bits
from solver.model.fitting import fitting
from solver.model.repair import Fallen, FallenCause
from solver.model.schedule import Assignment, Schedule
from solver.state.board import Board, Seat
from solver.state.index import Index


@dataclass(frozen=True, slots=True)
class Standing:
    """What stays, on a board; what does not, with the reason."""

    board: Board
    fallen: tuple[Fallen, ...]


def standing(index: Index, schedule: Schedule) -> Standing:
    """Take out of the schedule, and give another table, what the problem forces; nothing else changes.

    Asked of the same schedule again, it answers the same: nobody changes the board.
    """
    known = _KNOWN.get(index)
    if known is None or known[0] is not schedule:
        _KNOWN[index] = known = schedule, _stand(index, schedule)
    return known[1]


def _stand(index: Index, schedule: Schedule) -> Standing:
    board, causes = Board(index), {}
    able: list[tuple[int, Assignment]] = []
    for request, was in fitting(index.problem, schedule).assignments.items():
        cause = _cause_by_itself(index, was)
        if cause is None:
            able.append((index.request_number[request], was))
        else:
            causes[request] = cause
    able.sort(key=lambda item: _priority(index, item[0]))
    homeless = []
    for number, was in able:
        place = index.place_number.get(was.place)
        if place is not None and _has_room(board, number, was, place):
            _keep(board, number, was, place, causes)
        else:
            homeless.append((number, was))
    for number, was in homeless:
        place = board.place(number, index.slot_number[was.slot])
        if place is None:
            causes[was.request] = FallenCause.PLACE
        else:
            _keep(board, number, was, place, causes)
    fallen = (
        Fallen(was=was, cause=causes[request], people=was.agents)
        for request, was in schedule.assignments.items()
        if request in causes
    )
    return Standing(board, tuple(fallen))


def _priority(index: Index, number: int) -> tuple[bool, bool, int, int]:
    case = index.cases[number]
    return not case.pinned, not case.required, -case.value, number


def _cause_by_itself(index: Index, was: Assignment) -> FallenCause | None:
    """Why the meeting could not be there even if it was the only one; places apart."""
    number = index.request_number.get(was.request)
    if number is None:
        return FallenCause.REQUEST
    request, case = index.problem.requests[number], index.cases[number]
    parties = request.parties
    if len(was.agents) != len(parties) or any(
        agent not in party for agent, party in zip(was.agents, parties, strict=True)
    ):
        return FallenCause.PERSON
    if frozenset(side.delegation for side in request.sides) in index.problem.vetoes:
        return FallenCause.VETO
    slot = index.slot_number.get(was.slot)
    if slot is None or (slot, case.length) not in index.spans:
        return FallenCause.SLOT
    if request.slots is not None and was.slot not in request.slots:
        return FallenCause.SLOT
    pin = request.pin
    if pin is not None and (pin.slot not in (None, was.slot) or not pin.names(was.agents)):
        return FallenCause.PIN
    agents = (index.agent_number[agent] for agent in was.agents)
    if not all(index.starts(agent, case.length) >> slot & 1 for agent in agents):
        return FallenCause.AWAY
    return None


def _has_room(board: Board, number: int, was: Assignment, place: int) -> bool:
    index, case = board.index, board.index.cases[number]
    slot = index.slot_number[was.slot]
    capacity = index.problem.places[place].capacity
    parts = bits(index.span(slot, case.length))
    return index.may_use(case, slot, place) and all(board.taken[place, part] < capacity for part in parts)


def _keep(board: Board, number: int, was: Assignment, place: int, causes: dict[str, FallenCause]) -> None:
    """Put it where it was, unless it does not fit beside what is there already."""
    cause = _beside(board, number, was)
    if cause is None:
        board.put(number, _seat(board.index, was, place))
    else:
        causes[was.request] = cause


def _beside(board: Board, number: int, was: Assignment) -> FallenCause | None:
    index, length = board.index, board.index.cases[number].length
    slot = index.slot_number[was.slot]
    agents = [index.agent_number[agent] for agent in was.agents]
    if any(board.in_the_way(agent, slot, length) for agent in agents):
        return FallenCause.CLASH
    if any(board.limit(agent, slot, length) is not None for agent in agents):
        return FallenCause.LIMIT
    if board.full(number) is not None:
        return FallenCause.MAXIMUM
    return None if board.out_of_order(number, slot) is None else FallenCause.ORDER


def _seat(index: Index, was: Assignment, place: int) -> Seat:
    agents = tuple(index.agent_number[agent] for agent in was.agents)
    return Seat(index.slot_number[was.slot], place, agents)


_KNOWN: WeakKeyDictionary[Index, tuple[Schedule, Standing]] = WeakKeyDictionary()
"""The schedule that was asked of last, and the answer."""
