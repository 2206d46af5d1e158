"""What is said of a meeting that is over, made into one state: whether it took place."""

from collections.abc import Iterable
from enum import StrEnum

from matchmaker.models import MeetingOutcome, Teller


class MeetingState(StrEnum):
    """Whether a meeting that is over took place, as far as is known."""

    HELD = "held"
    NOT_HELD = "not_held"
    CONTESTED = "contested"
    """One side says so, the other side not."""
    UNKNOWN = "unknown"


def state_of(said: Iterable[tuple[Teller, MeetingOutcome]]) -> MeetingState:
    """Return the state of a meeting: the organisers count before the attaché, both before sides."""
    found: dict[Teller, set[bool]] = {}
    for teller, outcome in said:
        found.setdefault(teller, set()).add(outcome is MeetingOutcome.HELD)
    for teller in (Teller.ORGANISER, Teller.ATTACHE, Teller.SIDE):
        words = found.get(teller, set())
        if len(words) > 1:
            return MeetingState.CONTESTED
        if words:
            return MeetingState.HELD if words == {True} else MeetingState.NOT_HELD
    return MeetingState.UNKNOWN
