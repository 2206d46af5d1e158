"""Reasons and fixes as English sentences."""

from typing import Any

from solver.cli.findings import listed
from solver.diagnose.fix import Fix, FixKind
from solver.diagnose.relief import Relief
from solver.model.result import Reason, ReasonCode

LIMITS = {
    "max_per_day": "has as many meetings in a day as wanted",
    "max_in_a_row": "would have too many meetings in a row",
    "keep_one_free": "keeps a slot free",
}


def reason_of(reason: Reason) -> str:
    """Why a request is left out."""
    return f"{reason.request}: {_why(reason)}"


def fix_of(fix: Fix) -> str:
    """What to change, and at least what it brings."""
    names = listed(item.request for item in fix.lets_in)
    return f"{_change(fix)} lets at least {len(fix.lets_in)} in, worth {fix.value}: {names}"


def relief_of(relief: Relief) -> str:
    """What to change before solving, and at most what it brings."""
    return f"{_change(relief.change)} may let in up to {relief.up_to}"


def _change(fix: Fix) -> str:
    times, several = listed(fix.slots), "s" if fix.amount > 1 else ""
    where = f" in {fix.subject}" if fix.subject else ""
    return {
        FixKind.PLACES: f"{fix.amount} more place{several}{where} at {times}",
        FixKind.TIME: f"{fix.subject} there at {times} too",
        FixKind.DELEGATE: f"one more delegate of {fix.subject}",
        FixKind.DELEGATION_LIMIT: f"no most meetings of {fix.subject}",
        FixKind.PERSONAL_LIMIT: f"no limits of pace of {fix.subject}",
    }[fix.kind]


def _why(reason: Reason) -> str:
    witness = reason.witness
    match reason.code:
        case ReasonCode.NOT_EXPLAINED:
            return "it was not looked into before the end, or would still fit."
        case ReasonCode.VETOED:
            return "the two delegations never meet."
        case ReasonCode.NO_COMMON_SLOT:
            absent = [f"{slot} ({', '.join(parties)})" for slot, parties in witness["away"].items()]
            return f"somebody is away in each slot: {listed(absent)}." if absent else "it fits into no slot."
        case ReasonCode.PERSON_FULL:
            if "limit" in witness:
                return f"{witness['party']} has as many meetings as it may have."
            people = [
                f"{a} ({'a day' if why == 'max_per_day' else 'free slots'})" for a, why in witness["agents"].items()
            ]
            return f"{witness['party']} is full: {listed(people)}."
        case ReasonCode.PLACES_FULL:
            return f"every place is taken when all could: {listed(witness['slots'])}."
        case ReasonCode.WORTH_LESS:
            if not witness["requests"]:
                return "nobody gains from it." if "slot" not in witness else "it costs what was promised to others."
            return (
                f"it could only replace {listed(witness['requests'])} (worth {witness['costs']}, "
                f"it brings {witness['brings']})."
            )
    told = [f"{slot}: {', '.join(map(_obstacle, obstacles))}" for slot, obstacles in witness["slots"].items()]
    return "something is in the way in each slot: " + "; ".join(told) + "." if told else "it fits into no slot."


def _obstacle(obstacle: dict[str, Any]) -> str:
    match obstacle["kind"]:
        case "away":
            return f"{obstacle['agent']} is away"
        case "meeting":
            return f"{obstacle['agent']} is in {listed(obstacle['requests'])}"
        case "limit":
            return f"{obstacle['agent']} {LIMITS[obstacle['limit']]}"
        case "order":
            return f"out of order with {obstacle['request']}"
        case "places":
            return "no place"
    return "breaks would be too unequal"
