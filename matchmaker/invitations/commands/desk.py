"""The one transition of an invitation: what should stand in a reader's calendar now, against what was told last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from matchmaker.base import clock
from matchmaker.base.email_addresses import ascii_address
from matchmaker.communities.queries import sender_of
from matchmaker.invitations.commands.mails import Telling
from matchmaker.invitations.queries.versions import ToldVersion, cannot_have_arrived, versions_before
from matchmaker.invitations.rules import calendar_choice
from matchmaker.mail.compose import message_id_of
from matchmaker.mail.letters.invitations import InvitationMail, News
from matchmaker.mail.queries.messages import without_bytes
from matchmaker.models import (
    CalendarChoice,
    EntryKind,
    Event,
    InvitationMethod,
    Message,
    MessageState,
    Person,
    Registration,
    ReleaseEntry,
    SentInvitation,
    required,
    row_id,
)
from matchmaker.releases.queries.withdrawn import Withdrawn, read_withdrawn
from matchmaker.releases.rules.succession import CopyKey, Kind, change_kind, copy_of, fingerprint

INVITED = frozenset({EntryKind.MEETING, EntryKind.PRESENTATION})
"""What people are invited to: where somebody waits for them. The rest of the programme is in the schedule's mail."""
_BACK: dict[str, News] = {"taken_back": "new", "replaced": "returned"}
"""What it is to somebody that they have a line again, where they did not read that it was cancelled."""


@dataclass(frozen=True)
class _Known:
    """What a reader's calendar holds of one line, as far as we know."""

    standing: ReleaseEntry | None
    told: ToldVersion | None
    """By the last message that may have arrived."""
    undone: bool
    """A later message has certainly not arrived: it can still be taken back."""

    @property
    def certain(self) -> bool:
        """A later message can be taken back, and what was told before it has arrived."""
        return self.undone and self.told is not None and self.told.arrived

    @property
    def cancelled(self) -> bool:
        """The reader has had the line in the calendar, and has it no more."""
        return self.told is not None and self.told.method is InvitationMethod.CANCEL


@dataclass(frozen=True)
class Desk:
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
    before: dict[int, ToldVersion]
    """By invitation whose last message has not arrived: what was told before it."""
    entries: dict[int, ReleaseEntry]
    """What was told, by id."""
    withdrawn: Withdrawn
    asked: bool
    """Readers who have withdrawn ask for what is left in their calendars to be taken back."""
    undone: list[SentInvitation] = field(default_factory=list)
    """What was changed and changed back before the reader learned of it."""

    @classmethod
    def open(
        cls,
        session: Session,
        event: Event,
        entries: Iterable[ReleaseEntry],
        registrations: Iterable[Registration],
        *,
        asked: bool = False,
    ) -> "Desk":
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
            before=versions_before(
                session,
                [
                    row
                    for own in sent.values()
                    for row in own.values()
                    if cannot_have_arrived(messages[required(row.message_id)])
                ],
            ),
            entries={row_id(entry): entry for entry in rows},
            withdrawn=read_withdrawn(session, row_id(event)),
            asked=asked,
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
        left = [sent[uid] for uid in sorted(standing - {entry.uid for entry in invited})]
        quiet = by_mail and self._told_at_once(registration_id, left)
        tellings += [self._take_back(row, by_mail, quiet) for row in left]
        return [telling for telling in tellings if telling is not None]

    def _known(self, row: SentInvitation) -> _Known:
        message = self.messages[required(row.message_id)]
        undone = cannot_have_arrived(message)
        told = self.before.get(row_id(row)) if undone else ToldVersion.of(message)
        if told is None or told.method is InvitationMethod.CANCEL:
            return _Known(None, told, undone)
        standing = self.entries[(row.standing_id or row.entry_id) if undone else row.entry_id]
        if not told.says(standing):
            standing = self._published(row, told)
        return _Known(standing, told, undone)

    def _published(self, row: SentInvitation, told: ToldVersion) -> ReleaseEntry:
        """Return the line as a version told it, where what was noted as standing has not arrived either."""
        lines = self.session.exec(
            select(ReleaseEntry)
            .where(col(ReleaseEntry.registration_id) == row.registration_id, col(ReleaseEntry.uid) == row.uid)
            .order_by(col(ReleaseEntry.id).desc())
        )
        return next((line for line in lines if told.says(line)), self.entries[row.entry_id])

    def _invite(self, registration_id: int, entry: ReleaseEntry) -> Telling | None:
        """Return the REQUEST to send; None if the reader has been told exactly this."""
        person, content = self.persons[registration_id], fingerprint(entry)
        row, recipient = self.sent[registration_id].get(entry.uid), ascii_address(person.email)
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
        if known.certain and standing is not None and fingerprint(standing) == content:
            self._undo(row, known)
            return None
        kind = change_kind(standing, entry, known=known.cancelled)
        minor = kind is None and row.method is InvitationMethod.REQUEST
        row.sequence = max(entry.sequence, row.sequence if minor else row.sequence + 1)
        row.method, row.content_hash = InvitationMethod.REQUEST, content
        self._note(row, entry, standing)
        left = self.withdrawn.who_left(standing, entry) if standing is not None else ()
        return Telling(row, person, entry, _news(kind, known, standing, entry), standing, withdrawn=left)

    def _told_at_once(self, registration_id: int, left: Sequence[SentInvitation]) -> bool:
        """Tell whether one mail says that several lines are cancelled: to who has withdrawn, unless they ask for more.

        A calendar takes one CANCEL a mail; eleven mails in a minute, on what they know, are not what they want.
        """
        coming = [row for row in left if self.entries[row.entry_id].ends_at > self.now]
        return registration_id in self.withdrawn.people and len(coming) > 1 and not self.asked

    def _take_back(self, row: SentInvitation, by_mail: bool, quiet: bool) -> Telling | None:
        """Return the CANCEL of what is still to come; None if the reader's calendar holds nothing, or keeps it."""
        known = self._known(row)
        if self.entries[row.entry_id].ends_at <= self.now:
            return None
        if known.standing is None:
            self._undo(row, known)
            return None
        if quiet and not known.undone:
            return None
        row.method = InvitationMethod.CANCEL
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

    def _undo(self, row: SentInvitation, known: _Known) -> None:
        """Take the last message back: the row says again what the one before told, or that nothing is there."""
        self.undone.append(row)
        last = self.messages[required(row.message_id)]
        # nothing of it has arrived: it counts as never tried, even where a server refused it
        last.state, last.attempts = MessageState.SUPERSEDED, 0
        row.method, row.standing_id = InvitationMethod.CANCEL, None
        if known.told is not None:
            row.method, row.sequence = known.told.method, known.told.sequence
            row.message_id = row_id(known.told.message)
            row.last_message_id = self._message_id(known.told.message)
        if known.standing is not None:
            row.entry_id, row.content_hash = row_id(known.standing), fingerprint(known.standing)
        self.session.add(row)

    def _message_id(self, message: Message) -> str:
        sender = sender_of(self.session, self.event.id)
        return message_id_of(InvitationMail.kind, message.recipient, required(message.dedupe_key), sender.email)

    def _note(self, row: SentInvitation, entry: ReleaseEntry, standing: ReleaseEntry | None) -> None:
        """Write down what the next message says, after what; its DTSTAMP is later than the last one's in any case.

        It goes to the present address. A CANCEL goes there too, even if the calendar there holds nothing to cancel.
        """
        recipient = ascii_address(self.persons[row.registration_id].email)
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


def _news(kind: Kind | None, known: _Known, standing: ReleaseEntry | None, entry: ReleaseEntry) -> News:
    if kind is None:
        return "details"
    if kind == "back" and known.told is not None:
        # what only left the calendar had never been cancelled
        return _BACK.get(known.told.news, "back")
    wall = [(line.day, line.starts, line.ends, line.zone) for line in (standing, entry) if line is not None]
    if kind == "moved" and len(set(wall)) == 1:
        return "clocks"
    return kind
