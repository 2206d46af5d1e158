"""What the search counts on a board is what the judge counts in the schedule, for every goal."""

from hypothesis import given

from solver import Problem, first_come_first_served, validate
from solver.goals import scores
from solver.state.board import Board
from solver.state.index import Index
from tests.builders.examples import examples
from tests.builders.solver.small import problems


@examples(200)
@given(problems())
def test_the_search_and_the_judge_count_alike(problem: Problem) -> None:
    schedule = first_come_first_served(problem, [request.id for request in problem.requests])
    index = Index(problem)
    assert scores(Board(index, schedule)) == validate(problem, schedule).scores
