"""Staying close to a schedule: what a wish may displace, and how two schedules differ."""

import pytest

from matchmaker.models import Delegation, GivenName, ScenarioKind, SolveMode, Strength
from matchmaker.scheduling.planning.closeness import Start, without_reference
from matchmaker.scheduling.planning.results import compare_scenarios, read_schedule, read_start, scenario_row
from matchmaker.scheduling.planning.tasks import first_come, make_task
from tests.builders.forum import Forum, Seat, make_forum


@pytest.fixture
def four(session) -> tuple[Forum, list[Delegation]]:
    """Four companies, two tables; the first has a must, a want and an open wish."""
    forum = make_forum(session, tables=2)
    joined = [forum.join(name) for name in ("Alizé", "Boréal", "Cirrus", "Donau")]
    for other, strength in zip(joined[1:], Strength, strict=True):
        forum.wish(joined[0], other, strength=strength)
    return forum, joined


@pytest.mark.parametrize(("allowance", "expected"), [(0, [0, 0, 0]), (1, [1, 0, 0]), (2, [2, 1, 0]), (8, [8, 4, 2])])
def test_what_a_wish_may_displace_follows_its_strength(four, allowance, expected) -> None:
    forum, _ = four
    scenario = forum.scenario()
    start = Start(scenario.id, read_schedule(forum.session, scenario), SolveMode.CLOSE, allowance)

    problem = make_task(forum.session, forum.event, start=start).problem

    assert [request.allowance for request in problem.requests] == expected


def test_what_a_run_starts_from_is_no_part_of_what_is_asked(four) -> None:
    forum, _ = four
    scenario = forum.scenario()
    start = Start(scenario.id, read_schedule(forum.session, scenario), SolveMode.ADD)
    bare, near = make_task(forum.session, forum.event), make_task(forum.session, forum.event, start=start)

    assert near.fingerprint == bare.fingerprint
    assert near.bare.problem == bare.problem == without_reference(near.problem)


@pytest.mark.parametrize(
    ("mode", "kind", "changed", "known"),
    [
        (None, ScenarioKind.SOLVED, False, {"required": 0, "guarantees": 0, "value": 70}),
        (SolveMode.BETTER, ScenarioKind.SOLVED, False, {"required": 0, "guarantees": 0, "value": 70}),
        (SolveMode.CLOSE, ScenarioKind.SOLVED, False, {}),  # proved only of schedules that are close to another one
        (None, ScenarioKind.DRAFT, False, {}),
        (None, ScenarioKind.SOLVED, True, {}),
    ],
)
def test_what_was_proved_of_a_scenario_holds_until_something_changes(four, mode, kind, changed, known) -> None:
    forum, (_, _, c, d) = four
    scenario = forum.scenario()
    scenario.kind = kind
    goals = [("excess", 0, 0), ("required", 0, 0), ("guarantees", 0, 0), ("value", 60, 70), ("fairness", 1, 1)]
    scenario.numbers = {"goals": [{"goal": goal, "value": value, "bound": bound} for goal, value, bound in goals]}
    scenario.settings = {"mode": mode, "fingerprint": make_task(forum.session, forum.event).fingerprint}
    forum.session.flush()
    if changed:
        forum.wish(c, d)
        forum.wish(d, c)

    start = read_start(forum.session, scenario.id, SolveMode.CLOSE, 2)

    assert make_task(forum.session, forum.event, start=start).proved == known


def test_each_meeting_is_counted_once_and_people_who_lose_gain_or_move_one(four) -> None:
    forum, (a, b, c, d) = four
    before = forum.scenario(Seat(a, b, 0), Seat(a, c, 1), Seat(b, d, 3))
    after = forum.scenario(Seat(a, b, 0, table=1), Seat(a, c, 2), Seat(a, d, 1))

    found = compare_scenarios(forum.session, before, after)

    assert found.meetings == {"same": 0, "moved": 1, "place": 1, "people": 0, "new": 1, "gone": 1}
    assert len(found.disturbed) == 3  # B and D may not meet any more: that is forced
    assert (found.forced, found.reseated) == ({f"r{forum.people['Boréal'].id}"}, set())


def test_meetings_whose_sides_may_not_meet_any_more_are_counted_apart(four) -> None:
    forum, (a, b, _, d) = four
    before = forum.scenario(Seat(a, b, 0), Seat(b, d, 3))  # B and D have never agreed
    start = Start(before.id, read_schedule(forum.session, before), SolveMode.CLOSE)
    task = make_task(forum.session, forum.event, start=start)

    row = scenario_row(task, first_come(task), kind=ScenarioKind.SOLVED, name=GivenName(), settings={}, staff_id=None)

    assert (row.numbers["near"]["lost"], row.numbers["near"]["forced"]) == (0, 1)
