"""Published meetings that contradict the rows as they are now, though everybody placed in them takes part."""

from sqlmodel import Session, col, select

from matchmaker.models import Event, Meeting, PairKey, Registration, ReleaseEntry, enrolled, row_id
from matchmaker.releases.planning.misfits import misfits
from matchmaker.releases.queries.drafts import published_scenario
from matchmaker.releases.queries.published import standing_pairs, stands_now
from matchmaker.scheduling.planning.facts import load_facts
from matchmaker.scheduling.planning.pairs import find_pairs


def contradicted(session: Session, event: Event) -> frozenset[PairKey]:
    """Return the pairs whose published meetings have lost their time or place.

    Meetings of somebody who has withdrawn are left out: the withdrawal says of them all there is to say.
    """
    scenario = published_scenario(session, event)
    if scenario is None:
        return frozenset()
    standing = standing_pairs(session, row_id(event))
    facts = load_facts(session, event)
    found = find_pairs(facts, published=standing)
    unfit = {one.pair for one in misfits(session, facts, found, scenario)}
    return standing & unfit - _of_people_gone(session, row_id(event))


def _of_people_gone(session: Session, event_id: int) -> frozenset[PairKey]:
    return frozenset(
        session.exec(
            select(col(Meeting.low_id), col(Meeting.high_id))
            .join(ReleaseEntry, col(ReleaseEntry.meeting_id) == col(Meeting.id))
            .join(Registration, col(Registration.id) == col(ReleaseEntry.registration_id))
            .where(stands_now(event_id), ~enrolled())
        ).all()
    )
