"""Neighbourhoods by the exact model: never worse, rules kept, and better where exchanges of single meetings are not."""

from dataclasses import replace

import pytest
from ortools.sat.python import cp_model

from solver import Goal, Problem, Schedule, Settings, solve, validate
from solver.proof.model import ExactModel
from solver.proof.neighbourhoods import ExactNeighbourhoods
from solver.state.board import Board
from solver.state.clock import Run
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds
from solver.state.sketch import Choice, Sketch
from tests.builders.solver.forums import forum

LONG = 30.0


@pytest.fixture(scope="module")
def given() -> Problem:
    """A forum in which every third meeting takes two slots."""
    plain = forum(2, delegations=20, wishes=90, tables=6, booths=1)
    requests = (replace(one, length=2 - (number % 3 > 0)) for number, one in enumerate(plain.requests))
    return replace(plain, requests=tuple(requests))


def sketch_of(index: Index, schedule: Schedule) -> Sketch:
    kinds, board = PlaceKinds(index), Board(index, schedule)
    return {n: Choice(seat.slot, seat.agents, kinds.kind_of[seat.place]) for n, seat in board.seats.items()}


def test_neighbourhoods_improve_a_schedule_and_keep_the_rules(given: Problem) -> None:
    """Every third meeting is taken out of a good schedule before."""
    index = Index(given)
    begun = sketch_of(index, solve(given, Settings(workers=1, deterministic_limit=0.01)).schedule)
    search = ExactNeighbourhoods(ExactModel(index), Run(Settings(workers=1)))
    sketch = {number: choice for number, choice in begun.items() if number % 3}
    values = [sum(index.cases[n].value for n in sketch)]
    for _ in range(6):
        found = search.improve(Goal.VALUE, sketch, LONG)
        if found is not None:
            sketch, value = found
            values.append(value)
            assert value == sum(index.cases[n].value for n in sketch)
    assert values == sorted(values)
    assert values[-1] > values[0]


def test_what_is_not_free_stays(given: Problem) -> None:
    index = Index(given)
    sketch = sketch_of(index, solve(given, Settings(workers=1, deterministic_limit=0.01)).schedule)
    model = ExactModel(index)
    free = set(list(sketch)[:10])
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.solve(model.around(Goal.VALUE, sketch, free))
    found = model.read(list(solver.response_proto.solution))
    assert {number: found.get(number) for number in sketch if number not in free} == {
        number: choice for number, choice in sketch.items() if number not in free
    }
    assert found.keys() - sketch.keys() == set()


def test_a_forum_with_long_meetings_is_valid_whoever_found_its_schedule(given: Problem) -> None:
    result = solve(given, Settings(workers=2, time_limit=3.0))
    report = validate(given, result.schedule)
    assert report.violations == ()
    assert {item.goal: item.value for item in result.goals} == report.scores
