"""The plan on problems whose best schedule is known, and the promises of a run: stop, progress, start, repeatable."""

from dataclasses import replace
from itertools import count
from time import monotonic
from typing import Any

import pytest

from solver import (
    Delegation,
    Goal,
    Pin,
    Place,
    PlanProgress,
    Problem,
    Result,
    Settings,
    Side,
    Status,
    first_come_first_served,
    unconfirmed,
    validate,
)
from solver.plan.solve import solve
from tests.builders.solver.forums import forum
from tests.builders.solver.small import agent, placed, problem, request, role, slots

QUICK = Settings(time_limit=5, workers=1)
NOTHING = Problem(slots=(), places=(), agents=(), delegations=(), requests=())
ONE_SLOT = frozenset({"s0"})
AB, AC, AD, BC, CD = (request(*pair) for pair in ("AB", "AC", "AD", "BC", "CD"))
TOGETHER = request(
    "A",
    "B",
    sides=(Side(delegation="A", agents=("a", "a2"), value=10), Side(delegation="B", agents=("b",))),
    roles=(role("a", "a2"),),
)


def solved(given: Problem, **more: Any) -> Result:
    result = solve(given, QUICK, **more)
    assert validate(given, result.schedule).violations == ()
    assert unconfirmed(given, result.schedule, result.reasons) == ()
    return result


def goal(result: Result, which: Goal) -> tuple[int, int | None]:
    return next((item.value, item.bound) for item in result.goals if item.goal is which)


LUNCH = (frozenset({"s1", "s2"}),)
RULES: dict[str, tuple[Problem, set[str]]] = {
    "nothing in the way": (problem(AB, CD), {"A-B", "C-D"}),
    "one place at a time": (problem(AB, AC, agents=[agent("a", "s0")]), {"A-B"}),
    "capacity": (
        problem(AB, CD, slots=slots(1), places=(Place(id="t1"),), agents=[agent(n, "s0") for n in "abcd"]),
        {"A-B"},
    ),
    "closed place": (problem(AB, places=(Place(id="t1", closed=frozenset({"s0", "s1", "s2", "s3"})),)), set()),
    "a booth of one's own": (
        problem(request("A", "B", places=frozenset({"b"})), places=(Place(id="b", owner="A"),)),
        {"A-B"},
    ),
    "a booth of others": (
        problem(request("A", "B", places=frozenset({"b"})), CD, places=(Place(id="b", owner="C"),)),
        set(),
    ),
    "allowed slots": (problem(request("A", "B", slots=ONE_SLOT), request("A", "C", (9, 0), slots=ONE_SLOT)), {"A-B"}),
    "veto": (problem(AB, CD, vetoes=frozenset({frozenset({"A", "B"})})), {"C-D"}),
    "maximum": (problem(AB, request("A", "C", (20, 0)), delegations=[Delegation(id="A", maximum=1)]), {"A-C"}),
    "maximum received": (
        problem(AB, request("C", "B", (20, 0)), delegations=[Delegation(id="B", maximum_received=1)]),
        {"C-B"},
    ),
    "most a day": (problem(AB, request("A", "C", (20, 0)), agents=[agent("a", max_per_day=1)]), {"A-C"}),
    "most in a row": (problem(AB, AC, AD, agents=[agent("a", max_in_a_row=1)]), {"A-B", "A-C"}),
    "lunch": (problem(AB, AC, agents=[agent("a", "s1 s2", keep_one_free=LUNCH)]), {"A-B"}),
    "a named role": (
        problem(
            request("A", "B", roles=(role("i"),)), request("C", "D", roles=(role("i"),)), agents=[agent("i", "s0")]
        ),
        {"A-B"},
    ),
    "one of a pool": (
        problem(
            *(request(one, two, roles=(role("i", "j"),)) for one, two in ("AB", "CD", "EF")),
            agents=[agent("i", "s0"), agent("j", "s0")],
        ),
        {"A-B", "C-D"},
    ),
    "two of one side": (
        problem(TOGETHER, request("A", "C", (20, 0), slots=ONE_SLOT), agents=[agent("a2", "s0")]),
        {"A-C"},
    ),
    "length": (problem(request("A", "B", length=2), AC, agents=[agent("a", "s0 s1")]), {"A-B"}),
    "length over a block": (problem(request("A", "B", length=3)), set()),
    "order": (problem(request("A", "B", slots=ONE_SLOT, after=("A-C",)), request("A", "C", (20, 0))), {"A-C"}),
    "pin": (problem(request("A", "B", (0, 0), pin=Pin(slot="s0")), request("A", "C", slots=ONE_SLOT)), {"A-B"}),
    "place all": (problem(AB, AC, request("A", "D", (0, 0)), place_all=True), {"A-B", "A-C", "A-D"}),
}


@pytest.mark.parametrize(("given", "expected"), RULES.values(), ids=RULES.keys())
def test_the_best_schedule_keeps_each_rule_and_no_more(given: Problem, expected: set[str]) -> None:
    result = solved(given)
    ties = {"A-B", "A-C", "A-D", "C-D"}
    found = set(result.schedule.assignments)
    assert found == expected or (len(found) == len(expected) and found <= ties)
    assert goal(result, Goal.VALUE)[0] == goal(result, Goal.VALUE)[1]


def test_one_of_several_delegates_goes() -> None:
    team = Side(delegation="A", agents=("a1", "a2"), value=5)
    requests = [
        request("A", name, sides=(team, Side(delegation=name, agents=(name.lower(),)))) for name in ("B", "C", "D")
    ]
    given = problem(*requests, agents=[agent("a1", "s0"), agent("a2", "s0 s1")])
    result = solved(given)
    assert sorted((item.slot, item.agents[0]) for item in result.schedule.assignments.values()) == [
        ("s0", "a1"),
        ("s0", "a2"),
        ("s1", "a2"),
    ]


def test_goals_come_in_their_order() -> None:
    required = problem(
        request("A", "B", (1, 0), slots=ONE_SLOT, required=True), request("A", "C", (50, 0), slots=ONE_SLOT)
    )
    assert set(solved(required).schedule.assignments) == {"A-B"}
    promised = problem(
        request("A", "B", (1, 0), slots=ONE_SLOT),
        request("A", "C", (50, 0), slots=ONE_SLOT),
        CD,
        delegations=[Delegation(id="B", minimum=1)],
    )
    assert set(solved(promised).schedule.assignments) == {"A-B", "C-D"}


def test_fairness_decides_between_equal_values() -> None:
    one_table = (Place(id="t1", closed=frozenset({"s3"})),)
    lucky = [request("A", name) for name in ("X", "Y", "Z")]
    given = problem(*lucky, request("B", "V"), request("B", "W"), places=one_table)
    assert goal(solved(given), Goal.FAIRNESS) == (2, 2)


def test_breaks_are_removed() -> None:
    given = problem(AB, request("A", "C", slots=frozenset({"s3"})))
    result = solved(given)
    assert goal(result, Goal.BREAKS) == (0, 0)
    assert result.schedule.assignments["A-B"].slot == "s2"


def test_everything_proved_is_optimal() -> None:
    assert solved(problem(AB)).status is Status.OPTIMAL


def test_pins_that_contradict_each_other_are_named() -> None:
    clash = [request("A", name, pin=Pin(slot="s0")) for name in ("B", "C")]
    result = solve(problem(*clash, request("A", "D", pin=Pin())), QUICK)
    assert (result.status, result.conflict) == (Status.INFEASIBLE, ("A-B", "A-C"))


def test_all_that_cannot_be_placed_is_named() -> None:
    result = solve(problem(AB, AC, CD, agents=[agent("a", "s0")], place_all=True), QUICK)
    assert (result.status, set(result.conflict)) == (Status.INFEASIBLE, {"A-B", "A-C"})


def test_a_given_set_of_meetings_is_settled_with_its_proof() -> None:
    triangle = problem(AB, AC, BC, place_all=True, absence_counts=True)
    result = solve(triangle, replace(QUICK, time_limit=60))
    assert len(result.schedule) == 3
    assert goal(result, Goal.BREAKS) == (1, 1)


def test_a_given_set_of_meetings_that_does_not_fit_is_named() -> None:
    given = problem(AB, AC, CD, agents=[agent("a", "s0")], place_all=True, absence_counts=True)
    result = solve(given, QUICK)
    assert (result.status, set(result.conflict)) == (Status.INFEASIBLE, {"A-B", "A-C"})


def test_one_worker_and_a_step_budget_are_repeatable() -> None:
    given = forum(2, delegations=20, wishes=90, tables=6, booths=1)
    settings = Settings(workers=1, seed=7, deterministic_limit=0.5)
    first, second = solve(given, settings), solve(given, settings)
    assert first.schedule == second.schedule
    assert first.goals == second.goals


@pytest.fixture(scope="module")
def busy_forum() -> Problem:
    return forum(3, wishes=650)


def test_a_run_tells_what_it_knows_and_stops_when_told(busy_forum: Problem) -> None:
    heard: list[tuple[float, PlanProgress]] = []
    asked = 0.0

    def stop() -> bool:
        nonlocal asked
        if heard and monotonic() - heard[0][0] > 1.5:
            asked = asked or monotonic()
        return asked > 0

    result = solve(
        busy_forum, Settings(time_limit=60), on_progress=lambda p: heard.append((monotonic(), p)), should_stop=stop
    )
    assert monotonic() - asked < 2
    assert result.status is Status.STOPPED
    assert validate(busy_forum, result.schedule).violations == ()
    assert unconfirmed(busy_forum, result.schedule, result.reasons) == ()
    assert {item.goal: item.value for item in result.goals} == validate(busy_forum, result.schedule).scores
    assert len(heard) <= 2 * (result.seconds + 1) + 1
    assert heard[-1][1].goals == result.goals


@pytest.mark.parametrize("calls", [0, 1, 2, 5, 10])
def test_whenever_it_is_stopped_every_request_is_placed_or_has_a_reason(busy_forum: Problem, calls: int) -> None:
    counter = count()
    result = solve(busy_forum, Settings(time_limit=60), should_stop=lambda: next(counter) >= calls)
    assert result.status in (Status.STOPPED, Status.UNKNOWN)
    if result.status is Status.STOPPED:
        left_out = {request.id for request in busy_forum.requests} - result.schedule.assignments.keys()
        assert {item.request for item in result.reasons} == left_out
    assert unconfirmed(busy_forum, result.schedule, result.reasons) == ()
    assert validate(busy_forum, result.schedule).violations == ()


@pytest.mark.parametrize("given", [problem(), replace(problem(AB), requests=()), NOTHING])
@pytest.mark.parametrize("workers", [1, 2])
def test_where_nobody_wishes_to_meet_the_empty_schedule_is_best(given: Problem, workers: int) -> None:
    result = solve(given, Settings(time_limit=5, workers=workers))

    assert (result.status, len(result.schedule), result.reasons) == (Status.OPTIMAL, 0, ())


def test_a_start_is_never_made_worse() -> None:
    given = forum(2, delegations=20, wishes=90, tables=6, booths=1)
    good = solve(given, Settings(time_limit=3))
    again = solve(given, Settings(time_limit=0.0), start=good.schedule)
    assert goal(again, Goal.VALUE)[0] == goal(good, Goal.VALUE)[0]
    assert goal(again, Goal.BREAKS)[0] == goal(good, Goal.BREAKS)[0]


def test_a_start_that_breaks_a_rule_is_not_used() -> None:
    given = problem(AB, AC)
    result = solved(given, start=placed(("A-B", "s0", "t1"), ("A-C", "s0", "t2")))
    assert len(result.schedule) == 2


def test_the_plan_is_clearly_better_than_first_come_first_served() -> None:
    day = forum(1)
    served = validate(day, first_come_first_served(day, [item.id for item in day.requests])).scores
    result = solve(day, Settings(workers=1, deterministic_limit=0.5))
    assert validate(day, result.schedule).violations == ()
    value, bound = goal(result, Goal.VALUE)
    assert bound is not None
    assert value > served[Goal.VALUE]
    assert value >= 0.99 * bound
    assert goal(result, Goal.BREAKS)[0] < served[Goal.BREAKS] / 2


def test_first_come_first_served_gives_the_earliest_slot_in_order_of_arrival() -> None:
    given = problem(AB, AC, BC, places=(Place(id="t1"),))
    schedule = first_come_first_served(given, ["B-C", "A-B", "A-C"])
    assert {name: item.slot for name, item in schedule.assignments.items()} == {"B-C": "s0", "A-B": "s1", "A-C": "s2"}


def test_first_come_first_served_puts_pins_first() -> None:
    given = problem(AB, replace(AC, pin=Pin(slot="s0")))
    schedule = first_come_first_served(given, ["A-B", "A-C"])
    assert {name: item.slot for name, item in schedule.assignments.items()} == {"A-B": "s1", "A-C": "s0"}
