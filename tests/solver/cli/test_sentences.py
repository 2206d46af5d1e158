"""Findings and reasons as the command line says them: one sentence for each code, from its witness."""

from typing import Any

import pytest

from solver.cli.findings import sentence_of
from solver.cli.reasons import reason_of
from solver.model.finding import Finding, FindingCode, Promise
from solver.model.result import Reason, ReasonCode
from tests.builders.solver.small import problem, request

PROBLEM = problem(request("A", "B"))


def item(kind: str = "time", *slots: str, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "slots": list(slots) or ["s1", "s0"], "holds": 1} | more


def cover(*items: dict[str, Any], requests: tuple[str, ...] = ("A-B", "A-C"), **more: Any) -> dict[str, Any]:
    return {"requests": list(requests), "items": list(items), "held": 1} | more


FINDINGS = [
    (FindingCode.VETOED, cover(requests=("A-B",)), "the two delegations of A-B never meet."),
    (
        FindingCode.NO_COMMON_SLOT,
        cover(requests=("A-B",), away={"s0": ["A", "B"], "s1": []}),
        "A-B has no possible slot: s0 (A, B away), s1 (no place open).",
    ),
    (
        FindingCode.NO_COMMON_SLOT,
        cover(requests=("A-B",), away={}),
        "A-B has no possible slot: it fits into none that it may begin in.",
    ),
    (
        FindingCode.MAXIMUM,
        cover(item("maximum"), party="A"),
        "A has 2 requests and may have 1: drop 3 or raise its maximum.",
    ),
    (
        FindingCode.MAXIMUM,
        cover(item("maximum_received"), party="A"),
        "A has 2 requests that only others wished and may have 1: drop 3 or raise its maximum.",
    ),
    (
        FindingCode.PERSON_OVERFULL,
        cover(item(), item("max_per_day"), item("keep_one_free"), party="a"),
        (
            "a has 2 requests and time for 1 (one slot kept free; as many meetings in a day as wanted): "
            "drop 3 or free as many slots."
        ),
    ),
    (
        FindingCode.FEW_SLOTS_SHARED,
        cover(item(), item("max_in_a_row"), party="a"),
        "2 requests of a (A-B, A-C) can only be in s0, s1, which hold 1 (as many meetings in a row as wanted).",
    ),
    (
        FindingCode.PLACES,
        cover(item("places", "s0")),
        "2 requests can only be in s0, where places hold 1: 3 more are needed.",
    ),
    (
        FindingCode.ODD_GROUP,
        cover(item("pairs", agents=["a", "b", "c"])),
        "3 people have 2 meetings among them, and 1 can be held in pairs.",
    ),
    (FindingCode.ORDER, cover(), "these must follow each other and there is too little time: A-B, A-C."),
    (
        FindingCode.FORCED,
        cover(requests=("A-B",), steps=[{}, {}]),
        "nothing is left for A-B once 2 forced steps are put together.",
    ),
    (
        FindingCode.GUARANTEE,
        cover(item(), delegation="A", guaranteed=4, others=1),
        "A is to have at least 4 meetings and can have 2.",
    ),
    (
        FindingCode.GUARANTEE_ABOVE_REACH,
        {"delegation": "A", "minimum": 3, "reachable": 2},
        "A is promised 3 meetings and could have 2 even alone; only those are counted.",
    ),
]
REASONS = [
    (ReasonCode.NOT_EXPLAINED, {}, "it was not looked into before the end, or would still fit."),
    (ReasonCode.VETOED, {}, "the two delegations never meet."),
    (
        ReasonCode.NO_COMMON_SLOT,
        {"away": {"s0": ["A"], "s1": ["A", "B"]}},
        "somebody is away in each slot: s0 (A), s1 (A, B).",
    ),
    (ReasonCode.NO_COMMON_SLOT, {"away": {}}, "it fits into no slot."),
    (ReasonCode.PERSON_FULL, {"party": "A", "limit": 2}, "A has as many meetings as it may have."),
    (
        ReasonCode.PERSON_FULL,
        {"party": "A", "agents": {"a": "max_per_day", "c": "free"}},
        "A is full: a (a day), c (free slots).",
    ),
    (ReasonCode.PLACES_FULL, {"slots": ["s0", "s1"]}, "every place is taken when all could: s0, s1."),
    (ReasonCode.WORTH_LESS, {"requests": []}, "nobody gains from it."),
    (ReasonCode.WORTH_LESS, {"requests": [], "slot": "s0"}, "it costs what was promised to others."),
    (
        ReasonCode.WORTH_LESS,
        {"requests": ["A-C"], "costs": 20, "brings": 10},
        "it could only replace A-C (worth 20, it brings 10).",
    ),
    (ReasonCode.BLOCKED, {"slots": {}}, "it fits into no slot."),
    (
        ReasonCode.BLOCKED,
        {
            "slots": {
                "s0": [{"kind": "away", "agent": "a"}, {"kind": "places"}],
                "s1": [{"kind": "meeting", "agent": "a", "requests": ["A-C"]}, {"kind": "spread"}],
                "s2": [{"kind": "limit", "agent": "a", "limit": "keep_one_free"}, {"kind": "order", "request": "B-C"}],
            }
        },
        (
            "something is in the way in each slot: s0: a is away, no place; "
            "s1: a is in A-C, breaks would be too unequal; s2: a keeps a slot free, out of order with B-C."
        ),
    ),
]


@pytest.mark.parametrize(("code", "witness", "said"), FINDINGS)
def test_a_finding_is_a_sentence(code: FindingCode, witness: dict[str, Any], said: str) -> None:
    finding = Finding(code=code, promise=Promise.REQUIRED, lost=3, witness=witness)

    assert sentence_of(PROBLEM, finding) == f"3 required cannot be met: {said}"


@pytest.mark.parametrize(
    ("promise", "head"),
    [
        (Promise.OBLIGATORY, "No schedule is possible"),
        (Promise.GUARANTEE, "A guarantee cannot be kept"),
        (Promise.WISHES, "At least 3 left out, worth at least 20"),
    ],
)
def test_it_begins_with_what_cannot_be_kept(promise: Promise, head: str) -> None:
    finding = Finding(code=FindingCode.ORDER, promise=promise, lost=3, value=20, witness=cover())

    assert sentence_of(PROBLEM, finding).partition(":")[0] == head


def test_many_names_are_counted() -> None:
    finding = Finding(
        code=FindingCode.ORDER, promise=Promise.REQUIRED, lost=1, witness=cover(requests=tuple("ABCDEFGHIJ"))
    )

    assert sentence_of(PROBLEM, finding).endswith("A, B, C, D, E, F, G, H, 2 more.")


@pytest.mark.parametrize(("code", "witness", "said"), REASONS)
def test_a_reason_is_a_sentence(code: ReasonCode, witness: dict[str, Any], said: str) -> None:
    assert reason_of(Reason(request="A-B", code=code, witness=witness)) == f"A-B: {said}"


def test_every_code_is_here() -> None:
    assert {code for code, *_ in FINDINGS} == set(FindingCode)
    assert {code for code, *_ in REASONS} == set(ReasonCode)
