"""How many meetings must leave their time for what is promised, by counting alone.

What delegations lack needs meetings that do not take place as released. Each of these serves two delegations at most,
and only if both lack something: such pairs are a matching, and a flow says how many there may be. Whatever finds no
free place takes that of a meeting that could stay.
"""

from collections import Counter
from collections.abc import Mapping
from itertools import chain

import numpy as np
from ortools.graph.python import max_flow

from solver.bounds.flow import places_of
from solver.model.bits import bits
from solver.repair.neighbourhood import Neighbourhood
from solver.state.case import Case
from solver.state.index import Index


def meetings_to_take(index: Index, reach: Neighbourhood, lacks: Mapping[int, int], shortfall: int) -> int:
    """Meetings that can stay, and of which at least so many do not where no more than the shortfall is left.

    `lacks` is what is missing to the guarantee of each delegation while only those meetings take place.
    """
    serving = [
        case
        for case in index.cases
        if case.starts and case.number not in reach.standing and not lacks.keys().isdisjoint(case.delegations)
    ]
    served = sum(lacks.values()) - shortfall
    needed = served - _serving_two(serving, lacks) - _free_places(index, reach, serving)
    longest = max((index.cases[number].length for number in reach.standing), default=1)
    return max(0, -(-needed // longest))


def _serving_two(serving: list[Case], lacks: Mapping[int, int]) -> int:
    """Most meetings that serve two delegations: half a flow from each delegation to those that it may meet."""
    pairs = Counter(case.delegations for case in serving if all(side in lacks for side in case.delegations))
    node = {side: 2 + place for place, side in enumerate(lacks)}
    source, sink, other = 0, 1, len(lacks)
    arcs = [(source, node[side], lack) for side, lack in lacks.items()]
    arcs += [(other + node[side], sink, lack) for side, lack in lacks.items()]
    for (one, two), number in pairs.items():
        arcs += [(node[one], other + node[two], number), (node[two], other + node[one], number)]
    if not pairs:
        return 0
    flow = max_flow.SimpleMaxFlow()
    tails, heads, capacities = (np.array(column, dtype=np.int64) for column in zip(*arcs, strict=True))
    flow.add_arcs_with_capacity(tails.astype(np.int32), heads.astype(np.int32), capacities)
    if flow.solve(source, sink) != flow.OPTIMAL:
        raise AssertionError("a flow always has a greatest value")
    return int(flow.optimal_flow()) // 2


def _free_places(index: Index, reach: Neighbourhood, serving: list[Case]) -> int:
    """Places beside the meetings that can stay, at times at which some of these could be."""
    able = 0
    for case in serving:
        able |= case.starts
    held = Counter(
        chain.from_iterable(
            bits(index.span(slot, index.cases[number].length)) for number, slot in reach.standing.items()
        )
    )
    # a meeting that begins in a slot has a place there
    return sum(max(0, room - held[slot]) for slot, room in enumerate(places_of(index)) if able >> slot & 1)
