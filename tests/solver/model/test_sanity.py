"""Nonsense is refused when the problem is made, with a code and the culprits."""

from time import perf_counter
from typing import Any

import pytest

from solver import Agent, Delegation, InvalidProblem, Pin, Place, Problem, Request, Side, Slot
from tests.builders.solver.small import agent, problem, request, role, slots

TWICE = (Place(id="t"), Place(id="t"))
BACKWARDS = (Slot(id="s0", start=60, end=30, day="mon", block="0"),)
LATE_FIRST = (slots()[1], slots()[0])
OVERLAPPING = tuple(Slot(id=f"s{n}", start=10 * n, end=10 * n + 25, day="mon", block="0") for n in range(2))


@pytest.mark.parametrize(
    ("code", "ids", "parts"),
    [
        ("duplicate_id", ("t",), {"places": TWICE}),
        ("slot_ends_before_start", ("s0",), {"slots": BACKWARDS, "agents": [agent("a", "s0"), agent("b", "s0")]}),
        ("slots_not_in_order", ("s0",), {"slots": LATE_FIRST}),
        ("slots_overlap_in_block", ("s1",), {"slots": OVERLAPPING}),
        ("unknown_slot", ("s9",), {"agents": [agent("a", "s9")]}),
        ("unknown_slot", ("s9",), {"places": (Place(id="t", closed=frozenset({"s9"})),)}),
        ("unknown_slot", ("s9",), {"agents": [agent("a", keep_one_free=(frozenset({"s9"}),))]}),
        ("nothing_to_keep_free", ("a",), {"agents": [agent("a", keep_one_free=(frozenset(),))]}),
        ("negative_number", ("a",), {"agents": [agent("a", max_per_day=-1)]}),
        ("negative_number", ("t",), {"places": (Place(id="t", capacity=-1),)}),
        ("negative_number", ("A",), {"delegations": [Delegation(id="A", minimum=-1)]}),
        ("negative_number", ("x-y",), {"travel": {("x", "y"): -1}}),
        ("unknown_delegation", ("Z",), {"places": (Place(id="t", owner="Z"),)}),
        ("unknown_delegation", ("Z",), {"vetoes": frozenset({frozenset({"A", "Z"})})}),
        ("not_a_text", ("''",), {"delegations": [Delegation(id="")]}),
        ("not_a_text", ("7",), {"places": (Place(id=7),)}),
        ("not_a_whole_number", ("t", "capacity"), {"places": (Place(id="t", capacity=True),)}),
        ("not_a_whole_number", ("t", "capacity"), {"places": (Place(id="t", capacity=1.0),)}),
        ("not_a_whole_number", ("a", "max_per_day"), {"agents": [agent("a", max_per_day="2")]}),
        ("not_a_whole_number", ("A", "minimum"), {"delegations": [Delegation(id="A", minimum=float("nan"))]}),
        ("number_too_large", ("t", "capacity"), {"places": (Place(id="t", capacity=10**30),)}),
        ("number_too_large", ("x-y", "travel"), {"travel": {("x", "y"): 10**9 + 1}}),
        ("negative_number", ("break_spread",), {"break_spread": -1}),
        ("veto_needs_two", ("A",), {"vetoes": frozenset({frozenset({"A"})})}),
    ],
)
def test_a_part_that_is_nonsense_is_refused(code: str, ids: tuple[str, ...], parts: dict[str, Any]) -> None:
    with pytest.raises(InvalidProblem) as refused:
        problem(request("A", "B"), **parts)
    assert (refused.value.code, refused.value.ids) == (code, ids)


SAME = (Side(delegation="A", agents=("a",)), Side(delegation="A", agents=("b",)))
NOBODY = (Side(delegation="A", agents=()), Side(delegation="B", agents=("b",)))
SHARED = (Side(delegation="A", agents=("a",)), Side(delegation="B", agents=("a",)))


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("same_delegation", {"sides": SAME}),
        ("no_candidate", {"sides": NOBODY}),
        ("agent_twice", {"sides": SHARED}),
        ("agent_twice", {"roles": (role("a"),)}),
        ("agent_twice", {"roles": (role("i"), role("i", name="guide"))}),
        ("no_candidate", {"roles": (role(),)}),
        ("role_twice", {"roles": (role("i"), role("j"))}),
        ("role_twice", {"roles": (role("i", name="A"),)}),
        ("no_length", {"length": 0}),
        ("negative_number", {"values": (-1, 0)}),
        ("pin_agents", {"pin": Pin(agents=("b", "a"))}),
        ("order_in_a_circle", {"after": ("A-B",)}),
    ],
)
def test_a_request_that_is_nonsense_is_refused(code: str, more: dict[str, Any]) -> None:
    with pytest.raises(InvalidProblem) as refused:
        problem(request("A", "B", **more))
    assert (refused.value.code, refused.value.ids) == (code, ("A-B",))


@pytest.mark.parametrize(
    ("code", "ids", "more"),
    [
        ("unknown_agent", ("nobody",), {"roles": (role("nobody"),)}),
        ("unknown_slot", ("s9",), {"slots": frozenset({"s9"})}),
        ("unknown_place", ("t9",), {"places": frozenset({"t9"})}),
        ("unknown_request", ("C-D",), {"after": ("C-D",)}),
        ("unknown_slot", ("s9",), {"pin": Pin(slot="s9")}),
        ("unknown_place", ("t9",), {"pin": Pin(place="t9")}),
        ("pin_slot", ("A-B", "s0"), {"pin": Pin(slot="s0"), "slots": frozenset({"s1"})}),
        ("pin_slot", ("A-B", "s1"), {"pin": Pin(slot="s1"), "length": 2}),
        ("pin_away", ("A-B", "s3"), {"pin": Pin(slot="s3")}),
        ("pin_place", ("A-B", "t1"), {"pin": Pin(place="t1"), "places": frozenset({"t2"})}),
        ("pin_place", ("A-B", "t1"), {"pin": Pin(slot="s0", place="t1")}),
        ("pin_place", ("A-B", "t2"), {"pin": Pin(place="t2")}),
    ],
)
def test_a_request_that_contradicts_the_rest_is_refused(code: str, ids: tuple[str, ...], more: dict[str, Any]) -> None:
    places = (Place(id="t1", closed=frozenset({"s0"})), Place(id="t2", owner="C"))
    people = [agent("a", "s0 s1 s2"), agent("b")]
    with pytest.raises(InvalidProblem) as refused:
        problem(request("A", "B", **more), places=places, agents=people, delegations=[Delegation(id="C")])
    assert (refused.value.code, refused.value.ids) == (code, ids)


def test_a_pin_against_a_veto_is_refused() -> None:
    with pytest.raises(InvalidProblem) as refused:
        problem(request("A", "B", pin=Pin()), vetoes=frozenset({frozenset({"A", "B"})}))
    assert (refused.value.code, refused.value.ids) == ("pin_vetoed", ("A-B",))


def test_two_pins_of_somebody_at_the_same_time_are_refused() -> None:
    pins = [Pin(slot="s0", agents=("a", name)) for name in "bc"]
    with pytest.raises(InvalidProblem) as refused:
        problem(request("A", "B", pin=pins[0]), request("A", "C", pin=pins[1]))
    assert (refused.value.code, refused.value.ids) == ("pins_clash", ("A-B", "A-C", "a"))


def test_two_pins_of_somebody_too_far_apart_are_refused() -> None:
    both = (*slots(1, venue="x"), Slot(id="far", start=30, end=55, day="mon", block="0", venue="y"))
    people = [agent(name, "monx-s0 far") for name in "abc"]
    places = (Place(id="tx", venue="x"), Place(id="ty", venue="y"))
    pins = [Pin(slot="monx-s0", agents=("a", "b")), Pin(slot="far", agents=("a", "c"))]
    asked = [request("A", name, pin=pin) for name, pin in zip("BC", pins, strict=True)]
    assert problem(*asked, slots=both, agents=people, places=places, travel={("x", "y"): 5})
    with pytest.raises(InvalidProblem) as refused:
        problem(*asked, slots=both, agents=people, places=places, travel={("x", "y"): 6})
    assert refused.value.code == "pins_clash"


def test_more_pins_than_a_place_holds_are_refused() -> None:
    pin = Pin(slot="s0", place="t1")
    with pytest.raises(InvalidProblem) as refused:
        problem(request("A", "B", pin=pin), request("C", "D", pin=pin))
    assert (refused.value.code, refused.value.ids) == ("pins_overfill_place", ("C-D", "t1", "s0"))


def test_what_no_machine_could_hold_is_refused_from_counts() -> None:
    """Six thousand requests that any of ten thousand people could go to."""
    crowd = tuple(f"a{n}" for n in range(10_000))
    asked = [
        request("A", f"B{n}", sides=(Side(delegation="A", agents=crowd), Side(delegation=f"B{n}", agents=(f"b{n}",))))
        for n in range(6_000)
    ]
    with pytest.raises(InvalidProblem) as refused:
        problem(*asked, slots=slots(100, 10))
    assert (refused.value.code, refused.value.ids) == ("too_large", ("combinations", "60006000", "A-B0"))


def test_too_many_slots_are_refused() -> None:
    with pytest.raises(InvalidProblem) as refused:
        problem(request("A", "B"), slots=slots(5_001, 10))
    assert (refused.value.code, refused.value.ids) == ("too_large", ("slots", "5001"))


def test_sixty_thousand_requests_of_ten_thousand_people_load_in_seconds() -> None:
    all_slots = slots(30, 10)
    free = frozenset(slot.id for slot in all_slots)
    sides = [Side(delegation=f"d{n}", agents=(f"a{n}",), value=1) for n in range(10_000)]
    parts: dict[str, Any] = {
        "slots": all_slots,
        "places": tuple(Place(id=f"t{n}") for n in range(2000)),
        "agents": tuple(Agent(id=f"a{n}", free=free) for n in range(10_000)),
        "delegations": tuple(Delegation(id=f"d{n}") for n in range(10_000)),
        "requests": tuple(
            Request(id=f"q{n}", sides=(sides[n % 10_000], sides[(n % 10_000 + 1 + n // 10_000) % 10_000]))
            for n in range(60_000)
        ),
    }
    begun = perf_counter()
    Problem(**parts)
    assert perf_counter() - begun < 5
