"""What is counted of a shortfall: never more people than any schedule disturbs, and often as many."""

from dataclasses import replace
from itertools import combinations, product
from random import Random
from typing import Any

import pytest

from solver import Delegation, Goal, Place, Problem, Request, Schedule, first_come_first_served, validate
from solver.repair import ProposalKind, repair
from solver.repair.changes import table_lost
from solver.repair.neighbourhood import Neighbourhood
from solver.repair.reference import ReferenceSchedule
from solver.repair.serving import Serving
from solver.repair.shortage import meetings_to_take
from solver.state.index import Index
from solver.validate.repair import disturbed, faults
from solver.validate.standing import cannot_stay
from tests.builders.solver.exhaustive import seats
from tests.builders.solver.small import agent, placed, problem, request, slots

FULL = placed(("A-B", "s0", "t1"), ("C-D", "s1", "t1"))
"""One table and two slots: each of the four has a meeting, and there is room for no other."""


@pytest.mark.parametrize("seed", range(12))
def test_no_schedule_disturbs_fewer(seed: int) -> None:
    """Everybody is promised a meeting at the one table, which is lost for two of its four slots."""
    random = Random(seed)
    pairs = random.sample(list(combinations("ABCDEFGH", 2)), 6)
    requests = [request(one, two) for one, two in pairs]
    promised = [Delegation(id=name, minimum=1) for name in {*"".join(map("".join, pairs))}]
    whole = problem(*requests, delegations=promised, places=(Place(id="t1"),))
    before = first_come_first_served(whole, [one.id for one in requests])
    changed_problem = table_lost(whole, "t1", ["s2", "s3"])
    serving, forced = _serving(changed_problem, before), cannot_stay(changed_problem, before)

    for schedule in _schedules(changed_problem):
        report = validate(changed_problem, schedule)
        if report.valid:
            people = disturbed(changed_problem, before, forced, schedule)
            assert serving.disturbed_at_least(report.scores[Goal.GUARANTEES]) <= len(people)


@pytest.mark.parametrize(
    ("left_out", "taken"),
    [
        ((), 0),
        (("E-F",), 1),  # one meeting serves both
        (("E-A", "F-C"), 2),  # each has a meeting of its own
        (("E-F", "E-G", "E-H"), 3),  # E meets one of the three, and two are left
        (("E-F", "F-G", "G-E"), 2),  # of three who all want each other, two meet
    ],
)
def test_a_meeting_serves_two_only_if_both_lack_one(left_out: tuple[str, ...], taken: int) -> None:
    index, reach = _reach(_full(*left_out), FULL)
    lacks = {index.delegation_number[side]: 1 for side in {*"EFGH"} & {*"".join(left_out)}}

    assert meetings_to_take(index, reach, lacks, 0) == taken
    assert meetings_to_take(index, reach, lacks, 1) == max(0, taken - 1)


def test_a_free_place_counts_only_when_one_of_those_can_meet_there() -> None:
    free = _full("E-F", slots=slots(3), places=(Place(id="t1"),))
    away = replace(free, requests=(*free.requests[:2], replace(free.requests[2], slots=frozenset({"s0", "s1"}))))

    taken = []
    for changed_problem in (free, away):
        index, reach = _reach(changed_problem, FULL)
        lacks = {index.delegation_number[side]: 1 for side in "EF"}
        taken.append(meetings_to_take(index, reach, lacks, 0))

    assert taken == [0, 1]


def test_what_is_counted_is_proved_without_a_model() -> None:
    """E and F take the table from two people, who may then not have anything else."""
    changed_problem = _full("E-F", minimum={"E": 1, "F": 1, "A": 0})

    found = repair(changed_problem, FULL, work=1.0)

    least = found.proposal(ProposalKind.LEAST_DISTURBANCE)
    assert faults(changed_problem, FULL, FULL, found) == ()
    assert least is not None
    assert _serving(changed_problem, FULL).disturbed_at_least(0) == 2
    assert (least.proved, least.disturbed) == (True, ("a", "b", "e", "f"))


def _full(*left_out: str, minimum: dict[str, int] | None = None, **more: Any) -> Problem:
    requests: list[Request] = [request(*name.split("-")) for name in ("A-B", "C-D", *left_out)]
    names = {side.delegation for one in requests for side in one.sides}
    parts: dict[str, Any] = {"slots": slots(2), "places": (Place(id="t1"),)} | more
    free = " ".join(slot.id for slot in parts["slots"])
    agents = [agent(name.lower(), free) for name in sorted(names)]
    sides = tuple(Delegation(id=name, minimum=(minimum or {}).get(name, 0)) for name in sorted(names))
    return problem(*requests, agents=agents, delegations=sides, **parts)


def _reach(changed_problem: Problem, before: Schedule) -> tuple[Index, Neighbourhood]:
    index = Index(changed_problem)
    return index, Neighbourhood(index, ReferenceSchedule(index, before))


def _serving(changed_problem: Problem, before: Schedule) -> Serving:
    return Serving(*_reach(changed_problem, before))


def _schedules(changed_problem: Problem) -> list[Schedule]:
    options = [seats(changed_problem, one) for one in changed_problem.requests]
    return [Schedule({one.request: one for one in choice if one is not None}) for choice in product(*options)]
