"""Each reason: the case that has it, its witness, that the judge confirms it, and that it refuses a false one."""

from typing import Any

import pytest

from solver import Delegation, Place, Problem, Reason, ReasonCode, Schedule, confirm, unconfirmed
from solver.cli.reasons import reason_of
from solver.explain.reasons import explain, reasons
from solver.model.finding import Finding, FindingCode, Promise
from solver.state.board import Board
from solver.state.index import Index
from solver.validate import findings as findings_judge
from solver.validate import reasons as reasons_judge
from tests.builders.solver.small import agent, placed, problem, request

AB, AC, CD = request("A", "B"), request("A", "C"), request("C", "D")
ONE_TABLE = (Place(id="t1"),)


def reason(given: Problem, schedule: Schedule, name: str = "A-B", *, proved: bool = False) -> tuple[ReasonCode, Any]:
    found = {item.request: item for item in explain(given, schedule, proved=proved)}[name]
    assert confirm(given, schedule, found)
    return found.code, found.witness


def test_vetoed() -> None:
    given = problem(AB, vetoes=frozenset({frozenset({"A", "B"})}))
    assert reason(given, Schedule()) == (ReasonCode.VETOED, {})


def test_no_common_slot() -> None:
    given = problem(AB, agents=[agent("a", "s0 s1"), agent("b", "s2 s3")])
    away = {"s0": ["B"], "s1": ["B"], "s2": ["A"], "s3": ["A"]}
    assert reason(given, Schedule()) == (ReasonCode.NO_COMMON_SLOT, {"away": away})


def test_person_full_of_meetings() -> None:
    given = problem(AB, AC, agents=[agent("a", "s0")])
    assert reason(given, placed(("A-C", "s0", "t1"))) == (
        ReasonCode.PERSON_FULL,
        {"party": "A", "agents": {"a": "slots"}},
    )


def test_person_has_enough_for_the_day() -> None:
    given = problem(AB, AC, agents=[agent("a", max_per_day=1)])
    assert reason(given, placed(("A-C", "s0", "t1"))) == (
        ReasonCode.PERSON_FULL,
        {"party": "A", "agents": {"a": "max_per_day"}},
    )


@pytest.mark.parametrize(
    ("limits", "limit"), [({"maximum": 1}, "maximum"), ({"maximum_received": 1}, "maximum_received")]
)
def test_delegation_has_its_maximum(limits: dict[str, int], limit: str) -> None:
    given = problem(request("A", "B", (0, 5)), request("A", "C", (0, 5)), delegations=[Delegation(id="A", **limits)])
    assert reason(given, placed(("A-C", "s0", "t1"))) == (ReasonCode.PERSON_FULL, {"party": "A", "limit": limit})


def test_places_full_where_both_could() -> None:
    given = problem(AB, CD, places=ONE_TABLE, agents=[agent("a", "s0")])
    assert reason(given, placed(("C-D", "s0", "t1"))) == (ReasonCode.PLACES_FULL, {"slots": ["s0"]})


def test_blocked_by_meetings_limits_and_places() -> None:
    given = problem(
        AB,
        AC,
        request("B", "D"),
        agents=[agent("a", "s0 s1 s2", max_in_a_row=1)],
        places=(Place(id="t1", closed=frozenset({"s2"})),),
    )
    schedule = placed(("A-C", "s0", "t1"), ("B-D", "s3", "t1"))
    assert reason(given, schedule) == (ReasonCode.PLACES_FULL, {"slots": ["s2"]})


def test_blocked_names_what_is_in_the_way_in_each_slot() -> None:
    given = problem(AB, AC, request("B", "D"), agents=[agent("a", "s0 s1 s3", max_in_a_row=1)])
    schedule = placed(("A-C", "s0", "t1"), ("B-D", "s3", "t1"))
    assert reason(given, schedule) == (
        ReasonCode.BLOCKED,
        {
            "slots": {
                "s0": [{"kind": "meeting", "agent": "a", "requests": ["A-C"]}],
                "s1": [{"kind": "limit", "agent": "a", "limit": "max_in_a_row"}],
                "s2": [{"kind": "away", "agent": "a"}],
                "s3": [{"kind": "meeting", "agent": "b", "requests": ["B-D"]}],
            }
        },
    )


def test_blocked_by_the_order_of_meetings() -> None:
    given = problem(request("A", "B", slots=frozenset({"s0"}), after=("C-D",)), CD)
    assert reason(given, placed(("C-D", "s1", "t1"))) == (
        ReasonCode.BLOCKED,
        {"slots": {"s0": [{"kind": "order", "request": "C-D"}]}},
    )


def test_worth_less_names_the_cheapest_exchange() -> None:
    given = problem(
        request("A", "B", (5, 0)),
        request("A", "C", (9, 0), slots=frozenset({"s0"})),
        request("B", "D", (7, 0), slots=frozenset({"s1"})),
        agents=[agent("a", "s0 s1"), agent("b", "s0 s1")],
    )
    schedule = placed(("A-C", "s0", "t1"), ("B-D", "s1", "t1"))
    assert reason(given, schedule, proved=True) == (
        ReasonCode.WORTH_LESS,
        {"slot": "s1", "place": "t1", "agents": ["a", "b"], "requests": ["B-D"], "brings": 5, "costs": 7},
    )


def test_worth_nothing_to_anybody() -> None:
    given = problem(request("A", "B", (0, 0)))
    assert reason(given, Schedule()) == (ReasonCode.WORTH_LESS, {"requests": [], "brings": 0, "costs": 0})


FREE = problem(AB, AC, CD)
BUSY = placed(("C-D", "s0", "t1"))
EXCHANGE = {"slot": "s0", "place": "t1", "agents": ["a", "b"], "requests": ["C-D"], "brings": 10, "costs": 10}


@pytest.mark.parametrize(
    ("code", "witness"),
    [
        (ReasonCode.VETOED, {}),
        (ReasonCode.NO_COMMON_SLOT, {"away": {slot: ["A"] for slot in ("s0", "s1", "s2", "s3")}}),
        (ReasonCode.NO_COMMON_SLOT, {"away": {}}),
        (ReasonCode.PERSON_FULL, {"party": "A", "agents": {"a": "slots"}}),
        (ReasonCode.PERSON_FULL, {"party": "A", "limit": "maximum"}),
        (ReasonCode.PERSON_FULL, {"party": "Z", "limit": "maximum"}),
        (ReasonCode.PLACES_FULL, {"slots": ["s0", "s1", "s2", "s3"]}),
        (ReasonCode.PLACES_FULL, {"slots": []}),
        (ReasonCode.BLOCKED, {"slots": {slot: [{"kind": "places"}] for slot in ("s0", "s1", "s2", "s3")}}),
        (ReasonCode.BLOCKED, {"slots": {}}),
        (ReasonCode.WORTH_LESS, {"requests": [], "brings": 0, "costs": 0}),
        (ReasonCode.WORTH_LESS, EXCHANGE | {"brings": 5}),
        (ReasonCode.WORTH_LESS, EXCHANGE | {"requests": [], "costs": 0}),
    ],
)
def test_a_false_reason_is_not_confirmed(code: ReasonCode, witness: dict[str, Any]) -> None:
    assert not confirm(FREE, BUSY, Reason(request="A-B", code=code, witness=witness))


def test_a_reason_for_a_scheduled_request_is_false() -> None:
    assert not confirm(FREE, BUSY, Reason(request="C-D", code=ReasonCode.WORTH_LESS, witness=EXCHANGE))


def test_worth_nothing_where_there_is_no_slot_and_no_place_either() -> None:
    given = problem(request("A", "B", (0, 0), slots=frozenset()), places=())
    code, _ = reason(given, Schedule())
    assert code in (ReasonCode.NO_COMMON_SLOT, ReasonCode.WORTH_LESS)


def test_worth_nothing_where_there_is_no_place() -> None:
    given = problem(request("A", "B", (0, 0)), places=())
    assert reason(given, Schedule())[0] is ReasonCode.PLACES_FULL


def test_what_would_still_fit_has_no_reason_that_is_made_up() -> None:
    assert reason(problem(AB), Schedule()) == (ReasonCode.NOT_EXPLAINED, {})


def test_the_most_valuable_are_explained_first_and_the_others_say_that_nobody_looked() -> None:
    given = problem(request("A", "B", (1, 0)), request("A", "C", (9, 0)), agents=[agent("a", "")])
    looks = iter((False, True))
    found = reasons(Board(Index(given)), proved=False, should_stop=lambda: True, give_up=lambda: next(looks))
    assert [(item.request, item.code) for item in found] == [
        ("A-B", ReasonCode.NOT_EXPLAINED),
        ("A-C", ReasonCode.NO_COMMON_SLOT),
    ]
    assert unconfirmed(given, Schedule(), found) == ()


EXAMPLES = {
    ReasonCode.VETOED: (problem(AB, vetoes=frozenset({frozenset({"A", "B"})})), Schedule(), False),
    ReasonCode.NO_COMMON_SLOT: (problem(AB, agents=[agent("a", "s0 s1"), agent("b", "s2 s3")]), Schedule(), False),
    ReasonCode.PERSON_FULL: (problem(AB, AC, agents=[agent("a", "s0")]), placed(("A-C", "s0", "t1")), False),
    ReasonCode.PLACES_FULL: (
        problem(AB, CD, places=ONE_TABLE, agents=[agent("a", "s0")]),
        placed(("C-D", "s0", "t1")),
        False,
    ),
    ReasonCode.BLOCKED: (
        problem(request("A", "B", slots=frozenset({"s0"}), after=("C-D",)), CD),
        placed(("C-D", "s1", "t1")),
        False,
    ),
    ReasonCode.WORTH_LESS: (
        problem(
            request("A", "B", (5, 0)),
            request("A", "C", (9, 0), slots=frozenset({"s0"})),
            request("B", "D", (7, 0), slots=frozenset({"s1"})),
            agents=[agent("a", "s0 s1"), agent("b", "s0 s1")],
        ),
        placed(("A-C", "s0", "t1"), ("B-D", "s1", "t1")),
        True,
    ),
    ReasonCode.NOT_EXPLAINED: (problem(AB), Schedule(), False),
}
"""A problem, a schedule, and whether its value is proved, for which A-B is left out with the code."""


@pytest.mark.parametrize("code", ReasonCode)
def test_every_reason_is_found_confirmed_and_said(code: ReasonCode) -> None:
    given, schedule, proved = EXAMPLES[code]
    (found,) = explain(given, schedule, proved=proved)

    assert found.code is code
    assert confirm(given, schedule, found)
    assert reason_of(found).startswith("A-B: ")


@pytest.mark.parametrize(
    ("checks", "codes"), [(reasons_judge.CHECKS, ReasonCode), (findings_judge.CHECKS, FindingCode)]
)
def test_every_code_has_a_check(checks: dict[Any, Any], codes: type[Any]) -> None:
    assert set(checks) == set(codes)


def test_a_code_without_a_check_is_not_taken_for_a_false_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(reasons_judge.CHECKS, ReasonCode.VETOED)
    monkeypatch.delitem(findings_judge.CHECKS, FindingCode.VETOED)

    with pytest.raises(KeyError):
        confirm(FREE, BUSY, Reason(request="A-B", code=ReasonCode.VETOED))
    with pytest.raises(KeyError):
        findings_judge.confirm_finding(FREE, Finding(code=FindingCode.VETOED, promise=Promise.WISHES, lost=1))
