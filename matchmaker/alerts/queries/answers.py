"""What organisers know and have decided of an answer to an invitation."""

from sqlmodel import Session, col, select

from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    Registration,
    SentInvitation,
)
from matchmaker.releases.queries.published import last_release
from matchmaker.scheduling.planning.declines import OF_ONE_MEETING


def says_no(session: Session, invitation: SentInvitation) -> bool:
    """Tell whether the organisers know that the person cannot come, by whichever way it was said."""
    return any(_open(session, invitation, kind) is not None for kind in OF_ONE_MEETING) or acted_upon(
        session, invitation
    )


def acted_upon(session: Session, invitation: SentInvitation) -> bool:
    """Tell whether the organisers have decided about the person's not coming, and not published since."""
    registration = session.get_one(Registration, invitation.registration_id)
    release = last_release(session, registration.event_id)
    if release is None:
        return False
    handled = select(Alert.id).where(
        col(Alert.kind).in_(OF_ONE_MEETING),
        col(Alert.registration_id) == invitation.registration_id,
        col(Alert.uid) == invitation.uid,
        col(Alert.state) == AlertState.HANDLED,
        col(Alert.settled_at) >= release.published_at,
    )
    return session.exec(handled).first() is not None


def _open(session: Session, invitation: SentInvitation, kind: AlertKind) -> Alert | None:
    return session.exec(
        select(Alert).where(
            col(Alert.kind) == kind,
            col(Alert.registration_id) == invitation.registration_id,
            col(Alert.uid) == invitation.uid,
            col(Alert.state) == AlertState.OPEN,
        )
    ).first()
