"""Most meetings a day, most in a row, one slot kept free."""

from solver.exact.rules.agent_limits import apply
from tests.builders.solver.forced import possible
from tests.builders.solver.small import agent, problem, request, slots

WISHES = [request("A", name) for name in "BCD"]
LUNCH = (frozenset({"s1", "s2"}),)


def test_without_limits_a_day_may_be_full() -> None:
    assert possible(problem(*WISHES), apply, A_B="s0", A_C="s1", A_D="s2")


def test_most_meetings_a_day() -> None:
    given = problem(*WISHES, agents=[agent("a", max_per_day=2)])
    assert possible(given, apply, A_B="s0", A_C="s1", A_D=None)
    assert not possible(given, apply, A_B="s0", A_C="s1", A_D="s2")


def test_another_day_counts_for_itself() -> None:
    days = (*slots(2), *slots(2, day="tue", begin=1440))
    everyone = [agent(n, "s0 s1 tue-s0 tue-s1", max_per_day=1 if n == "a" else None) for n in "abcd"]
    given = problem(*WISHES[:2], slots=days, agents=everyone)
    assert possible(given, apply, A_B="s0", A_C="tue-s0")
    assert not possible(given, apply, A_B="s0", A_C="s1")


def test_a_long_meeting_is_one_meeting_a_day_but_two_slots_in_a_row() -> None:
    wishes = [request("A", "B", length=2), WISHES[1]]
    one_day = problem(*wishes, slots=slots(4, block=4), agents=[agent("a", max_per_day=2)])
    in_a_row = problem(*wishes, slots=slots(4, block=4), agents=[agent("a", max_in_a_row=2)])
    assert possible(one_day, apply, A_B="s0", A_C="s2")
    assert not possible(in_a_row, apply, A_B="s0", A_C="s2")
    assert possible(in_a_row, apply, A_B="s0", A_C="s3")


def test_most_in_a_row_inside_a_block() -> None:
    given = problem(*WISHES, agents=[agent("a", max_in_a_row=1)])
    assert not possible(given, apply, A_B="s0", A_C="s1")
    assert possible(given, apply, A_B="s1", A_C="s2")


def test_one_slot_is_kept_free() -> None:
    given = problem(*WISHES, agents=[agent("a", keep_one_free=LUNCH)])
    assert not possible(given, apply, A_B="s1", A_C="s2")
    assert possible(given, apply, A_B="s0", A_C="s1", A_D="s3")
