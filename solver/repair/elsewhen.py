"""Another choice for meetings that could not stay: the same repair, with these at other times."""

from solver.model.bits import bits
from solver.state.board import Board, Seat
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds
from solver.state.sketch import Choice, Sketch


def at_other_times(index: Index, kinds: PlaceKinds, board: Board, moved: dict[int, int]) -> Sketch | None:
    """What is on the board, with meetings that have moved at other times, as near as can be; None if none can.

    `moved` has their first slots before, by request. The same people go, and nobody else's meeting changes; the board
    is changed. Where breaks must be spread nothing is tried.
    """
    if index.problem.break_spread is not None:
        return None
    anything = False
    for number, before in sorted(moved.items()):
        seat, length = board.take(number), index.cases[number].length
        there = index.span(seat.slot, length)
        for slot in sorted(bits(index.cases[number].starts), key=lambda slot: _far(index, slot, before)):
            if slot == before or index.clashes[slot] & there:  # the same, or hardly another time
                continue
            found = board.opening(number, 1 << slot)
            if found is not None and all(board.could(agent, slot, length) for agent in seat.agents):
                seat, anything = Seat(slot, found.place, seat.agents), True
                break
        board.put(number, seat)
    if not anything:
        return None
    return {n: Choice(seat.slot, seat.agents, kinds.kind_of[seat.place]) for n, seat in board.seats.items()}


def _far(index: Index, slot: int, before: int) -> tuple[bool, int, int]:
    """How far a time is from the one before: another day is farther than any hour."""
    slots = index.problem.slots
    return index.day_of[slot] != index.day_of[before], abs(slots[slot].start - slots[before].start), slot
