"""Whether published meetings took place, as far as anybody has said it."""

from collections.abc import Mapping

from sqlmodel import Session, col, select

from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    MeetingOutcome,
    MeetingReport,
    PairKey,
    Registration,
    ReleaseEntry,
    Teller,
    required,
)
from matchmaker.releases.rules.held import MeetingState, state_of


def said_held(
    session: Session, event_id: int, entries: Mapping[PairKey, ReleaseEntry]
) -> Mapping[PairKey, MeetingState]:
    """Return what is known of published meetings, by the delegations of each; two queries.

    A report of the day that the others did not come counts as the word of its side until it says more. What somebody
    says who only came along does not count.
    """
    said: dict[int, dict[tuple[Teller, int | None], MeetingOutcome]] = {}
    for row in session.exec(select(MeetingReport).where(MeetingReport.event_id == event_id)).all():
        said.setdefault(row.meeting_id, {})[(row.teller, row.delegation_id)] = row.outcome
    missing = session.exec(
        select(Alert.meeting_id, Registration.delegation_id)
        .join(Registration, col(Registration.id) == col(Alert.registration_id))
        .where(
            Alert.event_id == event_id,
            Alert.kind == AlertKind.NO_SHOW,
            Alert.state != AlertState.TAKEN_BACK,
            col(Alert.meeting_id).is_not(None),
        )
    ).all()
    for meeting_id, delegation_id in missing:
        words = said.setdefault(required(meeting_id), {})
        words.setdefault((Teller.SIDE, delegation_id), MeetingOutcome.ABSENT)
    return {
        pair: state_of(
            (teller, outcome)
            for (teller, side), outcome in said.get(required(entry.meeting_id), {}).items()
            if teller is not Teller.SIDE or side in pair
        )
        for pair, entry in entries.items()
    }
