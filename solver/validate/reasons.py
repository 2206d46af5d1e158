"""Checking reasons: each from the schedule and its witness, without any search; one check a code."""

from collections.abc import Callable
from functools import partial

from solver.model.parts import Request
from solver.model.result import Reason, ReasonCode
from solver.model.schedule import Assignment, Schedule
from solver.validate.goals import guaranteed
from solver.validate.goals import guarantees as guarantee_shortfall
from solver.validate.goals import required as required_missing
from solver.validate.goals import value as value_met
from solver.validate.obstacles import (
    Witness,
    allowed_spans,
    can_be_sent,
    candidates,
    has_nothing_left,
    is_free,
    ruled_out,
    somebody_cannot,
)
from solver.validate.rules import RULES, is_received
from solver.validate.schedule_index import ScheduleIndex


def confirms(index: ScheduleIndex, reason: Reason) -> bool:
    """Whether the reason holds for a request that is not scheduled."""
    request = index.requests.get(reason.request)
    if request is None or reason.request in index.meetings:
        return False
    check = CHECKS[reason.code]
    try:
        return check(index, request, reason.witness)
    except (KeyError, TypeError, ValueError, IndexError):
        return False  # a witness of another shape, or of things that do not exist


def _not_explained(_index: ScheduleIndex, _request: Request, witness: Witness) -> bool:
    """It claims nothing."""
    return not witness


def _vetoed(index: ScheduleIndex, request: Request, _: Witness) -> bool:
    return frozenset(side.delegation for side in request.sides) in index.problem.vetoes


def _no_common_slot(index: ScheduleIndex, request: Request, witness: Witness) -> bool:
    parties = candidates(request)
    return not any(
        can_be_sent((parties[name] for name in witness["away"].get(slot, ())), partial(is_free, index, span=span))
        for slot, span in allowed_spans(index, request)
    )


def _person_full(index: ScheduleIndex, request: Request, witness: Witness) -> bool:
    party = witness["party"]
    agents = candidates(request)[party]
    if "limit" in witness:
        meetings = index.by_delegation.get(party, [])
        if witness["limit"] == "maximum":
            maximum = index.delegations[party].maximum
            return maximum is not None and len(meetings) >= maximum
        maximum = index.delegations[party].maximum_received
        received = sum(is_received(meeting.request, party) for meeting in meetings)
        return maximum is not None and is_received(request, party) and received >= maximum
    return all(has_nothing_left(index, agent) for agent in agents)


def _places_full(index: ScheduleIndex, request: Request, witness: Witness) -> bool:
    named = set(witness["slots"])
    spans = dict(allowed_spans(index, request))
    return (
        bool(named)
        and named <= spans.keys()
        and all(not index.has_place(request, spans[slot]) for slot in named)
        and all(somebody_cannot(index, request, span) for slot, span in spans.items() if slot not in named)
    )


def _blocked(index: ScheduleIndex, request: Request, witness: Witness) -> bool:
    return all(ruled_out(index, request, span, witness["slots"][slot]) for slot, span in allowed_spans(index, request))


def _worth_less(index: ScheduleIndex, request: Request, witness: Witness) -> bool:
    """The exchange is possible, and its result no better in the first three goals."""
    removed = set(witness["requests"])
    values = {name: index.meetings[name].request.value for name in removed}
    if witness["brings"] != request.value or witness["costs"] != sum(values.values()):
        return False
    if "slot" not in witness:
        return not (removed or request.value or request.required or _helps_a_guarantee(index, request))
    kept = {name: meeting.assignment for name, meeting in index.meetings.items() if name not in removed}
    added = Assignment(
        request=request.id, slot=witness["slot"], place=witness["place"], agents=tuple(witness["agents"])
    )
    after = ScheduleIndex(index.problem, Schedule({**kept, request.id: added}))
    broken = [*after.malformed, *(violation for rule in RULES for violation in rule(after))]
    return not broken and _first_goals(after) >= _first_goals(index)


def _helps_a_guarantee(index: ScheduleIndex, request: Request) -> bool:
    """Whether a side has fewer meetings than it is guaranteed."""
    for side in request.sides:
        if len(index.by_delegation.get(side.delegation, ())) < guaranteed(index, side.delegation):
            return True
    return False


def _first_goals(index: ScheduleIndex) -> tuple[int, int, int]:
    """Required, guarantees and value, smaller is better."""
    return required_missing(index), guarantee_shortfall(index), -value_met(index)


CHECKS: dict[ReasonCode, Callable[[ScheduleIndex, Request, Witness], bool]] = {
    ReasonCode.NOT_EXPLAINED: _not_explained,
    ReasonCode.VETOED: _vetoed,
    ReasonCode.NO_COMMON_SLOT: _no_common_slot,
    ReasonCode.PERSON_FULL: _person_full,
    ReasonCode.PLACES_FULL: _places_full,
    ReasonCode.BLOCKED: _blocked,
    ReasonCode.WORTH_LESS: _worth_less,
}
"""One check for each code: whether the reason holds for a request that is not scheduled, by its witness."""
