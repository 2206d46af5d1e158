"""What may ease a bottleneck before anything is solved, and that the judge finds it true and no less than needed."""

from dataclasses import replace

import pytest
from hypothesis import assume, given

from solver import Delegation, Place, Problem
from solver.diagnose import diagnose
from solver.diagnose.changes import changed
from solver.diagnose.relief import Relief, reliefs
from solver.model.fix import FixKind
from solver.validate.relief import confirm_relief
from tests.builders.examples import examples
from tests.builders.solver.exhaustive import best, most_placed, size
from tests.builders.solver.shapes import shapes
from tests.builders.solver.small import agent, problem, request

ONE_TABLE = (Place(id="t1"),)
AB, AC, AD = (request("A", name, (10, 0)) for name in "BCD")


def eased(given: Problem) -> list[tuple[FixKind, str, tuple[str, ...], int, int]]:
    found = reliefs(given, diagnose(given))
    assert all(confirm_relief(given, relief) for relief in found)
    return [(it.change.kind, it.change.subject, it.change.slots, it.change.amount, it.up_to) for it in found]


def test_the_fewest_tables_for_a_slot_that_too_many_need() -> None:
    at_noon = [request(one, two, slots=frozenset({"s0"})) for one, two in ("AB", "CD", "EF", "GH")]
    assert eased(problem(*at_noon, places=ONE_TABLE)) == [
        (FixKind.PLACES, "", ("s0",), 3, 3),
        (FixKind.PLACES, "", ("s0",), 1, 1),
    ]


def test_one_table_for_a_day_does_as_well_as_several_in_a_slot() -> None:
    pairs = [request(one, two) for one, two in ("AB", "CD", "EF", "GH", "IJ", "KL")]
    assert eased(problem(*pairs, places=ONE_TABLE)) == [
        (FixKind.PLACES, "", ("s0",), 2, 2),
        (FixKind.PLACES, "", ("s0", "s1"), 1, 2),
        (FixKind.PLACES, "", ("s0",), 1, 1),
    ]


def test_a_person_who_stays_longer_or_a_colleague() -> None:
    assert eased(problem(AB, AC, AD, agents=[agent("a", "s0")], places=(Place(id="hall", capacity=9),))) == [
        (FixKind.DELEGATE, "A", (), 1, 2),
        (FixKind.TIME, "a", ("s1", "s2"), 1, 2),
        (FixKind.TIME, "a", ("s1",), 1, 1),
    ]


def test_a_person_who_takes_more_meetings_a_day() -> None:
    given = problem(AB, AC, AD, agents=[agent("a", max_per_day=1)])
    assert (FixKind.PERSONAL_LIMIT, "a", (), 1, 2) in eased(given)


def test_somebody_who_could_come_when_the_other_one_is_there() -> None:
    given = problem(AB, agents=[agent("a", "s0"), agent("b", "s1")])
    assert eased(given) == [(FixKind.TIME, "b", ("s0",), 1, 1)]


def test_a_delegation_that_may_have_more() -> None:
    given = problem(AB, AC, AD, delegations=[Delegation(id="A", maximum=1)])
    assert eased(given) == [(FixKind.DELEGATION_LIMIT, "A", (), 1, 2)]


def test_where_nothing_is_scarce_nothing_is_eased() -> None:
    assert eased(problem(AB, AC)) == []


def scarce() -> tuple[Problem, Relief]:
    at_noon = [request(one, two, slots=frozenset({"s0"})) for one, two in ("AB", "CD", "EF", "GH")]
    given = problem(*at_noon, places=ONE_TABLE)
    return given, reliefs(given, diagnose(given))[0]


@pytest.mark.parametrize("wrong", [{"up_to": 2}, {"up_to": 4}, {"smaller": None}, {"up_to": 0}])
def test_the_judge_refuses_another_number(wrong: dict[str, object]) -> None:
    given, relief = scarce()
    assert confirm_relief(given, relief)
    assert not confirm_relief(given, replace(relief, **wrong))


def test_the_judge_refuses_more_than_is_needed() -> None:
    given, relief = scarce()
    assert not confirm_relief(given, replace(relief, change=replace(relief.change, amount=4)))


@examples(150)
@given(shapes(requests=10, longest_day=4))
def test_every_relief_is_confirmed(problem: Problem) -> None:
    for relief in reliefs(problem, diagnose(problem)):
        assert confirm_relief(problem, relief)


@examples(100)
@given(shapes(delegations=3, requests=4, longest_day=2))
def test_no_schedule_lets_in_more(problem: Problem) -> None:
    assume(size(problem) < 2_000)
    for relief in reliefs(problem, diagnose(problem)):
        after, asked = changed(problem, relief.change), set(relief.finding.witness["requests"])
        assume(size(after) < 5_000)
        if best(after) is not None:
            assert most_placed(after, asked) <= len(asked) - relief.finding.lost + relief.up_to
