"""An agent is in one place at a time, with the time to travel."""

from solver import Place
from solver.exact.rules.one_place import apply
from tests.builders.solver.forced import possible
from tests.builders.solver.small import agent, problem, request, role, slots

AB, AC, CD = request("A", "B"), request("A", "C"), request("C", "D")
GIVEN = problem(AB, AC, CD)


def test_people_who_do_not_share_a_meeting_may_meet_at_the_same_time() -> None:
    assert possible(GIVEN, apply, A_B="s0", C_D="s0")


def test_nobody_is_in_two_meetings_at_once() -> None:
    assert not possible(GIVEN, apply, A_B="s0", A_C="s0")


def test_one_after_the_other_is_fine() -> None:
    assert possible(GIVEN, apply, A_B="s0", A_C="s1", C_D="s2")


def test_who_fills_a_role_is_in_one_place_too() -> None:
    given = problem(request("A", "B", roles=(role("i"),)), request("C", "D", roles=(role("i"),)), agents=[agent("i")])
    assert not possible(given, apply, A_B="s0", C_D="s0")
    assert possible(given, apply, A_B="s0", C_D="s1")


def test_a_long_meeting_covers_its_second_slot() -> None:
    given = problem(request("A", "B", length=2), AC)
    assert not possible(given, apply, A_B="s0", A_C="s1")
    assert possible(given, apply, A_B="s0", A_C="s2")


def test_the_way_between_venues_takes_time() -> None:
    days = (*slots(2), *slots(1, venue="x", begin=60))
    everyone = [agent(name, "s0 s1 monx-s0") for name in "abc"]
    near = problem(AB, AC, slots=days, agents=everyone, places=(Place(id="t"), Place(id="x", venue="x")))
    far = problem(
        AB, AC, slots=days, agents=everyone, places=(Place(id="t"), Place(id="x", venue="x")), travel={("", "x"): 20}
    )
    assert possible(near, apply, A_B="s1", A_C="monx-s0")
    assert not possible(far, apply, A_B="s1", A_C="monx-s0")
    assert possible(far, apply, A_B="s0", A_C="monx-s0")
