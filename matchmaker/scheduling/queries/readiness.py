"""What a schedule needs and does not have yet."""

from enum import StrEnum

from sqlmodel import Session

from matchmaker.models import Event
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.pairs import find_pairs


class Missing(StrEnum):
    """The first thing without which no meeting can be placed."""

    PEOPLE = "people"
    STRUCTURE = "structure"
    """Slots or places."""
    AGREED = "agreed"
    """Nobody has accepted the terms."""
    WISHES = "wishes"
    PAIRS = "pairs"
    """Nothing is agreed between two who can both come."""


def what_is_missing(session: Session, event: Event) -> Missing | None:
    """Return what must come before a schedule; None if there is a meeting that could be placed."""
    facts = load_facts(session, event)
    if not facts.registrations:
        return Missing.PEOPLE
    if not facts.slots or not facts.places:
        return Missing.STRUCTURE
    if not any(map(facts.takes_part, facts.registrations.values())):
        return Missing.AGREED
    if not facts.wishes and not facts.decisions:
        return Missing.WISHES
    return None if find_pairs(facts).eligible else Missing.PAIRS
