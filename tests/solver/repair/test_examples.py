"""What a repair does, case by case; the people of company A are called a."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from solver import (
    Assignment,
    Delegation,
    Goal,
    InvalidProblem,
    Pin,
    Problem,
    RequestRole,
    Schedule,
    Settings,
    Side,
    first_come_first_served,
    people_disturbed,
)
from solver.__main__ import main
from solver.formats.json import dump_problem, dump_schedule
from solver.repair import FallenCause, Happening, ProposalKind, Repair, RepairOutcome, repair
from solver.repair.changes import block_moves, cancels, comes_late, holds, leaves, table_lost
from solver.validate.repair import Fault, faults
from tests.builders.solver.forums import forum
from tests.builders.solver.small import agent, placed, problem, request, role

SURE = Settings(deterministic_limit=1.0, workers=1)
THREE = problem(request("A", "B"), request("A", "C"), request("B", "C"))
BEFORE = placed(("A-B", "s0", "t1"), ("A-C", "s1", "t1"), ("B-C", "s2", "t1"))


def happenings(found: Repair, kind: ProposalKind) -> list[tuple[str, str, Happening, bool]]:
    proposal = found.proposal(kind)
    assert proposal is not None
    return [(change.agent, change.request, change.happening, change.forced) for change in proposal.changes]


def causes(changed: Problem, before: Schedule = BEFORE) -> dict[str, FallenCause]:
    return {item.request: item.cause for item in repair(changed, before, settings=SURE).fallen}


def test_without_a_change_nothing_happens() -> None:
    found = repair(THREE, BEFORE, settings=SURE)
    assert found.fallen == ()
    assert [proposal.schedule for proposal in found.proposals] == [BEFORE] * 3
    assert [found.same_as(proposal) for proposal in found.proposals] == [None, *[ProposalKind.ONLY_CANCEL] * 2]
    assert [proposal.proved for proposal in found.proposals] == [False, True, True]


def test_whoever_leaves_takes_their_meetings_along() -> None:
    changed = leaves(THREE, "a")
    found = repair(changed, BEFORE, settings=SURE)
    assert causes(changed) == {"A-B": FallenCause.REQUEST, "A-C": FallenCause.REQUEST}
    assert happenings(found, ProposalKind.ONLY_CANCEL) == [
        ("a", "A-B", Happening.LOSES, True),
        ("a", "A-C", Happening.LOSES, True),
        ("b", "A-B", Happening.LOSES, True),
        ("c", "A-C", Happening.LOSES, True),
    ]


def test_a_meeting_that_cannot_stay_moves_without_disturbing_its_two_people() -> None:
    found = repair(comes_late(THREE, "a", "s1"), BEFORE, settings=SURE)
    assert happenings(found, ProposalKind.LEAST_DISTURBANCE) == [
        ("a", "A-B", Happening.MOVES, True),
        ("b", "A-B", Happening.MOVES, True),
    ]


def test_a_lost_table_is_another_table_for_those_who_sat_there_if_one_is_free() -> None:
    found = repair(table_lost(THREE, "t1", ["s0"]), BEFORE, settings=SURE)
    assert found.fallen == ()
    assert happenings(found, ProposalKind.ONLY_CANCEL) == [
        ("a", "A-B", Happening.OTHER_PLACE, False),
        ("b", "A-B", Happening.OTHER_PLACE, False),
    ]
    assert [proposal.disturbed for proposal in found.proposals] == [(), (), ()]


def test_without_a_free_table_those_who_sat_at_the_lost_one_have_to_go() -> None:
    two = problem(request("A", "B", (1, 0)), request("C", "D", (9, 0)))
    before = placed(("A-B", "s0", "t1"), ("C-D", "s0", "t2"))
    assert causes(table_lost(two, "t2"), before) == {"C-D": FallenCause.PLACE}


def test_a_moved_block_takes_its_meetings_along() -> None:
    assert causes(block_moves(THREE, "0", 15)) == {}
    moved = block_moves(THREE, "1", -120)
    assert causes(moved) == {"B-C": FallenCause.CLASH}


def test_causes_are_named() -> None:
    assert causes(cancels(THREE, "B-C")) == {"B-C": FallenCause.REQUEST}
    assert causes(comes_late(THREE, "c", "s3")) == {"A-C": FallenCause.AWAY, "B-C": FallenCause.AWAY}
    assert causes(replace(THREE, vetoes=frozenset({frozenset({"A", "B"})}))) == {"A-B": FallenCause.VETO}
    assert causes(problem(*THREE.requests, agents=(agent("a", max_per_day=1),))) == {"A-C": FallenCause.LIMIT}
    assert causes(problem(*THREE.requests, delegations=(Delegation(id="A", maximum=1),))) == {
        "A-C": FallenCause.MAXIMUM
    }
    pinned = problem(request("A", "B", pin=Pin(slot="s3")), *THREE.requests[1:])
    assert causes(pinned) == {"A-B": FallenCause.PIN}


def test_a_colleague_who_takes_over_is_disturbed_and_the_other_side_is_not() -> None:
    sides = (Side(delegation="A", agents=("a", "z"), value=10), Side(delegation="B", agents=("b",), value=0))
    shared = problem(request("A", "B", sides=sides), delegations=(Delegation(id="A", minimum=1),), agents=(agent("z"),))
    found = repair(leaves(shared, "a"), placed(("A-B", "s0", "t1")), settings=SURE)
    least = found.proposal(ProposalKind.LEAST_DISTURBANCE)
    assert least is not None
    assert least.disturbed == ("z",)
    assert least.after.shortfall == 0
    assert found.most_disturbed == 6


def test_two_of_one_pool_keep_their_meeting_for_whichever_role_they_go() -> None:
    roles = (role("guide", "interpreter", name="first"), role("interpreter", "guide", name="second"))
    before = placed(("A-B", "s0", "t1", "guide", "interpreter"))
    people = (agent("guide"), agent("interpreter"))
    given = problem(request("A", "B", roles=roles), request("A", "C", required=True), agents=people)
    least = repair(given, before, settings=SURE).proposal(ProposalKind.LEAST_DISTURBANCE)
    assert least is not None
    assert (least.disturbed, least.disturbed_bound) == (("a", "c"), 2)


def test_a_colleague_who_need_not_come_any_more_frees_nobody_else() -> None:
    """Two of A met B together: without that rule the meeting stays, and one of A is told."""
    people = agent("a"), agent("a2"), agent("b")
    side = Side(delegation="A", agents=("a", "a2"), value=10), Side(delegation="B", agents=("b",))
    together = problem(request("A", "B", sides=side, roles=(role("a", "a2", name="together"),)), agents=people)
    before = placed(("A-B", "s1", "t1", "a2"))
    changed = replace(together, requests=tuple(replace(one, roles=()) for one in together.requests))

    found = repair(changed, before, settings=SURE)

    assert faults(changed, before, before, found) == ()
    assert found.fallen == ()
    assert [proposal.schedule for proposal in found.proposals] == [placed(("A-B", "s1", "t1"))] * 3
    assert happenings(found, ProposalKind.LEAST_DISTURBANCE) == [("a2", "A-B", Happening.LOSES, True)]
    assert people_disturbed(changed, before, before) == frozenset()


def test_whoever_goes_for_another_role_makes_room_for_one_who_takes_over_twice() -> None:
    def roles(other: str) -> tuple[RequestRole, RequestRole]:
        return role("x", other, name="first"), role(other, "z", name="second")

    needed = request("E", "F", roles=(role("x"),), required=True, length=2, slots=frozenset({"s0"}))
    there = request("A", "B", roles=roles("y")), request("C", "D", roles=roles("v"))
    given = problem(*there, needed, agents=[agent(name) for name in "vxyz"])
    before = placed(("A-B", "s0", "t1", "x", "y"), ("C-D", "s1", "t1", "x", "v"))
    found = repair(given, before, settings=SURE, most_disturbed=4, start=before)
    more = found.proposal(ProposalKind.MORE_MET)
    assert more is not None
    assert (more.disturbed, more.after.meetings) == (("e", "f", "x", "z"), 3)


def test_more_met_disturbs_no_more_than_it_may() -> None:
    busy = problem(
        request("A", "B", (1, 0)),
        request("A", "C", (9, 0)),
        agents=(agent("a", "s0"), agent("b", "s0"), agent("c", "s0")),
    )
    before = placed(("A-B", "s0", "t1"))
    worth = []
    for most in (2, 3):
        more = repair(busy, before, settings=SURE, most_disturbed=most).proposal(ProposalKind.MORE_MET)
        assert more is not None
        assert more.proved
        worth.append((more.after.value, more.disturbed))
    assert worth == [(1, ()), (9, ("a", "b", "c"))]


def test_the_draft_is_where_it_starts_and_the_release_is_what_counts() -> None:
    draft = placed(("A-B", "s0", "t1"), ("A-C", "s3", "t1"), ("B-C", "s2", "t1"))
    found = repair(THREE, draft, released=BEFORE, settings=SURE)
    assert [proposal.disturbed for proposal in found.proposals][:2] == [("a", "c"), ()]


def test_locks_are_kept_as_far_as_they_can_be() -> None:
    locked = holds(THREE, placed(("A-B", "s0", "t1"), ("A-C", "s0", "t2")))
    assert [item.pin for item in locked.requests] == [Pin(slot="s0", place="t1", agents=("a", "b")), None, None]
    assert leaves(locked, "a").requests == leaves(THREE, "a").requests
    assert comes_late(locked, "a", "s1").requests == THREE.requests


def test_pins_that_contradict_each_other_leave_no_proposal() -> None:
    clash = problem(request("A", "B", pin=Pin(slot="s0")), request("A", "C", pin=Pin(slot="s0")))
    found = repair(clash, BEFORE, settings=SURE)
    assert (found.proposals, found.outcome) == ((), RepairOutcome.IMPOSSIBLE)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda: leaves(THREE, "x"), "unknown_agent"),
        (lambda: comes_late(THREE, "a", "x"), "unknown_slot"),
        (lambda: table_lost(THREE, "x"), "unknown_place"),
        (lambda: cancels(THREE, "x"), "unknown_request"),
        (lambda: block_moves(THREE, "x", 5), "unknown_block"),
    ],
)
def test_changes_of_what_is_not_there_are_refused(change: Callable[[], Problem], code: str) -> None:
    with pytest.raises(InvalidProblem) as refused:
        change()
    assert refused.value.code == code


def test_who_can_only_sit_at_one_table_gets_it_and_the_others_are_told() -> None:
    picky = problem(request("A", "B", (9, 0), places=frozenset({"t1"})), request("C", "D", slots=frozenset({"s1"})))
    before = placed(("A-B", "s0", "t1"), ("C-D", "s1", "t1"))
    changed = replace(picky, agents=(agent("a", "s1"), *picky.agents[1:]))
    found = repair(changed, before, settings=SURE)
    assert happenings(found, ProposalKind.LEAST_DISTURBANCE) == [
        ("a", "A-B", Happening.MOVES, True),
        ("b", "A-B", Happening.MOVES, True),
        ("c", "C-D", Happening.OTHER_PLACE, False),
        ("d", "C-D", Happening.OTHER_PLACE, False),
    ]
    assert faults(changed, before, before, found) == ()


def test_the_judge_sees_false_claims() -> None:
    found = repair(leaves(THREE, "a"), BEFORE, settings=SURE)
    first = found.proposals[0]
    lying = replace(first, changes=first.changes[1:], before=first.after)
    assert faults(leaves(THREE, "a"), BEFORE, BEFORE, replace(found, proposals=(lying,))) == (
        Fault("changes", ProposalKind.ONLY_CANCEL),
        Fault("tally", ProposalKind.ONLY_CANCEL),
    )
    assert Fault("fallen") in faults(leaves(THREE, "a"), BEFORE, BEFORE, replace(found, fallen=()))
    stolen = Assignment(request="B-C", slot="s3", place="t1", agents=("b", "c"))
    moved = replace(first, schedule=Schedule({"B-C": stolen}))
    claims = faults(leaves(THREE, "a"), BEFORE, BEFORE, replace(found, proposals=(moved,)))
    assert {fault.claim for fault in claims} == {"disturbed", "changes", "only_cancel"}


def test_a_repair_stopped_before_anything_is_known_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solver.state.clock.GRACE", -1.0)
    given = forum(wishes=400)
    before = first_come_first_served(given, [item.id for item in given.requests])
    changed = cancels(given, next(iter(before.assignments)))
    found = repair(changed, before, settings=Settings(time_limit=60), should_stop=lambda: True)
    assert (found.outcome, found.fallen, found.proposals) == (RepairOutcome.STOPPED, (), ())
    assert faults(changed, before, before, found) == ()


def test_the_command_line_tells_a_person_and_a_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, schedule, out = (tmp_path / f"{name}.json" for name in ("problem", "schedule", "repair"))
    made.write_text(json.dumps(dump_problem(THREE)))
    schedule.write_text(json.dumps(dump_schedule(BEFORE)))
    assert main(["repair", str(made), str(schedule), "--late", "a:s1", "--lost", "t2", "--out", str(out)]) == 0
    kept = "wishes met 3 as before, value 30 as before, guaranteed meetings missing 0 as before"
    assert capsys.readouterr().out.splitlines() == [
        "1 meeting cannot stay where it is:",
        "  A-B in s0 (away): a, b",
        "Only cancel: disturbs nobody.",
        "  2 meetings instead of 3; wishes met 2 (-1), value 20 (-10), guaranteed meetings missing 0 as before.",
        "Least disturbance: disturbs nobody, proved.",
        f"  3 meetings instead of 3; {kept}.",
        "More met: the same as least disturbance, proved.",
    ]
    document = json.loads(out.read_text())
    assert [(item["kind"], item["same_as"], item["disturbed"]) for item in document["proposals"]] == [
        ("only_cancel", None, []),
        ("least_disturbance", None, []),
        ("more_met", "least_disturbance", []),
    ]
    assert main(["repair", str(made), str(schedule), "--leaves", "nobody"]) == 2


def test_a_stop_leaves_what_there_is_by_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solver.state.clock.GRACE", 60.0)
    given = forum(wishes=400)
    before = first_come_first_served(given, [item.id for item in given.requests])
    changed = cancels(given, next(iter(before.assignments)))
    found = repair(changed, before, settings=Settings(time_limit=60), should_stop=lambda: True)
    assert faults(changed, before, before, found) == ()
    assert found.proposals[0].kind is ProposalKind.ONLY_CANCEL


def test_what_is_out_of_reach_for_few_is_not_out_of_reach() -> None:
    given = problem(request("A", "B", required=True), request("A", "C"), agents=[agent("a", "s0"), agent("b", "s0")])
    found = repair(given, placed(("A-C", "s0", "t1")), settings=SURE).proposal(ProposalKind.LEAST_DISTURBANCE)
    assert found is not None
    assert {item.goal: (item.value, item.bound) for item in found.goals}[Goal.REQUIRED] == (0, 0)
    assert list(found.schedule.assignments) == ["A-B"]
