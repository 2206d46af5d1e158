"""Whatever is found that disturbs fewer people is least disturbance."""

import pytest

from solver import Goal
from solver.repair.least import the_lesser
from solver.repair.optimisation import Extra, Optimisation
from solver.repair.reference import ReferenceSchedule
from solver.repair.time_limit import patient
from solver.repair.workbench import Workbench
from solver.state.clock import Run
from solver.state.index import Index
from solver.state.sketch import Choice, Sketch
from tests.builders.solver.small import agent, placed, problem, request

PROBLEM = problem(
    request("A", "B"), request("A", "C", values=(30, 0)), request("D", "E"), agents=[agent("d"), agent("e")]
)
RELEASED = placed(("A-B", "s0", "t1"))
STAYS: Sketch = {0: Choice(0, (0, 1), 0)}
MOVES: Sketch = {0: Choice(1, (0, 1), 0)}
ADDS: Sketch = STAYS | {1: Choice(1, (0, 2), 0)}


@pytest.mark.parametrize(
    ("looked_for", "beside", "least"),
    [
        (MOVES, STAYS, STAYS),
        (STAYS, MOVES, STAYS),
        (MOVES, ADDS, ADDS),  # as few people, and worth more
        (STAYS, ADDS, STAYS),  # worth more, and more people
    ],
)
def test_the_fewest_people_then_the_most_value(looked_for: Sketch, beside: Sketch, least: Sketch) -> None:
    assert the_lesser(_found(looked_for), _found(beside)).sketch == least


def test_what_was_proved_of_the_people_still_holds_and_the_value_has_the_bound_of_more_met() -> None:
    looked_for, beside = _found(MOVES), _found(STAYS)
    looked_for.bounds = {Goal.GUARANTEES: 0, Extra.DISTURBED: 0, Goal.VALUE: 50}
    beside.bounds = {Goal.GUARANTEES: 0, Goal.VALUE: 60}

    assert the_lesser(looked_for, beside).bounds == {Goal.GUARANTEES: 0, Extra.DISTURBED: 0, Goal.VALUE: 60}
    assert beside.bounds == {Goal.GUARANTEES: 0, Goal.VALUE: 60}


def _found(sketch: Sketch) -> Optimisation:
    index = Index(PROBLEM)
    bench = Workbench(index, Run(patient(1.0)), ReferenceSchedule(index, RELEASED), 1.0)
    return bench.optimisation(sketch, 5, legal=True)
