"""From what a person must be told about one appointment to a message in the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col

from matchmaker.base.config import get_config
from matchmaker.base.email_addresses import ascii_address
from matchmaker.base.i18n import screen_language
from matchmaker.base.links import ParticipantPage, participant_page
from matchmaker.calendars.entry import Entry
from matchmaker.calendars.event import Publisher
from matchmaker.calendars.invitation import Invitation, invitation_calendar
from matchmaker.communities.queries import Sender, sender_of
from matchmaker.events.queries.own_pages import own_pages
from matchmaker.invitations.queries.links import answer_url
from matchmaker.invitations.queries.versions import invitation_topic, version_key
from matchmaker.mail.compose import CalendarPart, Envelope, Mail, compose
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.invitations import ENDING, LEAVING, InvitationMail, News
from matchmaker.mail.reply_address import reply_address
from matchmaker.models import Event, Message, MessageState, Person, ReleaseEntry, Says, SentInvitation, row_id


@dataclass(frozen=True)
class Telling:
    """One mail to come: the state that it brings its reader to, and in which words."""

    row: SentInvitation
    person: Person
    entry: ReleaseEntry
    news: News
    before: ReleaseEntry | None = None
    """As the reader knew it."""
    withdrawn: tuple[str, ...] = ()
    reader_withdrew: bool = False
    replaced_by: str = ""


def drop_waiting(session: Session, rows: Sequence[SentInvitation]) -> None:
    """Keep what still waits about these lines from leaving."""
    waiting = col(Message.state) == MessageState.QUEUED
    of_rows = col(Message.topic).in_([invitation_topic(row) for row in rows])
    session.execute(update(Message).where(waiting, of_rows).values(state=MessageState.SUPERSEDED))


def queue_invitations(session: Session, event: Event, tellings: Sequence[Telling], now: datetime) -> None:
    """Queue the mails, and note beside each state which message brings it; their rows must have their ids."""
    messages, sender = [], sender_of(session, event.id)
    pages = own_pages(session, event, [telling.row.registration_id for telling in tellings])
    for telling in tellings:
        row = telling.row
        mail = _compose(event, sender, telling, now, pages.get(row.registration_id, ""))
        row.last_message_id = mail.message_id
        row.thread_root = row.thread_root or mail.message_id
        messages.append(
            Message(
                event_id=event.id,
                registration_id=row.registration_id,
                kind=InvitationMail.kind,
                dedupe_key=version_key(row, telling.news),
                topic=invitation_topic(row),
                recipient=mail.recipient,
                subject=mail.subject[:300],
                mime=mail.mime,
                not_before=now,
                created_at=now,
            )
        )
    session.add_all(messages)
    session.flush()
    for telling, message in zip(tellings, messages, strict=True):
        telling.row.message_id = message.id
    session.flush()


def _compose(event: Event, sender: Sender, telling: Telling, now: datetime, own_page: str) -> Mail:
    config, row, person = get_config(), telling.row, telling.person
    language, answers = screen_language(person.language), reply_address(config, row_id(row))
    mail = InvitationMail(
        reader=Reader.of(person),
        host=Host.of(event),
        agenda_url=own_page or participant_page(event.slug, ParticipantPage.AGENDA),
        news=telling.news,
        entry=Entry.of(telling.entry),
        before=Entry.of(telling.before) if telling.before else None,
        withdrawn=telling.withdrawn,
        reader_withdrew=telling.reader_withdrew,
        replaced_by=telling.replaced_by,
        answers_read=bool(answers),
        accept_url="" if telling.news in ENDING else answer_url(row, Says.ACCEPTED),
        decline_url="" if telling.news in ENDING else answer_url(row, Says.DECLINED),
    )
    calendar = invitation_calendar(
        Invitation(
            method=row.method,
            entry=Entry.of(telling.entry),
            sequence=row.sequence,
            stamped_at=row.stamped_at,
            organizer=answers or ascii_address(event.contact_email or config.mail_from),
            sender=ascii_address(sender.email),
            attendee=row.recipient,
            attendee_name=person.name,
            answers_read=bool(answers),
            comment=" ".join(mail.what_is_new()) if telling.news != "new" else "",
            leaves=telling.news in LEAVING,
        ),
        publisher=Publisher(config.calendar_domain, config.base_url, config.mail_from, own_page),
        language=language,
    )
    envelope = Envelope(sender.name, sender.email, version_key(row, telling.news), now, answers=row.thread_root)
    return compose(mail, envelope, CalendarPart(row.method.value.upper(), calendar))
