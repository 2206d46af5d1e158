"""Longest paths of the precedences: chains of requests that must follow each other in too little time."""

from collections.abc import Iterator

from solver.diagnose.view import View
from solver.model.bits import bits
from solver.model.finding import Finding, FindingCode
from solver.state.case import Case


def chains(view: View) -> Iterator[Finding]:
    """Chains of which the last request has no slot left after all before it; it then begins a chain of its own."""
    cases = {case.number: case for case in view.cases if case.starts}
    ends: dict[int, int] = {}
    before: dict[int, int] = {}
    slots = view.index.problem.slots
    for case in _in_order(cases):
        waits = [other for other in case.after if other in ends]
        latest = max(waits, key=lambda other: ends[other], default=None)
        possible = [slot for slot in bits(case.starts) if latest is None or slots[slot].start >= ends[latest]]
        if latest is not None and possible:
            before[case.number] = latest
        if not possible and latest is not None:
            chain = [case.number, latest]
            while chain[-1] in before:
                chain.append(before[chain[-1]])
            chain.reverse()
            yield Finding(
                code=FindingCode.ORDER,
                promise=view.promise,
                lost=1,
                value=min(cases[number].value for number in chain),
                witness={"requests": [view.index.problem.requests[number].id for number in chain]},
            )
            possible = list(bits(case.starts))
        ends[case.number] = min(slots[_last(view, case, slot)].end for slot in possible)


def _last(view: View, case: Case, slot: int) -> int:
    return view.index.span(slot, case.length).bit_length() - 1


def _in_order(cases: dict[int, Case]) -> Iterator[Case]:
    """Requests that take part in an order, earlier ones first (there are no circles)."""
    followers: dict[int, list[int]] = {}
    waiting: dict[int, int] = {}
    for case in cases.values():
        known = {other for other in case.after if other in cases}
        if known:
            waiting[case.number] = len(known)
        for other in known:
            followers.setdefault(other, []).append(case.number)
    ready = [number for number in followers if number not in waiting]
    while ready:
        number = ready.pop()
        yield cases[number]
        for follower in followers.get(number, ()):
            waiting[follower] -= 1
            if not waiting[follower]:
                ready.append(follower)
