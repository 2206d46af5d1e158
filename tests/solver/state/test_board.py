"""A board that is filled at once is the one that is filled meeting by meeting."""

from hypothesis import given

from solver import Problem, first_come_first_served
from solver.state.board import Board
from solver.state.index import Index
from tests.builders.examples import examples
from tests.builders.solver.shapes import shapes


@examples(150)
@given(shapes())
def test_all_at_once_and_one_by_one_are_the_same(problem: Problem) -> None:
    index, schedule = Index(problem), first_come_first_served(problem, [request.id for request in problem.requests])
    at_once, one_by_one = Board(index, schedule), Board(index)
    for number, seat in at_once.seats.items():
        one_by_one.put(number, seat)
    assert at_once.schedule() == schedule
    assert (at_once.busy, at_once.at, at_once.taken) == (one_by_one.busy, one_by_one.at, one_by_one.taken)
    assert at_once.per_day == one_by_one.per_day
    assert (at_once.met, at_once.received) == (one_by_one.met, one_by_one.received)
