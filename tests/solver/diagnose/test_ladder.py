"""Each test of the ladder: a problem that has the finding, its witness, and that the judge refuses a false one."""

from dataclasses import replace
from typing import Any

import pytest

from solver import Agent, Delegation, Pin, Place, Problem, Request, Side
from solver.diagnose import Finding, FindingCode, Promise, Severity, diagnose
from solver.validate.findings import confirm_finding, untrue
from tests.builders.solver.forums import forum
from tests.builders.solver.small import agent, problem, request, slots

AB, AC, AD = request("A", "B", (10, 0)), request("A", "C", (7, 0)), request("A", "D", (5, 0))
ONE_TABLE = (Place(id="t1"),)


def found(given: Problem, code: FindingCode, promise: Promise = Promise.WISHES) -> Finding:
    """The one finding of that kind, which the judge confirms."""
    findings = diagnose(given)
    assert untrue(given, findings) == ()
    (finding,) = [item for item in findings if (item.code, item.promise) == (code, promise)]
    return finding


def test_nothing_is_found_where_everything_fits() -> None:
    assert diagnose(problem(AB, AC, AD, places=tuple(Place(id=f"t{n}") for n in range(3)))) == ()


def test_more_wishes_than_free_slots() -> None:
    given = problem(AB, AC, AD, agents=[agent("a", "s0 s1")])
    finding = found(given, FindingCode.PERSON_OVERFULL)
    assert (finding.lost, finding.value, finding.severity) == (1, 5, Severity.BOTTLENECK)
    assert finding.witness == {
        "requests": ["A-B", "A-C", "A-D"],
        "items": [{"kind": "time", "agent": "a", "slots": [slot], "holds": 1} for slot in ("s0", "s1")],
        "held": 2,
        "party": "a",
    }


def test_a_request_without_a_common_slot() -> None:
    given = problem(request("A", "B", required=True), agents=[agent("a", "s0 s1"), agent("b", "s2 s3")])
    finding = found(given, FindingCode.NO_COMMON_SLOT, Promise.REQUIRED)
    assert (finding.lost, finding.severity) == (1, Severity.CONTRADICTION)
    assert finding.witness["away"] == {"s0": ["B"], "s1": ["B"], "s2": ["A"], "s3": ["A"]}


def test_a_required_pair_with_a_veto() -> None:
    given = problem(request("A", "B", required=True), vetoes=frozenset({frozenset({"A", "B"})}))
    assert found(given, FindingCode.VETOED, Promise.REQUIRED).lost == 1


def test_meetings_of_a_person_that_share_too_few_slots() -> None:
    early = frozenset({"s0", "s1"})
    given = problem(
        *(replace(one, slots=early) for one in (AB, AC, AD)), places=tuple(Place(id=f"t{n}") for n in range(3))
    )
    finding = found(given, FindingCode.FEW_SLOTS_SHARED)
    assert (finding.lost, finding.value, finding.witness["held"]) == (1, 5, 2)


def test_a_delegation_of_several_people_has_all_their_time() -> None:
    people = Side(delegation="A", agents=("a", "a2"), value=1)
    asked = [Request(id=f"A-{name}", sides=(people, Side(delegation=name, agents=(name.lower(),)))) for name in "BCDEF"]
    given = problem(
        *asked, agents=[agent("a", "s0 s1"), agent("a2", "s1 s2")], places=tuple(Place(id=f"t{n}") for n in range(9))
    )
    finding = found(given, FindingCode.PERSON_OVERFULL)
    assert (finding.witness["party"], finding.witness["held"], finding.lost) == ("A", 4, 1)


@pytest.mark.parametrize(
    ("limits", "kind"),
    [
        ({"max_per_day": 2}, "max_per_day"),
        ({"max_in_a_row": 1}, "max_in_a_row"),
        ({"keep_one_free": (frozenset({"s0", "s1"}), frozenset({"s2", "s3"}))}, "keep_one_free"),
    ],
)
def test_personal_limits_count(limits: dict[str, Any], kind: str) -> None:
    finding = found(problem(AB, AC, AD, agents=[agent("a", **limits)]), FindingCode.PERSON_OVERFULL)
    assert {item["kind"] for item in finding.witness["items"]} == {kind}
    assert finding.lost == 1


def test_long_meetings_count_with_all_their_slots() -> None:
    given = problem(*(replace(one, length=2) for one in (AB, AC, AD)), slots=slots(4, block=4))
    finding = found(given, FindingCode.PERSON_OVERFULL)
    assert (finding.witness["held"], finding.lost) == (2, 1)


def test_more_requests_than_a_delegation_may_have() -> None:
    given = problem(AB, AC, AD, delegations=[Delegation(id="A", maximum=1)])
    finding = found(given, FindingCode.MAXIMUM)
    assert (finding.lost, finding.value) == (2, 12)


def test_more_than_a_delegation_may_receive() -> None:
    received = [request("A", name, (0, 5)) for name in "BC"]
    given = problem(*received, AD, delegations=[Delegation(id="A", maximum_received=1)])
    assert found(given, FindingCode.MAXIMUM).witness["requests"] == ["A-B", "A-C"]


def test_too_few_places_in_some_slots() -> None:
    morning = frozenset({"s0", "s1"})
    asked = [request(one, two, slots=morning) for one, two in ("AB", "CD", "EF")]
    given = problem(*asked, request("G", "H"), places=ONE_TABLE)
    finding = found(given, FindingCode.PLACES)
    assert (finding.lost, finding.value) == (1, 10)
    assert finding.witness["items"] == [{"kind": "places", "places": ["t1"], "slots": ["s0", "s1"], "holds": 2}]


def test_the_booth_of_somebody_is_no_place_for_others() -> None:
    booth = Place(id="booth", owner="A", capacity=5)
    asked = [request(one, two, slots=frozenset({"s0"})) for one, two in ("BC", "DE")]
    given = problem(*asked, places=(*ONE_TABLE, booth), delegations=[Delegation(id="A")])
    assert found(given, FindingCode.PLACES).lost == 1


def test_three_people_cannot_have_more_than_one_meeting_at_a_time() -> None:
    shared = frozenset({"s0", "s1"})
    given = problem(*(request(one, two, slots=shared) for one, two in ("AB", "AC", "BC")))
    finding = found(given, FindingCode.ODD_GROUP)
    assert (finding.witness["held"], finding.lost) == (2, 1)


def test_a_chain_with_too_little_time() -> None:
    late = frozenset({"s2", "s3"})
    given = problem(
        request("A", "B", slots=late),
        request("C", "D", slots=late, after=("A-B",)),
        request("E", "F", slots=late, after=("C-D",)),
    )
    assert found(given, FindingCode.ORDER).witness == {"requests": ["A-B", "C-D", "E-F"]}


def test_two_pins_of_the_only_candidate_contradict_each_other() -> None:
    given = problem(*(request("A", name, pin=Pin(slot="s0")) for name in "BC"))
    finding = found(given, FindingCode.FEW_SLOTS_SHARED, Promise.OBLIGATORY)
    assert finding.witness["requests"] == ["A-B", "A-C"]


def test_what_is_forced_step_by_step() -> None:
    """A must be with B in s0, E with F in s3, so nothing is left for those between; twice, so that no count sees it."""
    given = problem(
        *(
            request(one, two, pin=Pin(), slots=frozenset(names.split()))
            for people in ("ABCDEF", "UVWXYZ")
            for one, two, names in zip(
                people[0] + people[0] + people[2:5],
                people[1:],
                ("s0", "s0 s1", "s1 s2", "s2 s3", "s3"),
                strict=True,
            )
        ),
        places=tuple(Place(id=f"t{n}") for n in range(9)),
    )
    finding = found(given, FindingCode.FORCED, Promise.OBLIGATORY)
    steps = finding.witness["steps"]
    assert len(steps) == 4
    assert not confirm_finding(given, replace(finding, witness=finding.witness | {"steps": steps[1:]}))


def test_a_guarantee_that_its_own_time_does_not_allow() -> None:
    """Alone it could have three: what is kept free does not count there."""
    given = problem(
        AB, AC, AD, agents=[agent("a", "s0 s1 s2", max_in_a_row=1)], delegations=[Delegation(id="A", minimum=3)]
    )
    finding = found(given, FindingCode.GUARANTEE, Promise.GUARANTEE)
    assert (finding.lost, finding.witness["delegation"], finding.witness["guaranteed"]) == (1, "A", 3)


def test_a_minimum_above_what_it_could_have_alone() -> None:
    given = problem(AB, delegations=[Delegation(id="A", minimum=3)])
    finding = found(given, FindingCode.GUARANTEE_ABOVE_REACH, Promise.GUARANTEE)
    assert finding.witness == {"delegation": "A", "minimum": 3, "reachable": 1}


OVERFULL = Finding(
    code=FindingCode.PERSON_OVERFULL,
    promise=Promise.WISHES,
    lost=1,
    value=5,
    witness={
        "requests": ["A-B", "A-C", "A-D"],
        "items": [{"kind": "time", "agent": "a", "slots": [slot], "holds": 1} for slot in ("s0", "s1")],
        "held": 2,
    },
)


@pytest.mark.parametrize(
    "false",
    [
        replace(OVERFULL, lost=2),
        replace(OVERFULL, value=6),
        replace(OVERFULL, lost=0),
        replace(OVERFULL, promise=Promise.OBLIGATORY),
        replace(OVERFULL, promise=Promise.REQUIRED),
        replace(OVERFULL, witness=OVERFULL.witness | {"requests": ["A-B", "A-B", "A-D"]}),
        replace(OVERFULL, witness=OVERFULL.witness | {"requests": ["A-B", "A-C", "B-C"]}),
        replace(OVERFULL, witness=OVERFULL.witness | {"items": OVERFULL.witness["items"][:1]}),
        replace(
            OVERFULL, witness=OVERFULL.witness | {"items": [{"kind": "time", "agent": "a", "slots": ["s0", "s1"]}]}
        ),
        replace(
            OVERFULL, witness=OVERFULL.witness | {"items": [{"kind": "max_per_day", "agent": "a", "slots": ["s0"]}]}
        ),
        replace(OVERFULL, witness={}),
        replace(OVERFULL, code=FindingCode.ORDER),
        replace(OVERFULL, code=FindingCode.GUARANTEE),
    ],
)
def test_a_false_finding_is_not_confirmed(false: Finding) -> None:
    given = problem(AB, AC, AD, request("B", "C"), agents=[agent("a", "s0 s1")])
    assert confirm_finding(given, OVERFULL)
    assert not confirm_finding(given, false)


def test_a_tight_forum_is_read_and_confirmed() -> None:
    given = forum(wishes=900, delegations=150)
    findings = diagnose(given)
    assert FindingCode.PLACES in {item.code for item in findings}
    assert untrue(given, findings) == ()


@pytest.mark.slow
def test_sixty_thousand_requests_are_read_and_confirmed() -> None:
    all_slots = slots(45, 15)
    free = frozenset(slot.id for slot in all_slots)
    sides = [Side(delegation=f"d{n}", agents=(f"a{n}",), value=1) for n in range(10_000)]
    given = Problem(
        slots=all_slots,
        places=tuple(Place(id=f"t{n}") for n in range(1_200)),
        agents=tuple(Agent(id=f"a{n}", free=free - {f"s{n % 45}", f"s{n * 7 % 45}"}) for n in range(10_000)),
        delegations=tuple(Delegation(id=f"d{n}", minimum=1) for n in range(10_000)),
        requests=tuple(
            Request(id=f"q{n}", sides=(sides[n % 10_000], sides[(n + 1 + n // 10_000) % 10_000])) for n in range(60_000)
        ),
    )
    findings = diagnose(given)
    assert [item.code for item in findings] == [FindingCode.PLACES]
    assert findings[0].lost == 60_000 - 45 * 1_200
    assert untrue(given, findings) == ()
