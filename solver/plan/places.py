"""Concrete places for a schedule, with few changes of place between consecutive meetings of a person.

Slot by slot, a cheapest assignment of meetings to places: staying where one was (or will be) is worth one. After a
first pass over the day the slots are improved in turn, backwards and forwards, until nothing gets better.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from itertools import pairwise

import numpy as np
from ortools.graph.python import min_cost_flow

from solver.state.board import Board
from solver.state.columns import Ints
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds
from solver.state.rows import ROW_PEOPLE, ROW_SLOT

SWEEPS = 8
SECONDS_OF_A_PLACE = 1.5e-4
"""More than the choice of a place takes, with all sweeps."""
AT_LEAST = 1.0
"""Seconds that are enough, whatever the time limit and the size of the problem."""


def seconds_for_places(index: Index) -> float:
    """A generous estimate of what the assignment takes."""
    return SECONDS_OF_A_PLACE * len(index.cases)


def assign_places(index: Index, kinds: PlaceKinds, rows: Ints, over: Callable[[], bool] = lambda: False) -> Board:
    """Assign concrete places by minimum-cost flows: every meeting gets a place of its kind, any free one once `over`.

    `rows` has for each request its slot (-1: out), kind of place and agents.
    """
    assignment = _Assignment(index, kinds, rows)
    for slot in assignment.slots:
        assignment.assign(slot, at_once=over())
    best: int | None = None
    for sweep in range(SWEEPS):
        changes = None if over() else assignment.changes()
        if changes is None or (best is not None and changes >= best):
            break
        best = changes
        for slot in assignment.slots if sweep % 2 else reversed(assignment.slots):
            if over():
                break
            assignment.assign(slot)
    placed = np.flatnonzero(rows[:, ROW_SLOT] >= 0)
    places = np.array(assignment.place, dtype=np.int64)
    columns = (placed, rows[placed, ROW_SLOT], places[placed], rows[placed, ROW_PEOPLE:])
    return Board.of(index, np.column_stack(columns))


class _Assignment:
    def __init__(self, index: Index, kinds: PlaceKinds, rows: Ints) -> None:
        self._index, self._kinds = index, kinds
        self._slot, self._kind, *self._agents = rows.T.tolist()
        self.place = [-1] * len(self._slot)
        """Of each request, -1 as long as it has none."""
        self._all_long = set(np.flatnonzero((index.columns.length > 1) & (rows[:, ROW_SLOT] >= 0)).tolist())
        self._long: set[int] = set()
        """Meetings of several slots that have a place, which they keep."""
        self._starting: dict[int, list[int]] = defaultdict(list)
        for number, slot in enumerate(self._slot):
            if slot >= 0:
                self._starting[slot].append(number)
        self.slots = sorted(self._starting)

    def changes(self) -> int:
        """Changes of place between consecutive meetings, each seen from both meetings."""
        return sum(
            self.place[number] != self.place[other]
            for number, others in enumerate(self._neighbours)
            for other in others
        )

    def assign(self, slot: int, *, at_once: bool = False) -> None:
        """Choose the places of the meetings that begin in the slot; longer ones keep the place they have."""
        numbers = self._starting[slot]
        free = self._free_places(slot)
        movable = [n for n in numbers if self.place[n] < 0 or n not in self._long]
        for number in movable:
            self.place[number] = -1
        if at_once:
            self._take_any(movable, free)
        else:
            self._choose(movable, free)
        self._long |= self._all_long.intersection(movable)

    def _take_any(self, movable: list[int], free: dict[int, int]) -> None:
        spare: dict[int, list[int]] = defaultdict(list)
        for place, room in free.items():
            spare[self._kinds.kind_of[place]] += [place] * room
        kind_of, place_of = self._kind, self.place
        for number in movable:
            place_of[number] = spare[kind_of[number]].pop()

    def _choose(self, movable: list[int], free: dict[int, int]) -> None:
        flow = min_cost_flow.SimpleMinCostFlow()
        source, pools, desks = 0, 1, 1 + len(self._kinds.members)
        seats = desks + len(self._index.open)
        sink = seats + len(movable)
        choices: list[tuple[int, int, int]] = []
        for n, number in enumerate(movable):
            kind = self._kind[number]
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
            raise AssertionError("a schedule needs more places than there are")
        for arc, number, place in choices:
            if flow.flow(arc):
                self.place[number] = place
        spare: dict[int, list[int]] = defaultdict(list)
        for arc, place in shared:
            spare[self._kinds.kind_of[place]] += [place] * (flow.flow(arc) if movable else 0)
        for number in movable:
            if self.place[number] < 0:
                self.place[number] = spare[self._kind[number]].pop()

    def _liked(self, number: int, free: dict[int, int]) -> dict[int, int]:
        liked: dict[int, int] = defaultdict(int)
        for other in self._neighbours[number]:
            place = self.place[other]
            if place in free and self._kinds.kind_of[place] == self._kind[number]:
                liked[place] += 1
        return liked

    def _free_places(self, slot: int) -> dict[int, int]:
        """Room in each open place, less the longer meetings that sit there."""
        places = self._index.problem.places
        room = {place: places[place].capacity for place in self._kinds.kind_of if self._index.open[place] >> slot & 1}
        for number in self._long:
            if self._index.span(self._slot[number], self._index.cases[number].length) >> slot & 1:
                room[self.place[number]] -= 1
        return {place: width for place, width in room.items() if width > 0}

    @cached_property
    def _neighbours(self) -> list[list[int]]:
        """For each meeting, those directly before and after it for one of its people."""
        meetings: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
        for slot, numbers in self._starting.items():
            for number in numbers:
                for who in self._agents:
                    if who[number] >= 0:
                        meetings[who[number], self._index.day_of[slot]][slot] = number
        neighbours: list[list[int]] = [[] for _ in self._slot]
        for agenda in meetings.values():
            for one, two in pairwise(agenda[slot] for slot in sorted(agenda)):
                neighbours[one].append(two)
                neighbours[two].append(one)
        return neighbours
