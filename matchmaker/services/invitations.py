"""Invitations by mail: what each person's calendar holds is brought into line with what has been published.

One state per registration and line (`SentInvitation`): not sent, REQUEST, REQUEST with a higher sequence, CANCEL, and
REQUEST again. The only transition is "what should stand there now, against what was told last", so that publishing,
a change of mind about the calendar and a corrected address are one and the same thing, and repeating it does nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from matchmaker import clock
from matchmaker.calendars.entry import Entry
from matchmaker.calendars.event import Publisher
from matchmaker.calendars.invitation import Invitation, invitation_calendar
from matchmaker.config import get_config
from matchmaker.i18n import screen_language
from matchmaker.mail.compose import CalendarPart, address_of
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.invitations import InvitationMail, News
from matchmaker.mail.reply_address import reply_address
from matchmaker.models import (
    CalendarChoice,
    Delegation,
    EntryKind,
    EntryState,
    Event,
    InvitationMethod,
    Message,
    MessageState,
    Organisation,
    Person,
    Phase,
    Registration,
    ReleaseEntry,
    ReleaseKind,
    SentInvitation,
)
from matchmaker.planning.facts import row_id
from matchmaker.planning.releases import last_release
from matchmaker.planning.succession import Copy, change_kind, copy_of, fingerprint
from matchmaker.services import outbox

INVITED = frozenset({EntryKind.MEETING, EntryKind.PRESENTATION})
"""What people are invited to: where somebody waits for them. The rest of the programme is in the schedule's mail."""


def way(event: Event, registration: Registration) -> CalendarChoice:
    """Return how a person gets entries into the calendar: as chosen, until then as the event says."""
    if registration.calendar_chosen_at is not None:
        return registration.calendar
    return CalendarChoice.MAIL if event.mail_invitations else CalendarChoice.FEED


def choose(session: Session, registration: Registration, choice: CalendarChoice) -> int:
    """Set the one way by which a person gets entries, and return how many mails follow from it.

    From mail to the subscription, invitations of what is still to come are taken back, else everything would stand
    in the calendar twice; the other way round they are sent.
    """
    registration.calendar, registration.calendar_chosen_at = choice, clock.now()
    session.flush()
    return settle_one(session, registration)


def settle_one(session: Session, registration: Registration) -> int:
    """Bring one person's invitations into line with the last release, if it is final; return how many mails go out.

    Called when the way or the address has changed; what stands only provisionally is not sent.
    """
    event = session.get_one(Event, registration.event_id)
    release = last_release(session, row_id(event))
    entries: Sequence[ReleaseEntry] = ()
    if release is not None and release.kind is ReleaseKind.FINAL:
        entries = session.exec(select(ReleaseEntry).where(col(ReleaseEntry.release_id) == release.id)).all()
    elif way(event, registration) is CalendarChoice.MAIL:
        return 0
    return len(settle(session, event, entries, [registration]))


def settle(
    session: Session, event: Event, entries: Iterable[ReleaseEntry], registrations: Iterable[Registration]
) -> set[Copy]:
    """Queue what `registrations` must be told so that their calendars hold `entries`, the lines of a final release.

    Returns whose copies of which lines a mail goes out for. What is past is left alone; an archived event sends
    nothing.
    """
    if event.phase is Phase.ARCHIVED:
        return set()
    desk = _Desk.open(session, event, entries, registrations)
    return {copy for registration in desk.registrations.values() for copy in desk.settle(registration)}


@dataclass(frozen=True)
class _Known:
    """What a reader's calendar holds of one line, as far as we know."""

    row: SentInvitation
    standing: ReleaseEntry | None
    unsent: bool
    """The last message has certainly not left: it can still be taken back."""


@dataclass(frozen=True)
class _Desk:
    """Everything that settling looks at, loaded at once."""

    session: Session
    event: Event
    now: datetime
    registrations: dict[int, Registration]
    persons: dict[int, Person]
    lines: dict[Copy, ReleaseEntry]
    """What stands in the release."""
    sent: dict[int, dict[str, SentInvitation]]
    """By registration and uid."""
    messages: dict[int, Message]
    entries: dict[int, ReleaseEntry]
    """What was told, by id."""
    withdrawn: dict[tuple[str, int], str]
    """Names of the delegations and of the people (by registration) that have withdrawn."""

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
        messages = {}
        for row, message in session.exec(
            select(SentInvitation, Message)
            .join(Message, col(Message.id) == col(SentInvitation.message_id))
            .where(col(SentInvitation.registration_id).in_(found))
            .order_by(col(SentInvitation.id))
            # so that none of them leaves while we decide by its not having left
            .with_for_update(of=Message)
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
            lines={copy_of(entry): entry for entry in entries if entry.state is EntryState.CONFIRMED},
            sent=sent,
            messages=messages,
            entries={row_id(entry): entry for entry in rows},
            withdrawn=_withdrawn(session, event),
        )

    def settle(self, registration: Registration) -> list[Copy]:
        """Queue the mails of one person, in order of time, and return the copies that they tell of."""
        registration_id = row_id(registration)
        own = sorted(
            (entry for (person, _), entry in self.lines.items() if person == registration_id),
            key=lambda entry: (entry.starts_at, entry.uid),
        )
        by_mail = way(self.event, registration) is CalendarChoice.MAIL
        sent = self.sent[registration_id]
        standing = {uid for uid, row in sent.items() if row.method is InvitationMethod.REQUEST}
        invited = [entry for entry in own if entry.kind in INVITED or entry.uid in standing] if by_mail else []
        told = [copy_of(entry) for entry in invited if entry.ends_at > self.now and self._invite(registration, entry)]
        left = sorted(standing - {entry.uid for entry in invited})
        return told + [(registration_id, uid) for uid in left if self._take_back(sent[uid], by_mail)]

    def _known(self, row: SentInvitation) -> _Known:
        message = self.messages.get(row.message_id or 0)
        unsent = (
            message is not None
            and message.attempts == 0
            and message.state in {MessageState.QUEUED, MessageState.SUPERSEDED}
        )
        standing_id = row.entry_id if row.method is InvitationMethod.REQUEST else None
        if unsent:
            standing_id = row.standing_id
        return _Known(row, self.entries[standing_id] if standing_id else None, unsent)

    def _invite(self, registration: Registration, entry: ReleaseEntry) -> bool:
        """Send a REQUEST unless the reader has been told exactly this; returns whether one goes out."""
        person, content = self.persons[row_id(registration)], fingerprint(entry)
        row = self.sent[row_id(registration)].get(entry.uid)
        recipient = address_of(person.email)
        if row is None:
            row = SentInvitation(
                registration_id=row_id(registration),
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
            self.session.flush()
            self._send(row, entry, "new", None)
            return True
        if (row.method, row.content_hash, row.recipient) == (InvitationMethod.REQUEST, content, recipient):
            return False
        known = self._known(row)
        standing = known.standing if row.recipient == recipient else None
        kind = change_kind(standing, entry, known=row.method is InvitationMethod.CANCEL and not known.unsent)
        minor = kind is None and row.method is InvitationMethod.REQUEST
        row.sequence = max(entry.sequence, row.sequence if minor else row.sequence + 1)
        row.method, row.content_hash = InvitationMethod.REQUEST, content
        row.standing_id = standing.id if standing else None
        if row.recipient != recipient:
            row.recipient, row.thread_root = recipient, ""
        self._send(row, entry, _news(kind, standing, entry), standing)
        return True

    def _take_back(self, row: SentInvitation, by_mail: bool) -> bool:
        """Send a CANCEL for what is still to come; nothing if the invitation has never left."""
        known, told = self._known(row), self.entries[row.entry_id]
        if told.ends_at <= self.now:
            return False
        row.method, row.standing_id = InvitationMethod.CANCEL, known.standing.id if known.standing else None
        if known.standing is None:
            outbox.supersede(self.session, _topic(row))
            return False
        row.sequence += 1
        latest = self.lines.get((row.registration_id, row.uid))
        colleagues = self._in_place_of(row) if latest is None else ""
        news: News = "cancelled"
        if latest is not None and not by_mail:
            news = "taken_back"
        elif colleagues:
            news = "replaced"
        self._send(row, known.standing, news, None, replaced_by=colleagues)
        return True

    def _in_place_of(self, row: SentInvitation) -> str:
        """Return who goes to a meeting that the reader does not go to any more; empty if it does not take place."""
        own = self.registrations[row.registration_id].delegation_id
        for (_, uid), entry in self.lines.items():
            if uid == row.uid and entry.details.get("own", {}).get("delegation_id") == own:
                return ", ".join(person["name"] for person in entry.details["own"]["people"])
        return ""

    def _send(
        self,
        row: SentInvitation,
        entry: ReleaseEntry,
        news: News,
        before: ReleaseEntry | None,
        *,
        replaced_by: str = "",
    ) -> None:
        """Queue the mail that brings `row` to its reader, and note what was said."""
        config, event, person = get_config(), self.event, self.persons[row.registration_id]
        language = screen_language(person.language)
        row.stamped_at, row.entry_id = self._later(row), row_id(entry)
        answers = reply_address(config, row_id(row))
        calendar = invitation_calendar(
            Invitation(
                method=row.method,
                entry=Entry.of(entry),
                sequence=row.sequence,
                stamped_at=row.stamped_at,
                organizer=answers or address_of(event.contact_email or config.mail_from),
                attendee=row.recipient,
                attendee_name=person.name,
                answers_read=bool(answers),
                taken_back=news == "taken_back",
            ),
            publisher=Publisher(config.calendar_domain, config.base_url, config.mail_from),
            language=language,
        )
        mail = InvitationMail(
            reader=Reader(person.email, language, person.name),
            host=Host(event.name, event.contact_name, event.contact_email),
            agenda_url=f"{config.base_url}/e/{event.slug}/agenda",
            news=news,
            entry=Entry.of(entry),
            before=Entry.of(before) if before else None,
            withdrawn=self._who_withdrew(entry),
            replaced_by=replaced_by,
            answers_read=bool(answers),
        )
        message = outbox.queue(
            self.session,
            mail,
            dedupe_key=f"invitation:{row.id}:{row.method}:{row.sequence}:{row.content_hash[:16]}",
            event_id=event.id,
            registration_id=row.registration_id,
            topic=_topic(row),
            calendar=CalendarPart(row.method.value.upper(), calendar),
            answers=row.thread_root,
        )
        row.message_id = message.id
        row.last_message_id = outbox.message_id(message)
        row.thread_root = row.thread_root or row.last_message_id
        self.session.add(row)

    def _later(self, row: SentInvitation) -> datetime:
        """Return the DTSTAMP of the next message: now, and in any case after the last one's."""
        if row.message_id is None:
            return self.now
        return max(self.now, row.stamped_at + timedelta(seconds=1))

    def _who_withdrew(self, entry: ReleaseEntry) -> str:
        """Return who of the other side has withdrawn: the organisation, else the people."""
        other = entry.details.get("other")
        if other is None:
            return ""
        people = [("person", person["registration_id"]) for person in other["people"]]
        whole = self.withdrawn.get(("delegation", other["delegation_id"]), "")
        return whole or ", ".join(self.withdrawn[person] for person in people if person in self.withdrawn)


def _withdrawn(session: Session, event: Event) -> dict[tuple[str, int], str]:
    delegations = session.exec(
        select(Delegation, Organisation)
        .join(Organisation, col(Organisation.id) == col(Delegation.organisation_id))
        .where(col(Delegation.event_id) == event.id, col(Delegation.withdrawn_at).is_not(None))
    )
    people = session.exec(
        select(Registration, Person)
        .join(Person, col(Person.id) == col(Registration.person_id))
        .where(col(Registration.event_id) == event.id, col(Registration.withdrawn_at).is_not(None))
    )
    return {("delegation", row_id(delegation)): organisation.name for delegation, organisation in delegations} | {
        ("person", row_id(registration)): person.name for registration, person in people
    }


def _news(kind: str | None, standing: ReleaseEntry | None, entry: ReleaseEntry) -> News:
    if kind is None:
        return "details"
    wall = [(line.day, line.starts, line.ends, line.zone) for line in (standing, entry) if line is not None]
    if kind == "moved" and len(set(wall)) == 1:
        return "clocks"
    found: News = kind  # type: ignore[assignment]
    return found


def _topic(row: SentInvitation) -> str:
    return f"invitation:{row.id}"
