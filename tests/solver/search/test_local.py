"""Whatever the problem and wherever the search is: every hard rule is kept, and what it says of the goals is true."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver import Delegation, Goal, Place, Problem, Rule, Schedule, Side, validate
from solver.bench.generate import Model, Size, generate
from solver.plan.places import assign_places
from solver.search.arrays import Ints
from solver.state.index import Index
from solver.state.place_kinds import PlaceKinds
from tests.builders.examples import examples
from tests.builders.solver.forums import forum
from tests.builders.solver.search_shapes import shapes
from tests.builders.solver.searches import OpenSearch, search_on
from tests.builders.solver.small import agent, problem, request, slots

ANY_SHAPE = examples(150)
NOT_YET = {Rule.PIN, Rule.PLACE_ALL}
"""Obligatory requests may be missing as long as no legal schedule is known."""


def schedule_of(given: Problem, rows: Ints) -> Schedule:
    index = Index(given)
    return assign_places(index, PlaceKinds(index), rows).schedule()


def construct(search: OpenSearch) -> None:
    while search.construct():
        pass


@ANY_SHAPE
@given(shapes(), st.integers(0, 2**30), st.lists(st.integers(1, 400), min_size=1, max_size=5), st.floats(0, 1))
def test_every_state_keeps_all_rules_and_knows_its_costs(
    given: Problem, seed: int, turns: list[int], progress: float
) -> None:
    search = search_on(given, seed)
    construct(search)
    for steps in turns:
        search.step(progress, steps)
        for rows, values in ((search.present_rows(), search.present_values), (search.rows(), search.values)):
            report = validate(given, schedule_of(given, rows))
            assert [item for item in report.violations if item.code not in NOT_YET] == []
            assert values == {goal: report.scores.get(goal, 0) for goal in Goal if goal is not Goal.PLACE_CHANGES}
        assert search.legal == (validate(given, schedule_of(given, search.rows())).violations == ())


@ANY_SHAPE
@given(shapes(), st.integers(0, 2**30))
def test_going_back_and_taking_over_lose_nothing(given: Problem, seed: int) -> None:
    search, other = search_on(given, seed), search_on(given, seed + 1)
    construct(search)
    search.step(0.3, 500)
    search.restart()
    assert np.array_equal(search.present_rows(), search.rows())
    assert search.present_values == search.values
    other.step(0.0, 300)
    other.adopt(search.rows())
    assert np.array_equal(other.present_rows(), search.rows())
    assert other.present_values == search.values
    other.step(0.5, 300)
    report = validate(given, schedule_of(given, other.present_rows()))
    assert [item for item in report.violations if item.code not in NOT_YET] == []


def test_the_same_seed_gives_the_same_schedule() -> None:
    day = forum(4)
    rows = []
    for _ in range(2):
        search = search_on(day, 11)
        construct(search)
        for turn in range(10):
            search.step(turn / 10)
        rows.append(search.rows())
    assert np.array_equal(*rows)


def test_the_best_schedule_never_gets_worse() -> None:
    search = search_on(forum(4), 3)
    construct(search)
    best = search.costs
    for turn in range(20):
        search.step(turn / 20)
        assert search.costs <= best
        best = search.costs


@pytest.mark.parametrize("progress", [0.5, 0.7])
def test_what_is_frozen_is_never_given_up_for_a_goal_after_it(progress: float) -> None:
    search = search_on(generate(Size(people=200, meetings=900, slots=16, tables=60), Model.POPULAR, 0))
    construct(search)
    for turn in range(5):
        search.step(turn / 10)
    frozen = search.cooling.frozen(progress)
    search.step(progress, 0)
    for _ in range(10):
        reached = search.present_costs[:frozen]
        search.step(progress)
        assert search.present_costs[:frozen] <= reached


def test_what_is_held_stays_frozen_in_all_coolings() -> None:
    search = search_on(generate(Size(people=200, meetings=900, slots=16, tables=60), Model.POPULAR, 0))
    construct(search)
    for turn in range(10):
        search.step(turn / 10)
    search.freeze(Goal.FAIRNESS)
    search.step(0.0, 0)
    reached = search.present_values
    for progress in (0.0, 0.1, 0.5, 0.0):
        search.step(progress)
        now = search.present_values
        assert (now[Goal.GUARANTEES], -now[Goal.VALUE]) <= (reached[Goal.GUARANTEES], -reached[Goal.VALUE])
        if now[Goal.VALUE] == reached[Goal.VALUE]:
            assert now[Goal.FAIRNESS] <= reached[Goal.FAIRNESS]
        reached = now


def test_long_meetings_are_moved() -> None:
    fixed = request("A", "B", slots=frozenset({"s0"}))
    given = problem(
        request("A", "C", (5, 0), length=2), fixed, slots=slots(4, block=4), agents=[agent("c", "s0 s1 s2 s3")]
    )
    search = search_on(given)
    construct(search)
    search.step(0.5, 5_000)
    assert (search.values[Goal.VALUE], search.values[Goal.BREAKS]) == (15, 0)


def test_somebody_else_goes_if_that_makes_room() -> None:
    either = (Side(delegation="A", agents=("a1", "a2"), value=10), Side(delegation="C", agents=("c",)))
    only = (Side(delegation="A", agents=("a1",), value=5), Side(delegation="B", agents=("b",)))
    given = problem(
        request("A", "C", sides=either), request("A", "B", sides=only), agents=[agent(n, "s0") for n in ("a1", "a2")]
    )
    search = search_on(given)
    construct(search)
    search.step(0.9, 5_000)
    assert search.values[Goal.VALUE] == 15


def test_what_nobody_gains_from_is_not_placed() -> None:
    idle, promised = request("A", "B", (0, 0)), request("C", "D", (0, 0))
    given = problem(idle, promised, request("A", "D", (0, 0)), delegations=[Delegation(id="C", minimum=1)])
    search = search_on(given)
    construct(search)
    search.step(0.5, 5_000)
    assert set(schedule_of(given, search.rows()).assignments) == {"C-D"}


def test_each_venue_has_its_own_places() -> None:
    days = (*slots(1), *slots(1, venue="x"))
    given = problem(
        request("A", "B", slots=frozenset({"s0"})),
        request("C", "D"),
        slots=days,
        places=(Place(id="here"), Place(id="there", venue="x")),
        agents=[agent(name, "s0 monx-s0") for name in "abcd"],
    )
    search = search_on(given)
    construct(search)
    search.step(0.5, 5_000)
    placed = schedule_of(given, search.rows()).assignments
    assert {name: item.place for name, item in placed.items()} == {"A-B": "here", "C-D": "there"}
