"""Reasons as English sentences."""

from typing import Any, assert_never

from solver.cli.findings import listed
from solver.model.result import ObstacleKind, Reason, ReasonCode

LIMITS = {
    "max_per_day": "has as many meetings in a day as wanted",
    "max_in_a_row": "would have too many meetings in a row",
    "keep_one_free": "keeps a slot free",
}


def reason_of(reason: Reason) -> str:
    """Why a request is not scheduled."""
    return f"{reason.request}: {_claim(reason)}"


def _claim(reason: Reason) -> str:
    """The sentence of each code; mypy asks for one of a new code."""
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
        case ReasonCode.BLOCKED:
            told = [f"{slot}: {', '.join(map(_obstacle, obstacles))}" for slot, obstacles in witness["slots"].items()]
            return "something is in the way in each slot: " + "; ".join(told) + "." if told else "it fits into no slot."
        case unknown:
            assert_never(unknown)


def _obstacle(obstacle: dict[str, Any]) -> str:
    match ObstacleKind(obstacle["kind"]):
        case ObstacleKind.AWAY:
            return f"{obstacle['agent']} is away"
        case ObstacleKind.MEETING:
            return f"{obstacle['agent']} is in {listed(obstacle['requests'])}"
        case ObstacleKind.LIMIT:
            return f"{obstacle['agent']} {LIMITS[obstacle['limit']]}"
        case ObstacleKind.ORDER:
            return f"out of order with {obstacle['request']}"
        case ObstacleKind.PLACES:
            return "no place"
        case ObstacleKind.SPREAD:
            return "breaks would be too unequal"
        case unknown:
            assert_never(unknown)
