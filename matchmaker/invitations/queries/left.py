"""What is left in a calendar of appointments whose cancellation was told by one mail for all of them."""

from sqlmodel import Session, col, func, select

from matchmaker.base import clock
from matchmaker.models import InvitationMethod, Registration, ReleaseEntry, SentInvitation
from matchmaker.releases.queries.published import standing_appointments


def left_in_calendar(session: Session, registration: Registration) -> int:
    """Return how many invitations, still to come, a person's calendar holds that do not stand any more."""
    standing = [entry.uid for entry in standing_appointments(session, registration)]
    return session.exec(
        select(func.count())
        .select_from(SentInvitation)
        .join(ReleaseEntry, col(ReleaseEntry.id) == col(SentInvitation.entry_id))
        .where(
            SentInvitation.registration_id == registration.id,
            SentInvitation.method == InvitationMethod.REQUEST,
            ReleaseEntry.ends_at > clock.now(),
            col(SentInvitation.uid).not_in(standing),
        )
    ).one()
