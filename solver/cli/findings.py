"""Findings of the ladder as English sentences."""

from collections.abc import Iterable
from typing import Any, assert_never

from solver.model.finding import Finding, FindingCode, Promise
from solver.model.problem import Problem

MOST_NAMED = 8

PROMISED = {
    Promise.OBLIGATORY: "No schedule is possible",
    Promise.REQUIRED: "{lost} required cannot be met",
    Promise.GUARANTEE: "A guarantee cannot be kept",
    Promise.WISHES: "At least {lost} left out, worth at least {value}",
}
LIMITS = {
    "max_per_day": "as many meetings in a day as wanted",
    "max_in_a_row": "as many meetings in a row as wanted",
    "keep_one_free": "one slot kept free",
}


def sentence_of(problem: Problem, finding: Finding) -> str:
    """What was found, what it costs, and what would help."""
    head = PROMISED[finding.promise].format(lost=finding.lost, value=finding.value)
    return f"{head}: {_what(problem, finding)}"


def _what(problem: Problem, finding: Finding) -> str:
    witness = finding.witness
    requests = listed(witness.get("requests", ()))
    count = len(witness.get("requests", ()))
    match finding.code:
        case FindingCode.VETOED:
            return f"the two delegations of {requests} never meet."
        case FindingCode.NO_COMMON_SLOT:
            return f"{requests} has no possible slot: {_away(witness['away'])}."
        case FindingCode.MAXIMUM:
            item = witness["items"][0]
            received = " that only others wished" if item["kind"] == "maximum_received" else ""
            return (
                f"{witness['party']} has {count} requests{received} and may have {item['holds']}: "
                f"drop {finding.lost} or raise its maximum."
            )
        case FindingCode.PERSON_OVERFULL:
            return (
                f"{witness['party']} has {count} requests and time for {witness['held']}{_limits(witness['items'])}: "
                f"drop {finding.lost} or free as many slots."
            )
        case FindingCode.FEW_SLOTS_SHARED:
            return (
                f"{count} requests of {witness['party']} ({requests}) can only be in "
                f"{_slots(problem, witness['items'])}, which hold {witness['held']}{_limits(witness['items'])}."
            )
        case FindingCode.PLACES:
            return (
                f"{count} requests can only be in {_slots(problem, witness['items'])}, where places hold "
                f"{witness['held']}: {finding.lost} more are needed."
            )
        case FindingCode.ODD_GROUP:
            people = {agent for item in witness["items"] for agent in item["agents"]}
            return f"{len(people)} people have {count} meetings among them, and {witness['held']} can be held in pairs."
        case FindingCode.ORDER:
            return f"these must follow each other and there is too little time: {requests}."
        case FindingCode.FORCED:
            return f"nothing is left for {requests} once {len(witness['steps'])} forced steps are put together."
        case FindingCode.GUARANTEE:
            most = witness["held"] + witness["others"]
            return (
                f"{witness['delegation']} is to have at least {witness['guaranteed']} meetings and can have {most}"
                f"{_limits(witness['items'])}."
            )
        case FindingCode.GUARANTEE_ABOVE_REACH:
            return (
                f"{witness['delegation']} is promised {witness['minimum']} meetings and could have "
                f"{witness['reachable']} even alone; only those are counted."
            )
        case unknown:
            assert_never(unknown)


def listed(names: Iterable[str]) -> str:
    """The first few names."""
    every = list(names)
    more = len(every) - MOST_NAMED
    return ", ".join(every if more <= 0 else [*every[:MOST_NAMED], f"{more} more"])


def _slots(problem: Problem, items: Iterable[dict[str, Any]]) -> str:
    named = {slot for item in items for slot in item["slots"]}
    return listed(slot.id for slot in problem.slots if slot.id in named)


def _limits(items: Iterable[dict[str, Any]]) -> str:
    kinds = sorted({item["kind"] for item in items} & LIMITS.keys())
    return f" ({'; '.join(LIMITS[kind] for kind in kinds)})" if kinds else ""


def _away(away: dict[str, list[str]]) -> str:
    if not away:
        return "it fits into none that it may begin in"
    parts = [
        f"{slot} ({', '.join(parties) + ' away' if parties else 'no place open'})" for slot, parties in away.items()
    ]
    return listed(parts)
