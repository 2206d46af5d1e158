"""Breaks and waiting that nobody can spare a person."""

import pytest
from hypothesis import given

from solver import Agent, Goal, Pin, Problem, Schedule, validate
from solver.bounds.per_agent import Agendas, Certain, unavoidable_breaks, unavoidable_waiting
from solver.goals.lexicographic import cost
from solver.state.agendas import breaks
from solver.state.board import Board
from solver.state.index import Index
from tests.builders.examples import examples
from tests.builders.solver.exhaustive import best
from tests.builders.solver.relaxations import relaxed
from tests.builders.solver.schedules import ABOUT_PLACED, scheduled, tiny
from tests.builders.solver.small import agent, problem, request, slots

FIRST, LAST = (request("A", name, pin=Pin(slot=slot)) for name, slot in (("B", "s0"), ("C", "s3")))


def alone(index: Index, certain: Certain | None = None) -> list[int]:
    return unavoidable_breaks(index, Agendas.of(index, certain or Certain.of(index)))


@pytest.mark.parametrize(
    ("person", "breaks"),
    [
        (agent("a"), 1),
        (agent("a", "s0 s3"), 0),
        (agent("a", "s0 s1 s3"), 1),
    ],
)
def test_pins_far_apart_with_an_idle_slot_between(person: Agent, breaks: int) -> None:
    given = problem(FIRST, LAST, agents=[person])
    assert sum(alone(Index(given))) == breaks


def test_requests_that_may_fill_the_gap_leave_nothing_certain() -> None:
    given = problem(FIRST, LAST, request("A", "D"), request("A", "E"))
    assert sum(alone(Index(given))) == 0


def test_waiting_between_two_pins() -> None:
    index = Index(problem(FIRST, LAST))
    agendas = Agendas.of(index, Certain.of(index))
    assert unavoidable_waiting(index, agendas, breaks=1) == 2


def test_one_break_less_may_be_more_waiting() -> None:
    pinned = [request("A", name, pin=Pin(slot=slot)) for name, slot in (("B", "s0"), ("C", "s4"))]
    either = request("A", "D", pin=Pin(), slots=frozenset({"s2", "s5"}))
    index = Index(problem(*pinned, either, slots=slots(6), agents=[agent(n, "s0 s1 s2 s3 s4 s5") for n in "abcd"]))
    agendas = Agendas.of(index, Certain.of(index))
    assert [unavoidable_waiting(index, agendas, breaks) for breaks in (1, 2)] == [3, 2]


def test_what_need_not_be_placed_is_not_certain() -> None:
    free = [request("A", name, slots=frozenset({slot})) for name, slot in (("B", "s0"), ("C", "s3"))]
    index = Index(problem(*free))
    certain = Certain.of(index)
    assert sum(alone(index, certain)) == 0
    certain.learn([], [0, 1])
    assert sum(alone(index, certain)) == 1


@examples(150)
@given(scheduled())
def test_nobody_has_fewer_breaks_in_any_schedule(made: tuple[Problem, Schedule]) -> None:
    given, schedule = made
    index, board = Index(given), Board(Index(given), schedule)
    values = validate(given, schedule).scores
    certain = Certain.of(index)
    for goal in ABOUT_PLACED:
        bound = relaxed(index, goal, values)
        assert bound is not None
        certain.learn(*bound.excluded(cost(goal, values[goal])))
    waiting = unavoidable_waiting(index, Agendas.of(index, certain), values[Goal.BREAKS])
    assert waiting <= values[Goal.WAITING]
    for fewest, found in zip(alone(index, certain), breaks(index, board.busy), strict=True):
        assert fewest <= found


@examples(25)
@given(tiny())
def test_the_optimum_of_a_tiny_problem_has_no_fewer(given: Problem) -> None:
    optimum = best(given)
    if optimum is not None:
        index = Index(given)
        assert sum(alone(index)) <= optimum[Goal.BREAKS]
        agendas = Agendas.of(index, Certain.of(index))
        assert unavoidable_waiting(index, agendas, optimum[Goal.BREAKS]) <= optimum[Goal.WAITING]
