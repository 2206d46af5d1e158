"""Each kind of fix, and that what it lets in breaks no rule of the changed problem."""

from typing import Any

import pytest
from hypothesis import given

from solver import Delegation, Place, Problem, Schedule, Settings, validate
from solver.diagnose.changes import changed
from solver.diagnose.fixes import fixes
from solver.model.fix import Fix, FixKind
from solver.plan.solve import solve
from tests.builders.examples import examples
from tests.builders.solver.shapes import shapes
from tests.builders.solver.small import agent, placed, problem, request

AB, AC, CD = request("A", "B", (10, 0)), request("A", "C", (7, 0)), request("C", "D", (5, 0))
ONE_TABLE = (Place(id="t1"),)


def keeps_all_rules(given: Problem, schedule: Schedule, fix: Fix) -> bool:
    """Whether nothing is broken that was not broken before."""
    with_them = Schedule({**schedule.assignments, **{item.request: item for item in fix.lets_in}})
    before = set(validate(given, schedule).violations)
    return set(validate(changed(given, fix), with_them).violations) <= before


def best(given: Problem, schedule: Schedule) -> Fix:
    found = fixes(given, schedule)
    assert all(keeps_all_rules(given, schedule, fix) for fix in found)
    return found[0]


def test_more_places_in_a_slot() -> None:
    asked = [request(one, two, slots=frozenset({"s0"})) for one, two in ("AB", "CD", "EF")]
    fix = best(problem(*asked, places=ONE_TABLE), placed(("A-B", "s0", "t1")))
    assert (fix.kind, fix.subject, fix.slots, fix.amount, fix.value) == (FixKind.PLACES, "", ("s0",), 2, 20)


def test_a_place_for_a_block() -> None:
    asked = [request("A", "B", slots=frozenset({"s0"})), request("C", "D", slots=frozenset({"s1"}))]
    found = fixes(problem(*asked, places=()), Schedule())
    assert (found[0].kind, found[0].slots, found[0].amount, found[0].value) == (FixKind.PLACES, ("s0", "s1"), 1, 20)


def test_a_person_who_comes_earlier() -> None:
    given = problem(AB, AC, agents=[agent("a", "s3"), agent("b", "s0 s1"), agent("c", "s0 s1")])
    fix = best(given, Schedule())
    assert (fix.kind, fix.subject, fix.slots, fix.value) == (FixKind.TIME, "a", ("s0", "s1"), 17)


def test_a_second_delegate() -> None:
    given = problem(AB, AC, agents=[agent("a", "s0"), agent("b", "s0"), agent("c", "s0")])
    fix = best(given, placed(("A-B", "s0", "t1")))
    assert (fix.kind, fix.subject, fix.value) == (FixKind.DELEGATE, "A", 7)
    assert fix.lets_in[0].agents == ("A+1", "c")


@pytest.mark.parametrize("limits", [{"maximum": 1}, {"maximum_received": 1}])
def test_a_delegation_without_a_limit(limits: dict[str, int]) -> None:
    asked = [request("A", name, (0, 5)) for name in "BC"]
    fix = best(problem(*asked, delegations=[Delegation(id="A", **limits)]), placed(("A-B", "s0", "t1")))
    assert (fix.kind, fix.subject, fix.value) == (FixKind.DELEGATION_LIMIT, "A", 5)


@pytest.mark.parametrize(
    "limits", [{"max_per_day": 1}, {"max_in_a_row": 1}, {"keep_one_free": (frozenset({"s0", "s1"}),)}]
)
def test_a_person_without_limits(limits: dict[str, Any]) -> None:
    given = problem(AB, AC, agents=[agent("a", "s0 s1", **limits)])
    found = fixes(given, placed(("A-B", "s0", "t1")))
    assert {(fix.kind, fix.subject) for fix in found} >= {(FixKind.PERSONAL_LIMIT, "a")}


def test_nothing_to_fix_where_everything_is_placed() -> None:
    assert fixes(problem(CD), placed(("C-D", "s0", "t1"))) == ()


def test_it_ends_when_asked_to() -> None:
    assert fixes(problem(AB, places=()), Schedule(), should_stop=lambda: True) == ()


@examples(60)
@given(shapes(requests=8))
def test_what_a_fix_lets_in_breaks_no_rule(shape: Problem) -> None:
    schedule = solve(shape, Settings(deterministic_limit=0.05, workers=1)).schedule
    for fix in fixes(shape, schedule):
        assert keeps_all_rules(shape, schedule, fix)
        values = {one.id: one.value for one in shape.requests}
        assert fix.value == sum(values[item.request] for item in fix.lets_in)
