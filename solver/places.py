"""Concrete places for a sketch, with few changes of place between consecutive meetings of a person.

Slot by slot, a cheapest assignment of meetings to places: staying where one was (or will be) is worth one. After a
first pass over the day the slots are improved in turn, backwards and forwards, until nothing gets better.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from itertools import pairwise

from ortools.graph.python import min_cost_flow

from solver.board import Board, Seat
from solver.index import Index
from solver.place_kinds import PlaceKinds
from solver.sketch import Sketch

SWEEPS = 8


def furnish(index: Index, kinds: PlaceKinds, sketch: Sketch, over: Callable[[], bool] = lambda: False) -> Board:
    """The sketch on a board, every meeting in a place of its kind; in any one that is free when `over` says so."""
    furnisher = _Furnisher(index, kinds, sketch)
    slots = sorted({choice.slot for choice in sketch.values()})
    for slot in slots:
        furnisher.assign(slot, at_once=over())
    best: int | None = None
    for sweep in range(SWEEPS):
        changes = None if over() else furnisher.changes()
        if changes is None or (best is not None and changes >= best):
            break
        best = changes
        for slot in slots if sweep % 2 else reversed(slots):
            if over():
                break
            furnisher.assign(slot)
    board = Board(index)
    for number, choice in sketch.items():
        board.put(number, Seat(choice.slot, furnisher.place[number], choice.agents))
    return board


class _Furnisher:
    def __init__(self, index: Index, kinds: PlaceKinds, sketch: Sketch) -> None:
        self._index, self._kinds, self._sketch = index, kinds, sketch
        self.place: dict[int, int] = {}
        self._long: list[int] = []
        """Meetings of several slots that have a place."""
        self._starting: dict[int, list[int]] = defaultdict(list)
        for number, choice in sorted(sketch.items()):
            self._starting[choice.slot].append(number)

    def changes(self) -> int:
        """Changes of place between consecutive meetings, each seen from both meetings."""
        return sum(
            self.place[number] != self.place[other] for number, others in self._neighbours.items() for other in others
        )

    def assign(self, slot: int, *, at_once: bool = False) -> None:
        """Choose the places of the meetings that begin in the slot; longer ones keep the place they have."""
        numbers = self._starting[slot]
        free = self._free_places(slot)
        movable = [n for n in numbers if self._index.cases[n].length == 1 or n not in self.place]
        for number in movable:
            self.place.pop(number, None)
        if at_once:
            self._take_any(movable, free)
        else:
            self._choose(movable, free)
        for number in movable:
            if self._index.cases[number].length > 1:
                self._long.append(number)

    def _take_any(self, movable: list[int], free: dict[int, int]) -> None:
        spare: dict[int, list[int]] = defaultdict(list)
        for place, room in free.items():
            spare[self._kinds.kind_of[place]] += [place] * room
        for number in movable:
            self.place[number] = spare[self._sketch[number].kind].pop()

    def _choose(self, movable: list[int], free: dict[int, int]) -> None:
        flow = min_cost_flow.SimpleMinCostFlow()
        source, pools, desks = 0, 1, 1 + len(self._kinds.members)
        seats = desks + len(self._index.open)
        sink = seats + len(movable)
        choices: list[tuple[int, int, int]] = []
        for n, number in enumerate(movable):
            kind = self._sketch[number].kind
            flow.add_arc_with_capacity_and_unit_cost(source, seats + n, 1, 0)
            flow.add_arc_with_capacity_and_unit_cost(seats + n, pools + kind, 1, 0)
            for place, liked in self._liked(number, free).items():
                arc = flow.add_arc_with_capacity_and_unit_cost(seats + n, desks + place, 1, -liked)
                choices.append((arc, number, place))
        shared = [
            (
                flow.add_arc_with_capacity_and_unit_cost(pools + self._kinds.kind_of[place], desks + place, room, 0),
                place,
            )
            for place, room in free.items()
        ]
        for place, room in free.items():
            flow.add_arc_with_capacity_and_unit_cost(desks + place, sink, room, 0)
        flow.set_node_supply(source, len(movable))
        flow.set_node_supply(sink, -len(movable))
        if movable and flow.solve() != flow.OPTIMAL:
            raise AssertionError("a sketch needs more places than there are")
        for arc, number, place in choices:
            if flow.flow(arc):
                self.place[number] = place
        spare: dict[int, list[int]] = defaultdict(list)
        for arc, place in shared:
            spare[self._kinds.kind_of[place]] += [place] * (flow.flow(arc) if movable else 0)
        for number in movable:
            if number not in self.place:
                self.place[number] = spare[self._sketch[number].kind].pop()

    def _liked(self, number: int, free: dict[int, int]) -> dict[int, int]:
        liked: dict[int, int] = defaultdict(int)
        for other in self._neighbours[number]:
            place = self.place.get(other)
            if place in free and self._kinds.kind_of[place] == self._sketch[number].kind:
                liked[place] += 1
        return liked

    def _free_places(self, slot: int) -> dict[int, int]:
        """Room in each open place, less the longer meetings that sit there."""
        places = self._index.problem.places
        room = {place: places[place].capacity for place in self._kinds.kind_of if self._index.open[place] >> slot & 1}
        for number in self._long:
            if self._index.span(self._sketch[number].slot, self._index.cases[number].length) >> slot & 1:
                room[self.place[number]] -= 1
        return {place: width for place, width in room.items() if width > 0}

    @cached_property
    def _neighbours(self) -> dict[int, list[int]]:
        """For each meeting, those directly before and after it for one of its people."""
        meetings: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
        for number, choice in self._sketch.items():
            for agent in (*choice.agents, *self._index.cases[number].third_parties):
                meetings[agent, self._index.day_of[choice.slot]][choice.slot] = number
        neighbours: dict[int, list[int]] = {number: [] for number in self._sketch}
        for agenda in meetings.values():
            for one, two in pairwise(agenda[slot] for slot in sorted(agenda)):
                neighbours[one].append(two)
                neighbours[two].append(one)
        return neighbours
