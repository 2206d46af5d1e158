"""Counting tests: requests without a possible slot, delegations with more requests than they may have meetings."""

from collections.abc import Iterator

from solver.diagnose.view import View
from solver.model.bits import bits
from solver.model.finding import Finding, FindingCode, Item
from solver.state.case import Case


def unplaceable(view: View) -> Iterator[Finding]:
    """Requests without any possible slot."""
    problem = view.index.problem
    for case in view.cases:
        if case.starts:
            continue
        request = problem.requests[case.number]
        vetoed = frozenset(side.delegation for side in request.sides) in problem.vetoes
        code = FindingCode.VETOED if vetoed else FindingCode.NO_COMMON_SLOT
        found = view.cover(code, [case], [], [0], **({} if vetoed else {"away": _away(view, case)}))
        if found is not None:
            yield found


def _away(view: View, case: Case) -> dict[str, list[str]]:
    """For each allowed slot that the block leaves room for, the parties with nobody free."""
    problem, index = view.index.problem, view.index
    request = problem.requests[case.number]
    allowed = index.all_slots if request.slots is None else index.mask(request.slots)
    if request.pin is not None and request.pin.slot is not None:
        allowed &= 1 << index.slot_number[request.pin.slot]

    def away(slot: int) -> list[str]:
        free = [index.candidates(case, party, slot) for party in range(len(case.parties))]
        return [name for name, able in zip(request.party_names, free, strict=True) if not able]

    return {problem.slots[slot].id: away(slot) for slot in bits(allowed) if (slot, case.length) in index.spans}


def maximums(view: View) -> Iterator[Finding]:
    """More requests than a delegation may have, or may receive."""
    index = view.index
    asked: dict[int, list[Case]] = {}
    for case in view.cases:
        for side in case.delegations:
            asked.setdefault(side, []).append(case)
    for number, cases in asked.items():
        delegation = index.problem.delegations[number]
        received = [case for case in cases if case.received(case.delegations.index(number))]
        for kind, most, counted in (
            ("maximum", delegation.maximum, cases),
            ("maximum_received", delegation.maximum_received, received),
        ):
            if most is not None and len(counted) > most:
                item: Item = {"kind": kind, "delegation": delegation.id, "slots": [], "holds": most}
                found = view.cover(FindingCode.MAXIMUM, counted, [item], [1] * len(counted), party=delegation.id)
                if found is not None:
                    yield found
