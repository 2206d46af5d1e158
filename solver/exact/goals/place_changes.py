"""Goal `place_changes`: the fewest changes of place between consecutive meetings of an agent in a day.

It has no aim: the exact model counts places of a kind, and concrete ones are chosen afterwards (`solver.places`).
"""

from itertools import pairwise

from solver.board import Board


def score(board: Board) -> int:
    """Changes of place in all agendas."""
    changes, day_of = 0, board.index.day_of
    for agenda in board.at:
        for one, two in pairwise(sorted(agenda)):
            if agenda[one] != agenda[two] and day_of[one] == day_of[two]:
                changes += board.seats[agenda[one]].place != board.seats[agenda[two]].place
    return changes
