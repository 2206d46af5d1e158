"""People who fill roles are exchanged where delegates then keep theirs, and nobody's hours change."""

import pytest

from solver import RequestRole, Schedule
from solver.goals.place_changes import role_changes
from solver.plan.roles import exchange_roles
from solver.state.board import Board, Seat
from solver.state.index import Index
from solver.state.rows import rows_of, sketch_of
from solver.state.sketch import Choice
from tests.builders.solver.small import agent, placed, problem, request, role

POOL = (role("i", "j"),)
CROSSED = placed(("A-B", "s0", "t1", "i"), ("D-E", "s0", "t2", "j"), ("A-C", "s1", "t1", "j"), ("D-F", "s1", "t2", "i"))


@pytest.mark.parametrize(
    ("pools", "after"),
    [((POOL, POOL), 0), (((role("j"),), (role("i"),)), 2)],
    ids=["either interpreter will do", "two meetings need their own"],
)
def test_interpreters_stay_with_delegates(
    pools: tuple[tuple[RequestRole, ...], tuple[RequestRole, ...]], after: int
) -> None:
    needed = {"AB": POOL, "AC": POOL, "DE": pools[0], "DF": pools[1]}
    asked = [request(*pair, roles=roles) for pair, roles in needed.items()]
    index = Index(problem(*asked, agents=[agent("i"), agent("j")]))
    board = Board(index, CROSSED)
    rows = rows_of({number: Choice(seat.slot, seat.agents, 0) for number, seat in board.seats.items()}, index)

    exchanged = Board(index, Schedule())
    for number, choice in sketch_of(exchange_roles(index, rows)).items():
        exchanged.put(number, Seat(choice.slot, board.seats[number].place, choice.agents))

    assert (role_changes(board), role_changes(exchanged)) == (2, after)
    assert exchanged.busy == board.busy
