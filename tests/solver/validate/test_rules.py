"""Every hard rule: a schedule that keeps it, and one that breaks it and nothing else."""

from typing import Any

import pytest

from solver import Assignment, Delegation, Pin, Place, Problem, Rule, Schedule, Side, Slot, validate
from tests.builders.solver.small import agent, placed, problem, request, role, slots

POOL = (role("i", "j"),)
AB, AC, BC = request("A", "B"), request("A", "C"), request("B", "C")
TWO_VENUES = (
    *slots(2, venue="x"),
    Slot(id="near", start=60, end=85, day="mon", block="0", venue="y"),
    Slot(id="far", start=85, end=110, day="mon", block="0", venue="y"),
)
VENUE_PLACES = (Place(id="tx", venue="x"), Place(id="ty", venue="y"))
EVERYWHERE = [agent(name, "monx-s0 monx-s1 near far") for name in "abc"]
TRAVEL: dict[str, Any] = {
    "slots": TWO_VENUES,
    "places": VENUE_PLACES,
    "agents": EVERYWHERE,
    "travel": {("x", "y"): 20},
}


def broken(given: Problem, *seats: tuple[str, ...]) -> set[Rule]:
    return {item.code for item in validate(given, placed(*seats)).violations}


CASES = {
    "one meeting at a time": (
        Rule.ONE_PLACE,
        problem(AB, AC),
        [("A-B", "s0", "t1"), ("A-C", "s1", "t1")],
        [("A-B", "s0", "t1"), ("A-C", "s0", "t2")],
    ),
    "time to travel": (
        Rule.ONE_PLACE,
        problem(AB, AC, **TRAVEL),
        [("A-B", "monx-s1", "tx"), ("A-C", "far", "ty")],
        [("A-B", "monx-s1", "tx"), ("A-C", "near", "ty")],
    ),
    "availability": (
        Rule.AVAILABILITY,
        problem(AB, agents=[agent("a", "s0")]),
        [("A-B", "s0", "t1")],
        [("A-B", "s1", "t1")],
    ),
    "who fills a role is free": (
        Rule.AVAILABILITY,
        problem(request("A", "B", roles=POOL), agents=[agent("i", "s0"), agent("j", "s1")]),
        [("A-B", "s0", "t1", "i")],
        [("A-B", "s1", "t1", "i")],
    ),
    "who fills a role is in one place": (
        Rule.ONE_PLACE,
        problem(request("A", "B", roles=POOL), request("C", "D", roles=POOL), agents=[agent("i"), agent("j")]),
        [("A-B", "s0", "t1", "i"), ("C-D", "s0", "t2", "j")],
        [("A-B", "s0", "t1", "i"), ("C-D", "s0", "t2", "i")],
    ),
    "a role is filled from its pool": (
        Rule.CANDIDATE,
        problem(request("A", "B", roles=POOL), AC, agents=[agent("i"), agent("j")]),
        [("A-B", "s0", "t1", "j")],
        [("A-B", "s0", "t1", "c")],
    ),
    "a role is filled": (
        Rule.UNKNOWN,
        problem(request("A", "B", roles=POOL), agents=[agent("i"), agent("j")]),
        [("A-B", "s0", "t1", "i")],
        [("A-B", "s0", "t1")],
    ),
    "who fills a role keeps to a day's limit": (
        Rule.MAX_PER_DAY,
        problem(
            request("A", "B", roles=POOL), request("C", "D", roles=POOL), agents=[agent("i", max_per_day=1), agent("j")]
        ),
        [("A-B", "s0", "t1", "i"), ("C-D", "s1", "t2", "j")],
        [("A-B", "s0", "t1", "i"), ("C-D", "s1", "t2", "i")],
    ),
    "a pin names who fills a role": (
        Rule.PIN,
        problem(request("A", "B", roles=POOL, pin=Pin(agents=("a", "b", "j"))), agents=[agent("i"), agent("j")]),
        [("A-B", "s0", "t1", "j")],
        [("A-B", "s0", "t1", "i")],
    ),
    "capacity": (
        Rule.CAPACITY,
        problem(AB, request("C", "D")),
        [("A-B", "s0", "t1"), ("C-D", "s0", "t2")],
        [("A-B", "s0", "t1"), ("C-D", "s0", "t1")],
    ),
    "closed places": (
        Rule.CLOSED,
        problem(AB, places=(Place(id="t1", closed=frozenset({"s0"})),)),
        [("A-B", "s1", "t1")],
        [("A-B", "s0", "t1")],
    ),
    "booths of others": (
        Rule.OWNER,
        problem(
            request("A", "B", places=frozenset({"t1", "t2"})),
            places=(Place(id="t1"), Place(id="t2", owner="C")),
            delegations=[Delegation(id="C")],
        ),
        [("A-B", "s0", "t1")],
        [("A-B", "s0", "t2")],
    ),
    "booths only if asked": (
        Rule.PLACE,
        problem(AB, places=(Place(id="t1"), Place(id="t2", owner="A"))),
        [("A-B", "s0", "t1")],
        [("A-B", "s0", "t2")],
    ),
    "allowed places": (
        Rule.PLACE,
        problem(request("A", "B", places=frozenset({"t1"}))),
        [("A-B", "s0", "t1")],
        [("A-B", "s0", "t2")],
    ),
    "venue of the place": (Rule.PLACE, problem(AB, **TRAVEL), [("A-B", "near", "ty")], [("A-B", "near", "tx")]),
    "allowed slots": (
        Rule.SLOT,
        problem(request("A", "B", slots=frozenset({"s0"}))),
        [("A-B", "s0", "t1")],
        [("A-B", "s1", "t1")],
    ),
    "vetoes": (
        Rule.VETO,
        problem(AB, AC, vetoes=frozenset({frozenset({"A", "B"})})),
        [("A-C", "s0", "t1")],
        [("A-B", "s0", "t1")],
    ),
    "maximum of a delegation": (
        Rule.MAXIMUM,
        problem(AB, AC, delegations=[Delegation(id="A", maximum=1)]),
        [("A-B", "s0", "t1")],
        [("A-B", "s0", "t1"), ("A-C", "s1", "t1")],
    ),
    "most meetings received": (
        Rule.MAXIMUM_RECEIVED,
        problem(AB, AC, BC, delegations=[Delegation(id="C", maximum_received=1)]),
        [("A-B", "s0", "t1"), ("A-C", "s1", "t1")],
        [("A-C", "s0", "t1"), ("B-C", "s1", "t1")],
    ),
    "most meetings a day": (
        Rule.MAX_PER_DAY,
        problem(AB, AC, agents=[agent("a", max_per_day=1)]),
        [("A-B", "s0", "t1")],
        [("A-B", "s0", "t1"), ("A-C", "s3", "t1")],
    ),
    "most in a row": (
        Rule.MAX_IN_A_ROW,
        problem(AB, AC, agents=[agent("a", max_in_a_row=1)]),
        [("A-B", "s1", "t1"), ("A-C", "s2", "t1")],
        [("A-B", "s0", "t1"), ("A-C", "s1", "t1")],
    ),
    "lunch": (
        Rule.KEEP_ONE_FREE,
        problem(AB, AC, agents=[agent("a", keep_one_free=(frozenset({"s1", "s2"}),))]),
        [("A-B", "s0", "t1"), ("A-C", "s1", "t1")],
        [("A-B", "s1", "t1"), ("A-C", "s2", "t1")],
    ),
    "pinned slot": (
        Rule.PIN,
        problem(request("A", "B", pin=Pin(slot="s1"))),
        [("A-B", "s1", "t1")],
        [("A-B", "s0", "t1")],
    ),
    "pinned place": (
        Rule.PIN,
        problem(request("A", "B", pin=Pin(place="t2"))),
        [("A-B", "s1", "t2")],
        [("A-B", "s1", "t1")],
    ),
    "pinned and placed": (Rule.PIN, problem(request("A", "B", pin=Pin())), [("A-B", "s1", "t2")], []),
    "order": (
        Rule.ORDER,
        problem(AB, request("A", "C", after=("A-B",))),
        [("A-B", "s0", "t1"), ("A-C", "s1", "t1")],
        [("A-B", "s1", "t1"), ("A-C", "s0", "t1")],
    ),
    "length inside a block": (
        Rule.LENGTH,
        problem(request("A", "B", length=2)),
        [("A-B", "s2", "t1")],
        [("A-B", "s1", "t1")],
    ),
    "room for the whole length": (
        Rule.CAPACITY,
        problem(request("A", "B", length=2), request("C", "D")),
        [("A-B", "s0", "t1"), ("C-D", "s2", "t1")],
        [("A-B", "s0", "t1"), ("C-D", "s1", "t1")],
    ),
    "all placed": (
        Rule.PLACE_ALL,
        problem(AB, AC, place_all=True),
        [("A-B", "s0", "t1"), ("A-C", "s1", "t1")],
        [("A-B", "s0", "t1")],
    ),
    "equal breaks": (
        Rule.BREAK_SPREAD,
        problem(AB, AC, break_spread=0),
        [("A-B", "s0", "t1"), ("A-C", "s1", "t1")],
        [("A-B", "s0", "t1"), ("A-C", "s2", "t1")],
    ),
    "known slots": (Rule.UNKNOWN, problem(AB), [("A-B", "s0", "t1")], [("A-B", "s9", "t1")]),
    "known places": (Rule.UNKNOWN, problem(AB), [("A-B", "s0", "t1")], [("A-B", "s0", "t9")]),
    "known requests": (Rule.UNKNOWN, problem(AB), [("A-B", "s0", "t1")], [("A-C", "s0", "t1")]),
}


@pytest.mark.parametrize(("rule", "given", "right", "wrong"), CASES.values(), ids=CASES.keys())
def test_the_judge_tells_right_from_wrong(
    rule: Rule, given: Problem, right: list[tuple[str, ...]], wrong: list[tuple[str, ...]]
) -> None:
    assert broken(given, *right) == set()
    assert broken(given, *wrong) == {rule}


def test_a_side_is_covered_by_one_of_its_candidates() -> None:
    sides = (Side(delegation="A", agents=("a1", "a2"), value=1), Side(delegation="B", agents=("b",)))
    given = problem(request("A", "B", sides=sides), AC)
    covered = Assignment(request="A-B", slot="s0", place="t1", agents=("a2", "b"))
    strange = Assignment(request="A-B", slot="s0", place="t1", agents=("c", "b"))
    assert validate(given, Schedule({"A-B": covered})).valid
    assert [item.code for item in validate(given, Schedule({"A-B": strange})).violations] == [Rule.CANDIDATE]


def test_two_of_one_side_are_two_people() -> None:
    sides = (Side(delegation="A", agents=("a1", "a2"), value=1), Side(delegation="B", agents=("b",)))
    given = problem(request("A", "B", sides=sides, roles=(role("a1", "a2"),)))
    both = Assignment(request="A-B", slot="s0", place="t1", agents=("a2", "b", "a1"))
    one = Assignment(request="A-B", slot="s0", place="t1", agents=("a2", "b", "a2"))
    assert validate(given, Schedule({"A-B": both})).valid
    assert Rule.CANDIDATE in {item.code for item in validate(given, Schedule({"A-B": one})).violations}


def test_violations_name_the_culprits() -> None:
    report = validate(problem(AB, AC), placed(("A-B", "s0", "t1"), ("A-C", "s0", "t2")))
    assert [item.ids for item in report.violations] == [("A-B", "A-C", "a")]
