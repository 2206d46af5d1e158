"""When presentations may be proposed and how many, marks, parts of the day, and how a proposal stands."""

from collections.abc import Collection, Mapping
from datetime import datetime, time
from enum import StrEnum
from math import ceil

from matchmaker.models import (
    Category,
    DayPart,
    Decision,
    Event,
    Phase,
    Presentation,
    PresentationCall,
    ProposalState,
)

LENGTHS = (10, 15, 20, 30, 45, 60)
"""Minutes from which the organisers choose what they offer."""
DEFAULT_LENGTHS = (20, 30)
DEFAULT_LIMIT = 1
"""Proposals of a delegation whose category may present, until the organisers say otherwise."""
MOST_PROPOSALS = 20
BEST = 5
"""The best mark of the committee; the worst is 1."""
QUIET_MINUTES = 20
"""Kept free for a speaker before and after, unless an organiser says otherwise."""
DAY_PARTS: Mapping[DayPart, tuple[time, time]] = {
    DayPart.MORNING: (time.min, time(12)),
    DayPart.NOON: (time(12), time(14)),
    DayPart.AFTERNOON: (time(14), time(16)),
    DayPart.LATE: (time(16), time.max),
}
"""Wall times from when to when each part is."""


class ProposalStanding(StrEnum):
    """How a proposal stands, as its delegation may know it."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


def takes_proposals(event: Event, call: PresentationCall, now: datetime) -> bool:
    """Return whether proposals may be sent and changed at `now`."""
    return event.phase is Phase.OPEN and call.is_open and (call.closes_at is None or now < call.closes_at)


def most_proposals(call: PresentationCall, category: Category) -> int:
    """Return how many proposals a delegation of the category may have; 0 where it may not present."""
    return call.limits.get(category.code, DEFAULT_LIMIT) if category.may_present else 0


def standing_of(presentation: Presentation) -> ProposalStanding:
    """Return how a proposal stands: the decision counts once its proposer was told of it."""
    if presentation.state is not ProposalState.SENT:
        return ProposalStanding(presentation.state.value)
    if presentation.decision is Decision.PROPOSED or presentation.told_at is None:
        return ProposalStanding.SENT
    return ProposalStanding(presentation.decision.value)


def can_be_changed(presentation: Presentation) -> bool:
    """Return whether its delegation may still change a proposal while the call is open."""
    return presentation.state is not ProposalState.WITHDRAWN and presentation.decision is Decision.PROPOSED


def changes_after_telling(presentation: Presentation, decision: Decision) -> bool:
    """Return whether a decision may take the place of the present one: any until it was told, then only a better word.

    Who was told of the waiting list may be accepted or declined.
    """
    if presentation.told_at is None:
        return True
    return presentation.decision is Decision.WAITING and decision in {Decision.ACCEPTED, Decision.DECLINED}


def impossible_at(parts: Collection[str], starts: time, ends: time) -> bool:
    """Return whether a span of wall time touches a part of the day in which the speaker cannot speak."""
    spans = (span for part, span in DAY_PARTS.items() if part.value in parts)
    return any(begin < ends and starts < end for begin, end in spans)


def slots_taken(minutes: int, slot_minutes: int, quiet: int = QUIET_MINUTES) -> int:
    """Return how many slots of `slot_minutes` (change-over included) a presentation and its quiet take at least."""
    return ceil((minutes + 2 * quiet) / max(slot_minutes, 1))
