"""The meetings of one person that are over: what they, or their colleagues at the table, have said of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.errors import NotFound
from matchmaker.base.i18n import N_
from matchmaker.base.tokens import content_token
from matchmaker.calendars.along import comes_along
from matchmaker.calendars.details import MeetingDetails
from matchmaker.models import (
    Alert,
    AlertKind,
    AlertState,
    EntryKind,
    MeetingOutcome,
    MeetingRating,
    MeetingReport,
    Registration,
    ReleaseEntry,
    ReleaseKind,
    Teller,
    row_id,
)
from matchmaker.releases.queries.published import last_release, standing_appointments


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPast:
    """A meeting of the reader that is over."""

    entry: ReleaseEntry
    report: MeetingReport | None
    """Of the reader's side."""
    rating: int | None
    """The reader's own."""
    their_line: str
    """What the other side has written to the reader's."""
    absent: bool
    """They reported on the day that the others did not come."""

    @property
    def other(self) -> str:
        """The organisation across the table."""
        details: MeetingDetails = self.entry.details  # type: ignore[assignment]
        return details["other"]["organisation"]

    @property
    def people(self) -> Sequence[str]:
        """Whom they met."""
        return [one["name"] for one in self.entry.details["other"]["people"]]

    @property
    def outcome(self) -> MeetingOutcome | None:
        """What is known of it from this side; None for nothing."""
        if self.report is not None:
            return self.report.outcome
        return MeetingOutcome.ABSENT if self.absent else None

    @property
    def token(self) -> str:
        """Of what the forms show of it (optimistic locking)."""
        row = self.report
        return content_token(row and (row.outcome, row.result, row.next_step, row.due_on, row.to_other), self.rating)

    @property
    def line(self) -> str:
        """The one line of the reader's side: to the other side, or else for the organisers alone."""
        return "" if self.report is None else self.report.to_other or self.report.result


def own_past(session: Session, registration: Registration) -> tuple[OwnPast, ...]:
    """Return the meetings of a person that are over, by time; none before a final release.

    Those to which they only came along are left out: it is the two sides who say whether they met.
    """
    release = last_release(session, registration.event_id)
    if release is None or release.kind is not ReleaseKind.FINAL:
        return ()
    now = clock.now()
    entries = [
        entry
        for entry in standing_appointments(session, registration)
        if entry.kind is EntryKind.MEETING
        and entry.meeting_id is not None
        and entry.ends_at <= now
        and not comes_along(entry.details)
    ]
    numbers = [entry.meeting_id for entry in entries]
    reports = session.exec(
        select(MeetingReport).where(col(MeetingReport.meeting_id).in_(numbers), MeetingReport.teller == Teller.SIDE)
    ).all()
    own = registration.delegation_id
    by_meeting = {row.meeting_id: row for row in reports if row.delegation_id == own}
    theirs = {row.meeting_id: row.to_other for row in reports if row.delegation_id != own}
    ratings = select(MeetingRating).where(
        col(MeetingRating.meeting_id).in_(numbers), MeetingRating.registration_id == row_id(registration)
    )
    rated = {row.meeting_id: row.rating for row in session.exec(ratings)}
    missing = set(
        session.exec(
            select(Alert.uid).where(
                Alert.registration_id == registration.id,
                Alert.kind == AlertKind.NO_SHOW,
                Alert.state != AlertState.TAKEN_BACK,
            )
        )
    )
    return tuple(
        OwnPast(
            entry=entry,
            report=by_meeting.get(entry.meeting_id or 0),
            rating=rated.get(entry.meeting_id or 0),
            their_line=theirs.get(entry.meeting_id or 0, ""),
            absent=entry.uid in missing,
        )
        for entry in entries
    )


def own_past_of(session: Session, registration: Registration, uid: str) -> OwnPast:
    """Return one of them; raises `NotFound` for any other line."""
    found = next((one for one in own_past(session, registration) if one.entry.uid == uid), None)
    if found is None:
        raise NotFound(N_("There is no such meeting in your schedule, or it is not over yet."))
    return found
