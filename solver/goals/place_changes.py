"""Goal `place_changes`: the fewest changes of place between consecutive meetings of an agent in a day.

A change of who fills a role counts as well, between consecutive meetings to which an agent goes for a side.

It has no objective: the exact model counts places of a kind, and concrete ones are assigned afterwards
(`solver.plan.places`).
"""

from collections import defaultdict
from collections.abc import Mapping
from itertools import chain, pairwise

import numpy as np

from solver.bounds.changes import changes_and_breaks
from solver.bounds.premises import Premises
from solver.goals.definition import GoalDefinition
from solver.model.result import Goal
from solver.state.board import Board


def score(board: Board) -> int:
    """Changes of place in all agendas, and of who fills a role."""
    day_of, place_of = np.array(board.index.day_of), np.full(len(board.index.cases), -1)
    place_of[list(board.seats)] = [seat.place for seat in board.seats.values()]
    agents = np.repeat(np.arange(len(board.at)), [len(agenda) for agenda in board.at])
    slots, requests = (
        np.fromiter(chain.from_iterable(items), dtype=np.int64)
        for items in (board.at, (agenda.values() for agenda in board.at))
    )
    order = np.lexsort((slots, agents))
    agents, days, places = agents[order], day_of[slots[order]], place_of[requests[order]]
    return int(
        ((agents[1:] == agents[:-1]) & (days[1:] == days[:-1]) & (places[1:] != places[:-1])).sum()
    ) + role_changes(board)


def role_changes(board: Board) -> int:
    """Changes of who fills a role."""
    index, seats = board.index, board.seats
    if index.width == 2:
        return 0
    agendas: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number in sorted(seats, key=lambda number: seats[number].slot):
        for agent in seats[number].agents[:2]:
            agendas[agent, index.day_of[seats[number].slot]].append(number)
    filled = {
        number: dict(zip(index.problem.requests[number].party_names[2:], seat.agents[2:], strict=True))
        for number, seat in seats.items()
    }
    return sum(
        name in filled[two] and filled[two][name] != agent
        for agenda in agendas.values()
        for one, two in pairwise(agenda)
        for name, agent in filled[one].items()
    )


def bound(premises: Premises) -> int:
    """Of changes of place and breaks together; it needs the goals about placed requests, but not the breaks."""
    return changes_and_breaks(premises.index, premises.kept, premises.stop)


def corrected(found: int, values: Mapping[Goal, int]) -> int:
    """The bound on the changes of place alone, given the breaks."""
    return max(0, found - values[Goal.BREAKS])


PLACE_CHANGES = GoalDefinition(goal=Goal.PLACE_CHANGES, score=score, bound=bound, corrected=corrected)
