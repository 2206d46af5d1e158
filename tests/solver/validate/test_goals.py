"""The goals as the judge counts them, on schedules small enough to count by hand."""

from dataclasses import replace

import pytest

from solver import Agent, Delegation, Goal, Problem, Schedule, best_values_alone, validate
from solver.goals import PLAIN
from tests.builders.solver.small import agent, placed, problem, request, role, slots

AB, AC, AD = request("A", "B"), request("A", "C"), request("A", "D")


def score(goal: Goal, given: Problem, *seats: tuple[str, str, str]) -> int:
    report = validate(given, placed(*seats))
    assert report.valid
    return report.scores[goal]


def test_required_counts_what_is_left_out() -> None:
    given = problem(request("A", "B", required=True), request("A", "C", required=True), AD)
    assert score(Goal.REQUIRED, given, ("A-B", "s0", "t1")) == 1


def test_value_adds_both_directions() -> None:
    given = problem(request("A", "B", (10, 7)), request("A", "C", (0, 5)))
    assert score(Goal.VALUE, given, ("A-B", "s0", "t1")) == 17


def test_a_minimum_counts_meetings_wished_by_either_side() -> None:
    given = problem(AB, AC, delegations=[Delegation(id=name, minimum=1) for name in "ABC"])
    assert score(Goal.GUARANTEES, given, ("A-B", "s0", "t1")) == 1


@pytest.mark.parametrize(
    ("person", "shortfall"),
    [
        (agent("a"), 3),
        (agent("a", "s0 s1"), 2),
        (agent("a", max_per_day=1), 1),
        (agent("a", ""), 0),
    ],
)
def test_nobody_is_promised_more_than_is_reachable_alone(person: Agent, shortfall: int) -> None:
    given = problem(AB, AC, AD, agents=[person], delegations=[Delegation(id="A", minimum=4)])
    assert score(Goal.GUARANTEES, given) == shortfall


def test_reachable_alone_needs_a_free_partner_and_somebody_for_each_role() -> None:
    never_free = [agent("b", ""), agent("i", "")]
    given = problem(
        AB,
        request("A", "C", roles=(role("i"),)),
        AD,
        agents=never_free,
        delegations=[Delegation(id="A", minimum=3)],
    )
    assert score(Goal.GUARANTEES, given) == 1


def test_reachable_alone_moves_requests_out_of_each_others_way() -> None:
    picky = [request("A", "B", slots=frozenset({"s0", "s1"})), request("A", "C", slots=frozenset({"s0"}))]
    given = problem(*picky, delegations=[Delegation(id="A", minimum=2)])
    assert score(Goal.GUARANTEES, given) == 2


@pytest.mark.parametrize(
    ("fair_share", "maximum", "unfairness"), [(None, None, 9), (2, None, 4), (None, 1, 1), (0, None, 0)]
)
def test_fairness_squares_what_is_missing_to_the_target(
    fair_share: int | None, maximum: int | None, unfairness: int
) -> None:
    delegations = [Delegation(id="A", fair_share=fair_share, maximum=maximum)]
    given = problem(AB, AC, AD, delegations=delegations)
    assert score(Goal.FAIRNESS, given) == unfairness


def test_fairness_counts_only_own_wishes_as_met() -> None:
    given = problem(AB, request("A", "C", (0, 10)))
    assert score(Goal.FAIRNESS, given, ("A-C", "s0", "t1")) == 1


BUSY_A = [agent("b"), agent("c"), agent("d")]


@pytest.mark.parametrize(
    ("free", "busy", "breaks"),
    [
        ("s0 s1 s2 s3", ("s0", "s1"), 0),
        ("s0 s1 s2 s3", ("s0", "s2"), 1),
        ("s0 s1 s2 s3", ("s0", "s3"), 1),
        ("s0 s2 s3", ("s0", "s2"), 0),
        ("s0 s3", ("s0", "s3"), 0),
        ("s0 s2 s3", ("s0", "s3"), 1),
        ("s0 s1 s2 s3", ("s1", "s2"), 0),
        ("s0 s1 s2 s3", ("s3",), 0),
    ],
)
def test_a_break_is_a_run_of_idle_own_slots_between_two_meetings(free: str, busy: tuple[str, ...], breaks: int) -> None:
    given = problem(AB, AC, agents=[agent("a", free), *BUSY_A])
    seats = [(name, slot, "t1") for name, slot in zip(("A-B", "A-C"), busy, strict=False)]
    assert score(Goal.BREAKS, given, *seats) == breaks


def test_absence_counts_as_a_break_only_if_the_problem_says_so() -> None:
    given = problem(AB, AC, agents=[agent("a", "s0 s2"), *BUSY_A])
    seats = [("A-B", "s0", "t1"), ("A-C", "s2", "t1")]
    assert score(Goal.BREAKS, given, *seats) == 0
    assert score(Goal.BREAKS, replace(given, absence_counts=True), *seats) == 1


@pytest.mark.parametrize(
    ("lunch", "busy", "breaks", "waiting"),
    [
        ("s1", ("s0", "s2"), 0, 0),
        ("s1 s2", ("s0", "s3"), 0, 0),
        ("s1 s2", ("s0", "s2"), 0, 0),
        ("s1 s2", ("s1", "s3"), 0, 0),
        ("s2", ("s0", "s3"), 1, 1),
        ("s2 s3", ("s0", "s2"), 1, 1),
    ],
)
def test_time_for_lunch_is_no_break(lunch: str, busy: tuple[str, ...], breaks: int, waiting: int) -> None:
    hungry = agent("a", "s0 s1 s2 s3", keep_one_free=(frozenset(lunch.split()),))
    seats = [(name, slot, "t1") for name, slot in zip(("A-B", "A-C"), busy, strict=True)]
    given = problem(AB, AC, agents=[hungry, *BUSY_A])
    assert (score(Goal.BREAKS, given, *seats), score(Goal.WAITING, given, *seats)) == (breaks, waiting)


def test_breaks_do_not_span_days() -> None:
    days = (*slots(2), *slots(2, day="tue", begin=1440))
    everyone = [agent(name, "s0 s1 tue-s0 tue-s1") for name in "abc"]
    given = problem(AB, AC, slots=days, agents=everyone)
    assert score(Goal.BREAKS, given, ("A-B", "s0", "t1"), ("A-C", "tue-s1", "t1")) == 0


def test_a_change_of_place_is_counted_for_each_person_between_consecutive_meetings() -> None:
    given = problem(AB, AC, AD)
    seats = [("A-B", "s0", "t1"), ("A-C", "s1", "t2"), ("A-D", "s3", "t2")]
    assert score(Goal.PLACE_CHANGES, given, *seats) == 1


@pytest.mark.parametrize(
    ("free", "busy", "waiting"),
    [
        ("s0 s1 s2 s3", ("s0", "s1"), 0),
        ("s0 s1 s2 s3", ("s0", "s2"), 1),
        ("s0 s1 s2 s3", ("s0", "s3"), 2),
        ("s0 s2 s3", ("s0", "s3"), 1),
        ("s0 s3", ("s0", "s3"), 0),
        ("s0 s1 s2 s3", ("s2",), 0),
    ],
)
def test_waiting_counts_the_idle_own_slots_between_two_meetings(free: str, busy: tuple[str, ...], waiting: int) -> None:
    given = problem(AB, AC, agents=[agent("a", free), *BUSY_A])
    seats = [(name, slot, "t1") for name, slot in zip(("A-B", "A-C"), busy, strict=False)]
    assert score(Goal.WAITING, given, *seats) == waiting


def test_an_hour_of_waiting_counts_once_though_two_venues_have_a_slot_then() -> None:
    both = (*slots(3, block=3), *slots(3, block=3, venue="x"))
    days = tuple(sorted(both, key=lambda slot: slot.start))
    everyone = [agent(name, "s0 s1 s2 monx-s0 monx-s1 monx-s2") for name in "abc"]
    given = problem(AB, AC, slots=days, agents=everyone)
    assert score(Goal.WAITING, given, ("A-B", "s0", "t1"), ("A-C", "s2", "t1")) == 1


def test_an_empty_schedule_is_judged_too() -> None:
    report = validate(problem(AB), Schedule())
    assert report.valid
    assert report.scores == dict.fromkeys((item.goal for item in PLAIN), 0) | {Goal.FAIRNESS: 1}


def test_best_value_alone_takes_the_most_valuable_wishes_that_fit_together() -> None:
    wishes = [
        request("A", "B", (9, 1), slots=frozenset({"s0"})),
        request("A", "C", (8, 0), slots=frozenset({"s0"})),
        request("A", "D", (5, 0), slots=frozenset({"s0", "s1"})),
    ]
    assert best_values_alone(problem(*wishes)) == {"A": 14, "B": 1, "C": 0, "D": 0}


def test_best_value_alone_moves_wishes_between_days_with_limits() -> None:
    days = (*slots(2), *slots(1, day="tue", begin=1440))
    everyone = [agent(name, "s0 s1 tue-s0", max_per_day=1) for name in "abcd"]
    wishes = [
        request("A", "B", (9, 0)),
        request("A", "C", (8, 0), slots=frozenset({"s0", "s1"})),
        request("A", "D", (7, 0), slots=frozenset({"s1"})),
    ]
    assert best_values_alone(problem(*wishes, slots=days, agents=everyone))["A"] == 17
