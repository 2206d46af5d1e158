"""What the page behind the links of an invitation shows: whose it is, how the appointment stands, what was answered."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.calendars import texts
from matchmaker.calendars.along import as_what, with_whom
from matchmaker.calendars.entry import Entry
from matchmaker.models import (
    Delegation,
    EntryKind,
    Event,
    InvitationAnswer,
    InvitationMethod,
    Person,
    Registration,
    ReleaseEntry,
    Says,
    SentInvitation,
    is_enrolled,
)
from matchmaker.releases.queries.published import standing_entry
from matchmaker.releases.rules.succession import fingerprint


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A line of the agenda in its reader's words."""

    title: str
    when: str
    place: str
    people: tuple[str, ...]
    why: str
    over: bool

    @classmethod
    def of(cls, line: ReleaseEntry, language: str) -> "Appointment":
        entry = Entry.of(line)
        meeting = entry.kind is EntryKind.MEETING
        return cls(
            title=texts.subject(entry, language),
            when=texts.when(entry, language),
            place=texts.location(entry, language),
            people=(
                *(texts.person(one, language) for one in entry.details["other"]["people"]),
                *with_whom(entry.details, language),
            )
            if meeting
            else (),
            why=(as_what(entry.details, language) or texts.why(entry.details["why"], language)) if meeting else "",
            over=line.ends_at <= clock.now(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedView:
    """What one invitation asks of one person."""

    person: Person
    event: Event
    line: ReleaseEntry | None
    """As it stands in the last release; None if it is cancelled, or has become somebody else's."""
    known: ReleaseEntry
    """As the reader was told last."""
    changed: bool
    """What stands is not what the opened mail was about."""
    withdrawn: bool
    """The reader takes part no longer."""
    says: Says | None
    """What was answered to what stands."""


def asked_view(session: Session, invitation: SentInvitation, sequence: int) -> AskedView:
    """Return what the page behind the links of the mail with `sequence` shows."""
    registration = session.get_one(Registration, invitation.registration_id)
    delegation = session.get_one(Delegation, registration.delegation_id)
    line = standing_entry(session, invitation.registration_id, invitation.uid)
    told = invitation.method is InvitationMethod.REQUEST
    answer = session.exec(
        select(InvitationAnswer).where(
            col(InvitationAnswer.registration_id) == invitation.registration_id,
            col(InvitationAnswer.uid) == invitation.uid,
            col(InvitationAnswer.sequence) == invitation.sequence,
        )
    ).first()
    return AskedView(
        person=session.get_one(Person, registration.person_id),
        event=session.get_one(Event, registration.event_id),
        line=line,
        known=session.get_one(ReleaseEntry, invitation.entry_id),
        # an entry that only left the calendar, for the subscription, is what it was
        changed=line is not None
        and ((told and sequence < invitation.sequence) or fingerprint(line) != invitation.content_hash),
        withdrawn=not is_enrolled(registration, delegation),
        says=answer.says if answer is not None else None,
    )
