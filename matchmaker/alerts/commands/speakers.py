"""Speakers who no longer give a presentation: an alert for each presentation, with its ways out."""

from collections.abc import Collection, Sequence

from sqlmodel import Session, col, not_, or_, select

from matchmaker.alerts.commands.alerts import Cause, raise_alert, take_back
from matchmaker.alerts.rules import talk_uid
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Decision,
    Presentation,
    ProposalState,
    Registration,
    enrolled,
    required,
    row_id,
)


def speaker_gone(session: Session, presentation: Presentation, registration_id: int) -> Alert:
    """Open the alert that a presentation has lost its speaker; `registration_id` is who has withdrawn it, or speaks."""
    return raise_alert(
        session,
        Cause(
            kind=AlertKind.SPEAKER,
            event_id=presentation.event_id,
            registration_id=registration_id,
            uid=talk_uid(row_id(presentation)),
            note=presentation.title,
        ),
    )


def accepted_talks(session: Session, registration: Registration) -> Sequence[Presentation]:
    """Return the accepted presentations that somebody was to give."""
    talks = select(Presentation).where(
        Presentation.speaker_id == registration.id, col(Presentation.decision) == Decision.ACCEPTED
    )
    return session.exec(talks.order_by(col(Presentation.id))).all()


def talks_without_speaker(session: Session, registration: Registration) -> None:
    """Open an alert for each accepted presentation of somebody who withdraws from the event."""
    for talk in accepted_talks(session, registration):
        speaker_gone(session, talk, row_id(registration))


def speakers_still_gone(session: Session, presentation_ids: Collection[int]) -> None:
    """Open the alerts of some accepted presentations again whose speakers are gone: what had handled them is undone."""
    gone = select(Registration.id).where(col(Registration.id) == col(Presentation.speaker_id), not_(enrolled()))
    talks = select(Presentation).where(
        col(Presentation.id).in_(presentation_ids),
        col(Presentation.decision) == Decision.ACCEPTED,
        or_(col(Presentation.state) == ProposalState.WITHDRAWN, gone.exists()),
    )
    for talk in session.exec(talks.order_by(col(Presentation.id))).all():
        who = talk.proposed_by_id if talk.state is ProposalState.WITHDRAWN else talk.speaker_id
        speaker_gone(session, talk, required(who))


def speaker_back(session: Session, registration: Registration, *, handled: bool = False) -> None:
    """Take back the alerts about the presentations of somebody who takes part again and still speaks."""
    alerts = select(Alert).where(
        Alert.kind == AlertKind.SPEAKER,
        Alert.registration_id == registration.id,
        col(Alert.state).in_((AlertState.OPEN, AlertState.HANDLED) if handled else (AlertState.OPEN,)),
    )
    for alert in session.exec(alerts).all():
        take_back(session, alert, handled=handled)
