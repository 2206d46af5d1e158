"""Published meetings that have strayed from the rows as they are now, though everybody placed in them takes part."""

from dataclasses import replace

from sqlmodel import Session, col, select

from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Event,
    Meeting,
    PairKey,
    Registration,
    ReleaseEntry,
    enrolled,
    row_id,
)
from matchmaker.releases.queries.published import last_release, standing_pairs, stands_now
from matchmaker.releases.queries.standing import Strayed, find_strayed
from matchmaker.scheduling.planning.declines import ENDANGERING
from matchmaker.scheduling.planning.facts import Facts, load_facts
from matchmaker.scheduling.planning.pairs import find_pairs

_OF_MEETINGS = ENDANGERING | {AlertKind.HOURS, AlertKind.AWAY}
"""Kinds that say of a meeting that it cannot stay; those without a meeting of their own do not count here."""


def contradicted(session: Session, event: Event) -> frozenset[PairKey]:
    """Return the pairs whose published meetings have lost their time or place, or are at another time by now."""
    return strayed_meetings(session, event, load_facts(session, event)).pairs


def strayed_meetings(session: Session, event: Event, facts: Facts) -> Strayed:
    """Return what of the last release has strayed.

    Meetings of somebody who has withdrawn are left out, and those that cannot stay of which another alert speaks
    (hours that leave them out, somebody away, a refusal): it says of them all there is to say, and repairs them.
    """
    found = find_strayed(session, facts, find_pairs(facts, published=standing_pairs(session, row_id(event))))
    if not found.pairs:
        return found
    gone = _of_people_gone(session, row_id(event))
    told = gone | _told_of(session, row_id(event))
    unfit = {pair: cause for pair, cause in found.unfit.items() if pair not in told}
    return replace(found, unfit=unfit, shifted=found.shifted - gone)


def _told_of(session: Session, event_id: int) -> frozenset[PairKey]:
    """Return the pairs of whose meetings an alert speaks that is open, or handled and not published since."""
    release = last_release(session, event_id)
    waits = col(Alert.state) == AlertState.OPEN
    if release is not None:
        waits |= (col(Alert.state) == AlertState.HANDLED) & (col(Alert.settled_at) >= release.published_at)
    return frozenset(
        session.exec(
            select(col(Meeting.low_id), col(Meeting.high_id))
            .join(Alert, col(Alert.meeting_id) == col(Meeting.id))
            .where(Alert.event_id == event_id, col(Alert.kind).in_(_OF_MEETINGS), col(Alert.sure), waits)
        ).all()
    )


def _of_people_gone(session: Session, event_id: int) -> frozenset[PairKey]:
    return frozenset(
        session.exec(
            select(col(Meeting.low_id), col(Meeting.high_id))
            .join(ReleaseEntry, col(ReleaseEntry.meeting_id) == col(Meeting.id))
            .join(Registration, col(Registration.id) == col(ReleaseEntry.registration_id))
            .where(stands_now(event_id), ~enrolled())
        ).all()
    )
