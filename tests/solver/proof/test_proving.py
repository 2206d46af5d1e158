"""Bounds and solves, goal after goal, and what search and proof tell each other."""

import pytest

from solver import Goal, Place, Problem, Settings
from solver.bounds.flow import flow_bound_of
from solver.goals import PLAIN
from solver.goals.lexicographic import first_bounds
from solver.plan.solve import solve
from solver.proof import proving
from solver.proof.proving import Proving, can_prove
from solver.state.board import Board
from solver.state.clock import Run
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds
from solver.state.sketch import Choice, Sketch
from tests.builders.solver.forums import forum
from tests.builders.solver.small import agent, problem, request, slots

LONG = 30.0
LUCKY = [request("A", name, (10, 0)) for name in "XYZ"]
SCARCE = problem(*LUCKY, request("B", "V", (1, 0)), places=(Place(id="t1", closed=frozenset({"s3"})),))


def sketch_of(given: Problem, settings: Settings) -> Sketch:
    index = Index(given)
    kinds, board = PlaceKinds(index), Board(index, solve(given, settings).schedule)
    return {n: Choice(seat.slot, seat.agents, kinds.kind_of[seat.place]) for n, seat in board.seats.items()}


def test_of_any_size_something_is_certain() -> None:
    assert first_bounds(Index(SCARCE)) == dict.fromkeys((item.goal for item in PLAIN), 0) | {Goal.VALUE: 31}
    assert flow_bound_of(Index(SCARCE)).value == 30


def test_the_values_kept_decide_the_limits_after_them() -> None:
    proved = Proving(Index(SCARCE), Run(Settings()))
    limits = {}
    for goal, value in {Goal.REQUIRED: 0, Goal.GUARANTEES: 0, Goal.VALUE: 30}.items():
        limits[goal] = proved.limit(goal)
        proved.keep(goal, value)
    limits[Goal.FAIRNESS] = proved.limit(Goal.FAIRNESS)
    assert limits == {Goal.REQUIRED: 0, Goal.GUARANTEES: 0, Goal.VALUE: 30, Goal.FAIRNESS: 1}


def test_a_solve_that_is_given_a_better_schedule_begins_again_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "RESTART", 0.0)
    given = forum(2, delegations=20, wishes=90, tables=6, booths=1)
    good = sketch_of(given, Settings(workers=1, deterministic_limit=0.3))
    proved = Proving(Index(given), Run(Settings(time_limit=LONG)))
    for goal in (Goal.REQUIRED, Goal.GUARANTEES):
        proved.limit(goal)
        proved.keep(goal, 10**6)
    limit = proved.limit(Goal.VALUE)
    proved.begin(Goal.VALUE, {}, 5.0, beside=True, only_bound=False)
    proved.better(good)
    proved.wait()
    cases = Index(given).cases
    found = proved.found()
    assert found is not None
    assert sum(cases[n].value for n in good) <= sum(cases[n].value for n in found) <= proved.bound <= limit


def test_the_size_decides_whether_the_exact_model_is_built(monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index(problem(request("A", "B"), slots=slots(2), agents=[agent("a", "s0"), agent("b", "s0")]))
    assert can_prove(index)
    monkeypatch.setattr(proving, "EXACT_LIMIT", 0)
    assert not can_prove(index)
