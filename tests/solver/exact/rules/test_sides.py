"""A placed request begins once, with one candidate for each side and one kind of place."""

from ortools.sat.python import cp_model

from solver import Place, Side
from solver.exact.rules.sides import apply
from solver.exact.variables import Literal, Variables
from solver.state.index import Index
from tests.builders.solver.forced import possible
from tests.builders.solver.small import agent, problem, request

TEAM = Side(delegation="A", agents=("a1", "a2"), value=1)
ONE = problem(request("A", "B", sides=(TEAM, Side(delegation="B", agents=("b",)))))
TWO_KINDS = problem(
    request("A", "B", places=frozenset({"t1", "booth"})),
    request("A", "C"),
    places=(Place(id="t1"), Place(id="booth", owner="A")),
)


def allows(given: Variables, *literals: Literal) -> bool:
    apply(given)
    given.model.add_bool_and(*literals)
    return cp_model.CpSolver().solve(given.model) == cp_model.OPTIMAL


def variables(given: object = ONE) -> Variables:
    return Variables(Index(given), cp_model.CpModel())


def test_a_request_may_be_anywhere_or_nowhere() -> None:
    assert all(possible(ONE, apply, A_B=slot) for slot in ("s0", "s3", None))


def test_it_does_not_begin_twice() -> None:
    given = variables()
    assert not allows(given, given.begins[0][0], given.begins[0][1])


def test_it_is_placed_exactly_if_it_begins() -> None:
    given = variables()
    assert not allows(given, given.begins[0][0], given.placed[0].negated())


def test_two_candidates_of_a_side_do_not_go_together() -> None:
    given = variables()
    assert not allows(given, given.goes[0][0, 0, 0], given.goes[0][0, 0, 1])


def test_somebody_goes() -> None:
    given = variables()
    assert not allows(given, given.begins[0][0], *(given.goes[0][0, 0, a].negated() for a in (0, 1)))


def test_a_candidate_who_is_away_cannot_go() -> None:
    away = problem(*ONE.requests, agents=[agent("a1", "s0")])
    assert set(variables(away).goes[0]) == {(0, 0, 0), *((0, s, 1) for s in range(4)), *((1, s, 2) for s in range(4))}


def test_a_meeting_uses_one_kind_of_place() -> None:
    given = variables(TWO_KINDS)
    assert not allows(given, *(given.housed[0][0, kind] for kind in (0, 1)))
    given = variables(TWO_KINDS)
    assert allows(given, given.housed[0][0, 1])
