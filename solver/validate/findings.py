"""Checking findings: each from its witness, without any code of the tests that found it.

A cover is checked by the least that each of its requests uses of its items, over every slot, place and person that the
rules leave open, and by what the items can hold at most.
"""

from collections.abc import Callable, Iterable
from itertools import pairwise

from solver.model.finding import Finding, FindingCode, Promise, Witness
from solver.model.parts import Request
from solver.model.problem import Problem
from solver.model.schedule import Schedule
from solver.validate.capacity import Span, Uses, most_held, possible_spans
from solver.validate.goals import guaranteed
from solver.validate.schedule_index import ScheduleIndex


def confirm_finding(problem: Problem, finding: Finding) -> bool:
    """Whether at least so much is lost as the finding says, whatever schedule there is."""
    return not untrue(problem, (finding,))


def untrue(problem: Problem, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that are not confirmed; reads the problem only once."""
    index = ScheduleIndex(problem, Schedule())
    return tuple(finding for finding in findings if not _confirms(index, finding))


def _confirms(index: ScheduleIndex, finding: Finding) -> bool:
    check = CHECKS[finding.code]
    try:
        return finding.lost > 0 and check(index, finding)
    except (KeyError, TypeError, ValueError):
        return False  # a witness of another shape, or of things that do not exist


def _cover(index: ScheduleIndex, finding: Finding) -> bool:
    requests = _requests(index, finding.witness["requests"])
    held = most_held(index, requests, finding.witness["items"])
    return (
        held <= finding.witness["held"]
        and finding.lost == len(requests) - finding.witness["held"]
        and finding.value <= sum(sorted(request.value for request in requests)[: finding.lost])
        and _promised(index, requests, finding.promise)
    )


def _order(index: ScheduleIndex, finding: Finding) -> bool:
    """The first begins as early as it can, each other one as early as the one before allows."""
    requests = _requests(index, finding.witness["requests"])
    if any(one.id not in two.after for one, two in pairwise(requests)):
        return False
    over: int | None = None
    for request in requests:
        ends = [span[-1].end for span in possible_spans(index, request) if over is None or span[0].start >= over]
        if not ends:
            return (
                finding.lost == 1
                and finding.value <= min(one.value for one in requests)
                and _promised(index, requests, finding.promise)
            )
        over = min(ends)
    return False


def _guarantee(index: ScheduleIndex, finding: Finding) -> bool:
    witness = finding.witness
    asked = index.asked.get(witness["delegation"], [])
    requests = _requests(index, witness["requests"])
    if not {request.id for request in requests} <= {request.id for request in asked}:
        return False
    least = guaranteed(index, witness["delegation"])
    most = most_held(index, requests, witness["items"]) + len(asked) - len(requests)
    return bool(finding.promise is Promise.GUARANTEE and finding.value <= 0 and finding.lost <= least - most)


def _above_reach(index: ScheduleIndex, finding: Finding) -> bool:
    witness = finding.witness
    name, minimum = witness["delegation"], index.delegations[witness["delegation"]].minimum
    least = guaranteed(index, name)
    return bool(
        minimum == witness["minimum"]
        and least == witness["reachable"]
        and finding.lost == minimum - least
        and finding.value <= 0
        and finding.promise is Promise.GUARANTEE
    )


def _forced(index: ScheduleIndex, finding: Finding) -> bool:
    """Replay the steps: each cut must follow from what is left by then."""
    left: dict[str, list[Span]] = {}
    involved: dict[str, Request] = {}

    def spans(name: str) -> list[Span]:
        if name not in left:
            involved[name] = index.requests[name]
            left[name] = list(possible_spans(index, index.requests[name]))
        return left[name]

    for step in finding.witness["steps"]:
        name, cut = step["request"], set(step["slots"])
        going = [span for span in spans(name) if span[0].id in cut]
        if not all(_is_cut(index, step, span, spans) for span in going):
            return False
        left[name] = [span for span in left[name] if span[0].id not in cut]
    (last,) = finding.witness["requests"]
    return bool(
        not spans(last)
        and finding.lost == 1
        and finding.value <= 0
        and _promised(index, list(involved.values()), finding.promise)
    )


def _is_cut(index: ScheduleIndex, step: Witness, span: Span, spans: Callable[[str], list[Span]]) -> bool:
    request = index.requests[step["request"]]
    if "after" in step:
        first = min(other[-1].end for other in spans(step["after"]))
        return step["after"] in request.after and span[0].start < first
    if "before" in step:
        last = max(other[0].start for other in spans(step["before"]))
        return request.id in index.requests[step["before"]].after and span[-1].end > last
    filling = _requests(index, step["because"])
    if request.id in step["because"]:
        return False
    uses = Uses(index, step["items"])
    used = sum(uses.least(other, spans(other.id)) or 0 for other in filling)
    return used >= uses.room and bool(uses.least(request, [span]))


def _requests(index: ScheduleIndex, names: Iterable[str]) -> list[Request]:
    found = [index.requests[name] for name in names]
    if len({request.id for request in found}) != len(found):
        raise ValueError("a request is named twice")
    return found


def _promised(index: ScheduleIndex, requests: Iterable[Request], promise: Promise) -> bool:
    """Whether all these requests belong to what is said to be impossible."""
    if promise is Promise.WISHES:
        return True
    return all(
        index.problem.place_all or request.pin is not None or (promise is Promise.REQUIRED and request.required)
        for request in requests
    )


CHECKS: dict[FindingCode, Callable[[ScheduleIndex, Finding], bool]] = {
    FindingCode.VETOED: _cover,
    FindingCode.NO_COMMON_SLOT: _cover,
    FindingCode.PERSON_OVERFULL: _cover,
    FindingCode.FEW_SLOTS_SHARED: _cover,
    FindingCode.MAXIMUM: _cover,
    FindingCode.PLACES: _cover,
    FindingCode.ODD_GROUP: _cover,
    FindingCode.ORDER: _order,
    FindingCode.FORCED: _forced,
    FindingCode.GUARANTEE: _guarantee,
    FindingCode.GUARANTEE_ABOVE_REACH: _above_reach,
}
