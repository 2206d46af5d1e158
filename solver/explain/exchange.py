"""Cheapest exchange: making room for one request by leaving out others."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import product

from solver.model.bits import bits
from solver.state.board import Board, Seat
from solver.state.case import Case
from solver.state.promises import promises

Loss = tuple[int, int, int]
"""How much worse the first three goals get: required requests, guarantees, value."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A seat for the request, the requests that have to go for it, and what that costs."""

    seat: Seat
    removed: tuple[int, ...]
    loss: Loss


def cheapest_exchange(board: Board, case: Case) -> Exchange | None:
    """The exchange with the least loss; None if pins stand in the way everywhere."""
    exchanges = (
        exchange
        for slot in bits(case.starts)
        for agents in product(*(board.index.candidates(case, party, slot) for party in range(len(case.parties))))
        if len(set(agents)) == len(agents)
        for exchange in _exchange(board, case, slot, agents)
    )
    return min(exchanges, key=lambda exchange: (exchange.loss, exchange.seat.slot), default=None)


def _exchange(board: Board, case: Case, slot: int, agents: tuple[int, ...]) -> Iterator[Exchange]:
    taken: dict[int, Seat] = {}
    place = _make_room(board, case, slot, agents, taken)
    for number, seat in taken.items():
        board.put(number, seat)
    if place is not None:
        yield Exchange(Seat(slot, place, agents), tuple(sorted(taken)), _loss(board, case, taken))


def _loss(board: Board, added: Case, removed: Collection[int]) -> Loss:
    """What it costs when one request replaces others."""
    cases = [board.index.cases[number] for number in removed]
    minimums, change = promises(board.index).minimums, Counter(added.delegations)
    for case in cases:
        change.subtract(case.delegations)
    short = sum(
        max(0, minimums.get(number, 0) - board.met[number] - step) - max(0, minimums.get(number, 0) - board.met[number])
        for number, step in change.items()
    )
    required = sum(case.required for case in cases) - added.required
    return required, short, sum(case.value for case in cases) - added.value


def _make_room(board: Board, case: Case, slot: int, people: tuple[int, ...], taken: dict[int, Seat]) -> int | None:
    """Take out what is in the way, cheapest first where there is a choice; a place with room then, if possible."""
    cases = board.index.cases

    def leave_out(number: int) -> bool:
        if cases[number].pinned or board.index.problem.place_all:
            return False
        taken[number] = board.take(number)
        return True

    def cheapest(numbers: list[int]) -> list[int]:
        return sorted((n for n in numbers if not cases[n].pinned), key=lambda n: (cases[n].required, cases[n].value))

    for agent in people:
        for number in board.in_the_way(agent, slot, case.length):
            if number in board.seats and not leave_out(number):
                return None
    while (other := board.out_of_order(case.number, slot)) is not None:
        if not leave_out(other):
            return None
    for agent in people:
        while board.limit(agent, slot, case.length) is not None:
            day = board.index.day_masks[board.index.day_of[slot]]
            own = cheapest(sorted({board.at[agent][s] for s in bits(board.busy[agent] & day)}))
            if not own or not leave_out(own[0]):
                return None
    if board.place(case.number, slot) is None:
        span = board.index.span(slot, case.length)
        allowed = set(board.index.places(case, slot))
        sitting = [
            number
            for number, seat in board.seats.items()
            if seat.place in allowed and board.index.span(seat.slot, cases[number].length) & span
        ]
        for number in cheapest(sitting):
            leave_out(number)
            if board.place(case.number, slot) is not None:
                break
            board.put(number, taken.pop(number))
    return board.place(case.number, slot)
