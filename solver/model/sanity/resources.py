"""Slots, places, agents and delegations."""

from itertools import pairwise

from solver.model.parts import ProblemData, Slot
from solver.model.sanity.invalid import InvalidProblem, refuse


def check_slots(slots: tuple[Slot, ...]) -> None:
    """Raise `InvalidProblem` unless slots end after they start, are in order of time, and do not overlap in a block."""
    refuse("slot_ends_before_start", (slot.id for slot in slots if slot.end <= slot.start))
    refuse("slots_not_in_order", (b.id for a, b in pairwise(slots) if b.start < a.start))
    last: dict[tuple[str, str, str], int] = {}
    for slot in slots:
        block = (slot.day, slot.block, slot.venue)
        if last.get(block, slot.start) > slot.start:
            raise InvalidProblem("slots_overlap_in_block", (slot.id,))
        last[block] = slot.end


def check_places(problem: ProblemData, slots: set[str]) -> None:
    """Raise `InvalidProblem` unless places name slots and owners that exist."""
    delegations = {delegation.id for delegation in problem.delegations}
    for place in problem.places:
        refuse("unknown_slot", place.closed - slots)
    refuse(
        "unknown_delegation",
        (place.owner for place in problem.places if place.owner is not None and place.owner not in delegations),
    )


def check_agents(problem: ProblemData, slots: set[str]) -> None:
    """Raise `InvalidProblem` unless agents name slots that exist, and keep free one of some slots, not of none."""
    for agent in problem.agents:
        refuse("unknown_slot", agent.free - slots)
        for kept in agent.keep_one_free:
            refuse("unknown_slot", kept - slots)
            if not kept:
                raise InvalidProblem("nothing_to_keep_free", (agent.id,))


def check_delegations(problem: ProblemData) -> None:
    """Raise `InvalidProblem` unless vetoes are between two delegations that exist."""
    known = {delegation.id for delegation in problem.delegations}
    for pair in problem.vetoes:
        refuse("unknown_delegation", pair - known)
        if len(pair) != 2:
            raise InvalidProblem("veto_needs_two", pair)
