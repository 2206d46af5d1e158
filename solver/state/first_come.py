"""First come, first served: what most organisers do today, and the schedule that the search starts from."""

from collections.abc import Iterable, Sequence

from solver.model.problem import Problem
from solver.model.schedule import Schedule
from solver.state.board import Board
from solver.state.index import Index


def first_come_first_served(problem: Problem, order: Sequence[str]) -> Schedule:
    """Each request in order of arrival takes the earliest slot in which both sides and a place are free.

    `order` holds request ids; pinned requests come first, requests that are not in it are not placed.
    """
    index = Index(problem)
    board = Board(index)
    place_in_order(board, (index.request_number[name] for name in order))
    return board.schedule()


def place_in_order(board: Board, order: Iterable[int]) -> None:
    """Place requests at their earliest opening, pinned ones before all others."""
    cases = board.index.cases
    for number in sorted(order, key=lambda number: not cases[number].pinned):
        seat = board.opening(number) if number not in board.seats else None
        if seat is not None:
            board.put(number, seat)
