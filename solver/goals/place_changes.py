"""Goal `place_changes`: the fewest changes of place between consecutive meetings of an agent in a day.

It has no objective: the exact model counts places of a kind, and concrete ones are assigned afterwards
(`solver.plan.places`).
"""

from collections.abc import Mapping
from itertools import chain

import numpy as np

from solver.bounds.changes import changes_and_breaks
from solver.bounds.premises import Premises
from solver.goals.definition import GoalDefinition
from solver.model.result import Goal
from solver.state.board import Board


def score(board: Board) -> int:
    """Changes of place in all agendas."""
    day_of, place_of = np.array(board.index.day_of), np.full(len(board.index.cases), -1)
    place_of[list(board.seats)] = [seat.place for seat in board.seats.values()]
    agents = np.repeat(np.arange(len(board.at)), [len(agenda) for agenda in board.at])
    slots, requests = (
        np.fromiter(chain.from_iterable(items), dtype=np.int64)
        for items in (board.at, (agenda.values() for agenda in board.at))
    )
    order = np.lexsort((slots, agents))
    agents, days, places = agents[order], day_of[slots[order]], place_of[requests[order]]
    return int(((agents[1:] == agents[:-1]) & (days[1:] == days[:-1]) & (places[1:] != places[:-1])).sum())


def bound(premises: Premises) -> int:
    """Of changes of place and breaks together; it needs the goals about placed requests, but not the breaks."""
    return changes_and_breaks(premises.index, premises.kept, premises.stop)


def corrected(found: int, values: Mapping[Goal, int]) -> int:
    """The bound on the changes of place alone, given the breaks."""
    return max(0, found - values[Goal.BREAKS])


PLACE_CHANGES = GoalDefinition(goal=Goal.PLACE_CHANGES, score=score, bound=bound, corrected=corrected)
