"""What organisers do about mails that did not arrive: send again, correct the address, look before publishing."""

import re
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from matchmaker import feeds
from matchmaker.base import clock
from matchmaker.base.email_addresses import ascii_address, normal_address
from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.links import ParticipantPage, calendar_page, participant_page
from matchmaker.base.names import email_key
from matchmaker.feeds.commands import rotate
from matchmaker.invitations.commands import invitations
from matchmaker.invitations.rules import calendar_choice
from matchmaker.mail.commands import outbox
from matchmaker.mail.contents import Host, Reader
from matchmaker.mail.letters.corrected_addresses import AddressLeftMail, SubscriptionEndedMail
from matchmaker.mail.letters.invitations import InvitationMail
from matchmaker.mail.plain_links import without_log_in
from matchmaker.mail.queries.messages import LOST, CalendarView, MessageView, has_newer, news_of_feed, read_message
from matchmaker.mail.secrecy import SECRET_KINDS
from matchmaker.models import (
    Act,
    CalendarChoice,
    Event,
    Message,
    MessageState,
    Person,
    Registration,
    ReleaseKind,
    Scenario,
    record,
    row_id,
)
from matchmaker.people.commands.sessions import end_sessions
from matchmaker.publishing.commands.publishing import publish_scenario
from matchmaker.releases.queries.published import last_release

REFOLLOWED = LOST | {MessageState.QUEUED}
"""What goes to the corrected address instead, where it is not outdated."""


def send_again(session: Session, message: Message) -> None:
    """Queue a message that did not arrive once more, the same bytes to the same address.

    Raises `InvalidInput` for one that is not lost, has been overtaken by a newer one, or held a log-in link.
    """
    if message.state not in LOST:
        raise InvalidInput(N_("Only a message that failed can be sent again."))
    if message.kind in SECRET_KINDS:
        raise InvalidInput(N_("A log-in link is not sent again: its reader asks for a new one."))
    if has_newer(session, message):
        raise InvalidInput(N_("A newer message about the same thing has been made: this one would be wrong."))
    # one try has been: that nothing has left is certain of a first try only
    message.state, message.attempts, message.not_before, message.error = MessageState.QUEUED, 1, clock.now(), ""
    session.add(message)
    session.flush()


def correct_address(session: Session, registration: Registration, text: str, *, actor: str) -> int:
    """Give the person another address, and send there what stands and what did not arrive; return how many mails.

    Against a take-over, the old address is told, and the person's log-ins and calendar subscriptions end.
    Raises `InvalidInput` if it is no address, or a colleague's.
    """
    try:
        address = normal_address(text)
    except ValueError as error:
        raise InvalidInput(N_("This is not an e-mail address.")) from error
    person = session.get_one(Person, registration.person_id)
    taken = session.exec(
        select(Person.id).where(
            Person.organisation_id == person.organisation_id,
            Person.email_key == email_key(address),
            Person.id != person.id,
        )
    ).first()
    if taken is not None:
        raise InvalidInput(N_("A colleague has this address already."))
    old, person.email, person.email_key = person.email, address, email_key(address)
    session.add(person)
    moves = email_key(old) != person.email_key
    if moves:
        end_sessions(session, person)
    record(session, actor, Act.CORRECT_ADDRESS, event_id=registration.event_id, registration=registration.id)
    session.flush()
    everywhere = session.exec(select(Registration).where(Registration.person_id == person.id)).all()
    count = sum(_follow(session, one, person, old) for one in everywhere)
    if moves:
        _tell_old_address(session, registration, person, old)
    return count


def hand_over(session: Session, registration: Registration, person: Person, *, actor: str) -> int:
    """Give a registration to the same human's other row in the organisation, which has the right address.

    For two rows of one human, only one of which takes part. What follows is that of a corrected address; returns how
    many mails. Raises `InvalidInput` for a person of another organisation.
    """
    before = session.get_one(Person, registration.person_id)
    if before.organisation_id != person.organisation_id:
        raise InvalidInput(N_("This person belongs to another organisation."))
    registration.person_id = row_id(person)
    session.add(registration)
    end_sessions(session, before)
    record(session, actor, Act.CORRECT_ADDRESS, event_id=registration.event_id, registration=registration.id)
    session.flush()
    _tell_old_address(session, registration, person, before.email)
    return _follow(session, registration, person, before.email)


def _follow(session: Session, registration: Registration, person: Person, old: str) -> int:
    """Send to the person's new address what stands and what did not arrive at the old one; return how many mails."""
    count = invitations.reconcile_one(session, registration)
    count += _redirect(session, registration, ascii_address(old), ascii_address(person.email))
    if email_key(old) != person.email_key:
        count += _end_subscription(session, registration, person)
    return count


def _tell_old_address(session: Session, registration: Registration, person: Person, old: str) -> None:
    event = session.get_one(Event, registration.event_id)
    mail = AddressLeftMail(
        replace(Reader.of(person), email=old), Host.of(event), participant_page(event.slug, ParticipantPage.START)
    )
    outbox.queue(session, mail, event_id=event.id, registration_id=registration.id)


def _end_subscription(session: Session, registration: Registration, person: Person) -> int:
    """Revoke the address of the person's feed, and tell those who chose to subscribe; return how many mails."""
    rotate(session, registration)
    subscribes = registration.calendar is CalendarChoice.FEED and registration.calendar_chosen_at is not None
    if not subscribes or registration.withdrawn:
        return 0
    event = session.get_one(Event, registration.event_id)
    mail = SubscriptionEndedMail(Reader.of(person), Host.of(event), calendar_page(event.slug))
    outbox.queue(session, mail, event_id=event.id, registration_id=registration.id)
    return 1


def _redirect(session: Session, registration: Registration, old: str, new: str) -> int:
    """Send what did not arrive at the old address, and is not outdated, to the new one."""
    if old == new:
        return 0
    lost = session.exec(
        select(Message).where(
            Message.registration_id == registration.id,
            Message.recipient == old,
            col(Message.state).in_(REFOLLOWED),
            col(Message.kind).not_in(SECRET_KINDS | {InvitationMail.kind, AddressLeftMail.kind}),
        )
    ).all()
    following = [message for message in lost if not has_newer(session, message)]
    for message in following:
        _readdress(session, message, old, new)
    return len(following)


def _readdress(session: Session, message: Message, old: str, new: str) -> None:
    """Make a copy of `message` to the new address; the copy takes over its key, the message itself stays as it was."""
    head, gap, body = without_log_in(message.mime).partition(b"\r\n\r\n")  # a link of the old address
    to = re.search(rb"(?mi)^To: .*$", head)
    assert to is not None
    line = to[0].replace(old.encode(), new.encode())
    identity = re.sub(rb"(?mi)^(Message-ID: <)", rb"\g<1>2.", head[: to.start()] + line + head[to.end() :])
    key, message.dedupe_key = message.dedupe_key, None
    if message.state is MessageState.QUEUED:
        message.state = MessageState.SUPERSEDED
    session.add(message)
    session.flush()
    now = clock.now()
    session.add(
        Message(
            event_id=message.event_id,
            registration_id=message.registration_id,
            kind=message.kind,
            dedupe_key=key,
            topic=message.topic,
            recipient=new,
            subject=message.subject,
            mime=identity + gap + body,
            not_before=now,
            created_at=now,
        )
    )
    session.flush()


@dataclass(frozen=True, slots=True)
class MailPreview:
    """What one person would get."""

    name: str
    messages: tuple[MessageView, ...]
    subscribed: tuple[CalendarView, ...]
    """What changes in the calendar of somebody who subscribes."""


def preview_mails(
    session: Session, event: Event, scenario: Scenario, registration: Registration, kind: ReleaseKind
) -> MailPreview:
    """Return exactly what publishing `scenario` now would send to one person: it is published, read and undone.

    Raises what `publish_scenario` raises.
    """
    last = last_release(session, row_id(event))
    person = session.get_one(Person, registration.person_id)
    newest = session.exec(select(Message.id).order_by(col(Message.id).desc()).limit(1)).first() or 0
    subscribes = calendar_choice(event, registration) is CalendarChoice.FEED
    before = feeds.write_feed(session, registration)
    savepoint = session.begin_nested()
    try:
        number = last.number if last else 0
        publish_scenario(session, event, scenario, kind=kind, staff_id=None, expected_release=number)
        made = session.exec(
            select(Message)
            .where(Message.registration_id == registration.id, col(Message.id) > newest)
            .order_by(col(Message.id))
        ).all()
        subscribed = news_of_feed(before, feeds.write_feed(session, registration)) if subscribes else ()
        return MailPreview(person.name, tuple(read_message(session, message) for message in made), subscribed)
    finally:
        savepoint.rollback()
