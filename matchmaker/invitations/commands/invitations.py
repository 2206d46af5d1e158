"""Invitations by mail: what each person's calendar holds is brought into line with what has been published.

One state per registration and line (`SentInvitation`): not sent, REQUEST, REQUEST with a higher sequence, CANCEL, and
REQUEST again. The only transition is "what should stand there now, against what was told last", so that publishing,
a change of mind about the calendar and a corrected address are one and the same thing, and repeating it does nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.events.commands import lock_event
from matchmaker.invitations.commands.mails import Telling, drop_waiting, queue_invitations
from matchmaker.invitations.rules import calendar_choice
from matchmaker.mail.compose import address_of
from matchmaker.mail.letters.invitations import News
from matchmaker.mail.queries.messages import without_bytes
from matchmaker.models import (
    CalendarChoice,
    EntryKind,
    Event,
    InvitationMethod,
    Message,
    MessageState,
    Person,
    Phase,
    Registration,
    ReleaseEntry,
    ReleaseKind,
    SentInvitation,
    row_id,
)
from matchmaker.releases.queries.published import last_release
from matchmaker.releases.queries.withdrawn import Withdrawn, read_withdrawn
from matchmaker.releases.rules.succession import CopyKey, Kind, change_kind, copy_of, fingerprint

INVITED = frozenset({EntryKind.MEETING, EntryKind.PRESENTATION})
"""What people are invited to: where somebody waits for them. The rest of the programme is in the schedule's mail."""


def choose_calendar(session: Session, registration: Registration, choice: CalendarChoice) -> int:
    """Set the one way by which a person gets entries, and return how many mails follow from it.

    From mail to the subscription, invitations of what is still to come are taken back, else everything would stand
    in the calendar twice; the other way round they are sent.
    """
    registration.calendar, registration.calendar_chosen_at = choice, clock.now()
    session.flush()
    return reconcile_one(session, registration)


def reconcile_one(session: Session, registration: Registration) -> int:
    """Bring one person's invitations into line with the last release, if it is final; return how many mails go out.

    Called when the way or the address has changed; what stands only provisionally is not sent.
    """
    # one after the other with publishing, which locks the same row
    event = lock_event(session, registration.event_id)
    release = last_release(session, row_id(event))
    if release is None or (
        release.kind is ReleaseKind.PROVISIONAL and calendar_choice(event, registration) is CalendarChoice.MAIL
    ):
        return 0
    entries = session.exec(select(ReleaseEntry).where(col(ReleaseEntry.release_id) == release.id)).all()
    return len(reconcile(session, event, entries, [registration]))


def reconcile(
    session: Session, event: Event, entries: Iterable[ReleaseEntry], registrations: Iterable[Registration]
) -> set[CopyKey]:
    """Queue what `registrations` must be told so that their calendars hold `entries`, the lines of a final release.

    Returns whose copies of which lines a mail goes out for. What is past is left alone; an archived event sends
    nothing.
    """
    if event.phase is Phase.ARCHIVED:
        return set()
    desk = _Desk.open(session, event, entries, registrations)
    tellings = [telling for registration in desk.registrations.values() for telling in desk.reconcile(registration)]
    session.flush()
    drop_waiting(session, [*desk.dropped, *(telling.row for telling in tellings)])
    queue_invitations(session, event, tellings, desk.now)
    return {(telling.row.registration_id, telling.row.uid) for telling in tellings}


@dataclass(frozen=True)
class _Known:
    """What a reader's calendar holds of one line, as far as we know."""

    row: SentInvitation
    standing: ReleaseEntry | None
    unsent: bool
    """The last message has certainly not left: it can still be taken back."""


@dataclass(frozen=True)
class _Desk:
    """Everything that reconciling looks at, loaded at once."""

    session: Session
    event: Event
    now: datetime
    registrations: dict[int, Registration]
    persons: dict[int, Person]
    lines: dict[CopyKey, ReleaseEntry]
    """What stands in the release."""
    sent: dict[int, dict[str, SentInvitation]]
    """By registration and uid."""
    messages: dict[int | None, Message]
    entries: dict[int, ReleaseEntry]
    """What was told, by id."""
    withdrawn: Withdrawn
    dropped: list[SentInvitation] = field(default_factory=list)
    """What was invited to and taken back before it left."""

    @classmethod
    def open(
        cls, session: Session, event: Event, entries: Iterable[ReleaseEntry], registrations: Iterable[Registration]
    ) -> "_Desk":
        found = {row_id(registration): registration for registration in registrations}
        persons = {
            row_id(registration): person
            for registration, person in session.exec(
                select(Registration, Person)
                .join(Person, col(Person.id) == col(Registration.person_id))
                .where(col(Registration.id).in_(found))
            )
        }
        sent: dict[int, dict[str, SentInvitation]] = {registration_id: {} for registration_id in found}
        told: set[int] = set()
        messages: dict[int | None, Message] = {}
        for row, message in session.exec(
            select(SentInvitation, Message)
            .join(Message, col(Message.id) == col(SentInvitation.message_id))
            .where(col(SentInvitation.registration_id).in_(found))
            .order_by(col(SentInvitation.id))
            # so that none of them leaves while we decide by its not having left
            .with_for_update(of=Message)
            .options(without_bytes())
        ):
            sent[row.registration_id][row.uid] = row
            messages[row_id(message)] = message
            told |= {row.entry_id, row.standing_id or row.entry_id}
        rows = session.exec(select(ReleaseEntry).where(col(ReleaseEntry.id).in_(told))).all() if told else []
        return cls(
            session=session,
            event=event,
            now=clock.now(),
            registrations=found,
            persons=persons,
            lines={copy_of(entry): entry for entry in entries if entry.stands},
            sent=sent,
            messages=messages,
            entries={row_id(entry): entry for entry in rows},
            withdrawn=read_withdrawn(session, row_id(event)),
        )

    def reconcile(self, registration: Registration) -> list[Telling]:
        """Return what one person must be told, in order of time, with their rows brought to that state."""
        registration_id = row_id(registration)
        own = sorted(
            (entry for (person, _), entry in self.lines.items() if person == registration_id),
            key=lambda entry: (entry.starts_at, entry.uid),
        )
        by_mail = calendar_choice(self.event, registration) is CalendarChoice.MAIL
        sent = self.sent[registration_id]
        standing = {uid for uid, row in sent.items() if row.method is InvitationMethod.REQUEST}
        invited = [entry for entry in own if entry.kind in INVITED or entry.uid in standing] if by_mail else []
        tellings = [self._invite(registration_id, entry) for entry in invited if entry.ends_at > self.now]
        left = sorted(standing - {entry.uid for entry in invited})
        tellings += [self._take_back(sent[uid], by_mail) for uid in left]
        return [telling for telling in tellings if telling is not None]

    def _known(self, row: SentInvitation) -> _Known:
        message = self.messages.get(row.message_id)
        unsent = (
            message is not None
            and message.attempts == 0
            and message.state in {MessageState.QUEUED, MessageState.SUPERSEDED}
        )
        standing_id = row.entry_id if row.method is InvitationMethod.REQUEST else None
        if unsent:
            standing_id = row.standing_id
        return _Known(row, self.entries[standing_id] if standing_id else None, unsent)

    def _invite(self, registration_id: int, entry: ReleaseEntry) -> Telling | None:
        """Return the REQUEST to send; None if the reader has been told exactly this."""
        person, content = self.persons[registration_id], fingerprint(entry)
        row, recipient = self.sent[registration_id].get(entry.uid), address_of(person.email)
        if row is None:
            row = SentInvitation(
                registration_id=registration_id,
                uid=entry.uid,
                meeting_id=entry.meeting_id,
                method=InvitationMethod.REQUEST,
                sequence=entry.sequence,
                content_hash=content,
                stamped_at=self.now,
                recipient=recipient,
                entry_id=row_id(entry),
            )
            self.session.add(row)
            return Telling(row, person, entry, "new")
        if (row.method, row.content_hash, row.recipient) == (InvitationMethod.REQUEST, content, recipient):
            return None
        known = self._known(row)
        standing = known.standing if row.recipient == recipient else None
        kind = change_kind(standing, entry, known=row.method is InvitationMethod.CANCEL and not known.unsent)
        minor = kind is None and row.method is InvitationMethod.REQUEST
        row.sequence = max(entry.sequence, row.sequence if minor else row.sequence + 1)
        row.method, row.content_hash = InvitationMethod.REQUEST, content
        self._note(row, entry, standing)
        left = self.withdrawn.who_left(standing, entry) if standing is not None else ()
        return Telling(row, person, entry, _news(kind, standing, entry), standing, withdrawn=left)

    def _take_back(self, row: SentInvitation, by_mail: bool) -> Telling | None:
        """Return the CANCEL of what is still to come; None if the invitation has never left."""
        known = self._known(row)
        if self.entries[row.entry_id].ends_at <= self.now:
            return None
        row.method = InvitationMethod.CANCEL
        if known.standing is None:
            row.standing_id = None
            self.dropped.append(row)
            return None
        row.sequence += 1
        self._note(row, known.standing, known.standing)
        stands = (row.registration_id, row.uid) in self.lines
        instead = "" if stands else self._in_place_of(row)
        news: News = "taken_back" if stands and not by_mail else "replaced" if instead else "cancelled"
        person = self.persons[row.registration_id]
        return Telling(
            row,
            person,
            known.standing,
            news,
            withdrawn=self.withdrawn.who_left(known.standing, None),
            reader_withdrew=row.registration_id in self.withdrawn.people,
            replaced_by=instead,
        )

    def _note(self, row: SentInvitation, entry: ReleaseEntry, standing: ReleaseEntry | None) -> None:
        """Write down what the next message says, after what; its DTSTAMP is later than the last one's in any case.

        It goes to the present address. A CANCEL goes there too, even if the calendar there holds nothing to cancel.
        """
        recipient = address_of(self.persons[row.registration_id].email)
        if row.recipient != recipient:
            row.recipient, row.thread_root = recipient, ""
        row.stamped_at = max(self.now, row.stamped_at + timedelta(seconds=1))
        row.entry_id, row.standing_id = row_id(entry), standing.id if standing else None
        self.session.add(row)

    def _in_place_of(self, row: SentInvitation) -> str:
        """Return who goes to a meeting that the reader does not go to any more; empty if it does not take place."""
        own = self.registrations[row.registration_id].delegation_id
        for (_, uid), entry in self.lines.items():
            if uid == row.uid and entry.details.get("own", {}).get("delegation_id") == own:
                return ", ".join(person["name"] for person in entry.details["own"]["people"])
        return ""


def _news(kind: Kind | None, standing: ReleaseEntry | None, entry: ReleaseEntry) -> News:
    if kind is None:
        return "details"
    wall = [(line.day, line.starts, line.ends, line.zone) for line in (standing, entry) if line is not None]
    if kind == "moved" and len(set(wall)) == 1:
        return "clocks"
    return kind
