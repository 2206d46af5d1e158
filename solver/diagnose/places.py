"""Maximum flow for places: meetings that can only be in slots with too few places.

Requests with the same possible slots and places are counted together, places that serve the same requests too, and a
long meeting counts with its first slot only, in the flow; in the finding it counts with all of them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

import numpy as np

from solver.diagnose.view import View
from solver.model.bits import bits
from solver.model.finding import Finding, FindingCode, Item
from solver.state.case import Case

MOST_ARCS = 20_000_000
"""Above so many ways the test is left out: it would need gigabytes."""

Class = tuple[int, int, int]
"""Possible first slots, demand, length."""


def places(view: View) -> Iterator[Finding]:
    """The requests that share too few places, if there are any."""
    classes: dict[Class, list[Case]] = defaultdict(list)
    for case in view.cases:
        if case.starts:
            classes[case.starts, case.demand, case.length].append(case)
    total = sum(map(len, classes.values()))
    kinds = view.kinds
    capacity = {
        (kind, slot): room
        for kind in range(len(kinds.members))
        for slot in range(len(view.index.problem.slots))
        if (room := kinds.capacity(kind, slot))
    }
    if _plenty(total, classes, capacity, view):
        return
    cells = {cell: 1 + len(classes) + n for n, cell in enumerate(capacity)}
    sink = 1 + len(classes) + len(cells)
    tails, heads, widths = [], [], []
    for n, ((starts, _, _), cases) in enumerate(classes.items(), start=1):
        tails.append(0)
        heads.append(n)
        widths.append(len(cases))
        for slot in bits(starts):
            for kind in kinds.open_to(cases[0], slot):
                tails.append(n)
                heads.append(cells[kind, slot])
                widths.append(len(cases))
        if len(tails) > MOST_ARCS:
            return
    for cell, node in cells.items():
        tails.append(node)
        heads.append(sink)
        widths.append(capacity[cell])
    from ortools.graph.python import max_flow

    flow = max_flow.SimpleMaxFlow()
    flow.add_arcs_with_capacity(np.array(tails), np.array(heads), np.array(widths))
    if flow.solve(0, sink) != flow.OPTIMAL or flow.optimal_flow() >= total:
        return
    side = set(flow.get_source_side_min_cut())
    full = [cell for cell, node in cells.items() if node in side]
    short = [case for n, cases in enumerate(classes.values(), start=1) if n in side for case in cases]
    items = _items(view, full, capacity)
    found = view.cover(FindingCode.PLACES, short, items, _uses(view, short, full))
    if found is not None:
        yield found


def _plenty(total: int, classes: dict[Class, list[Case]], capacity: dict[tuple[int, int], int], view: View) -> bool:
    """Whether no slot and kind of place could have more meetings than it holds, even if all were there."""
    could: Counter[tuple[int, int]] = Counter()
    for (starts, _, _), cases in classes.items():
        for slot in bits(starts):
            for kind in view.kinds.open_to(cases[0], slot):
                could[kind, slot] += len(cases)
                if could[kind, slot] > capacity.get((kind, slot), 0):
                    return False
    return total >= 0


def _items(view: View, full: list[tuple[int, int]], capacity: dict[tuple[int, int], int]) -> list[Item]:
    """Full cells, those of the same kinds of place together."""
    kinds_in: dict[int, list[int]] = defaultdict(list)
    for kind, slot in full:
        kinds_in[slot].append(kind)
    slots_of: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for slot in sorted(kinds_in):
        slots_of[tuple(sorted(kinds_in[slot]))].append(slot)
    problem = view.index.problem
    return [
        {
            "kind": "places",
            "places": [problem.places[place].id for kind in kinds for place in view.kinds.members[kind]],
            "slots": [problem.slots[slot].id for slot in slots],
            "holds": sum(capacity[kind, slot] for kind in kinds for slot in slots),
        }
        for kinds, slots in slots_of.items()
    ]


def _uses(view: View, cases: list[Case], full: list[tuple[int, int]]) -> list[int]:
    """The least number of full cells that each request uses."""
    if all(case.length == 1 for case in cases):
        return [1] * len(cases)
    cells = set(full)
    return [
        min(
            sum((kind, part) in cells for part in bits(view.index.span(slot, case.length)))
            for slot in bits(case.starts)
            for kind in view.kinds.open_to(case, slot)
        )
        for case in cases
    ]
