"""What every difference of an event rests on, read once for several schedules."""

from dataclasses import dataclass

from sqlmodel import Session

from matchmaker.models import Event, Release, row_id
from matchmaker.releases.queries.published import last_release, load_past, standing_pairs
from matchmaker.releases.rules.succession import Past
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.pairs import Pairs, find_pairs


@dataclass(frozen=True, slots=True)
class Ground:
    """What every difference with the last release rests on: the rows as they are now, and what was published."""

    facts: Facts
    found: Pairs
    release: Release | None
    past: Past


def read_ground(session: Session, event: Event, facts: Facts | None = None) -> Ground:
    """Return what differences of several schedules rest on, read once; `facts` if they are known already."""
    facts = facts or load_facts(session, event)
    found = find_pairs(facts, published=standing_pairs(session, row_id(event)))
    release = last_release(session, row_id(event))
    return Ground(facts, found, release, load_past(session, event, release))
